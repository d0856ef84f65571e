/** What an exporter is: it writes conversations in one format and knows nothing of the archive. */
import type { Conversation } from '@shared/conversation.ts'
import type { ChosenOptions, Option } from '@shared/option.ts'
import type { PagePrinter } from '../ports.ts'

export interface Exporter {
  readonly id: string
  readonly name: string
  readonly extension: string
  /** One line: what it is best for. */
  readonly purpose: string
  /** Options are data: the dialog, the command line's help and README's table are drawn from them. */
  readonly options: readonly Option[]
  /** True when it draws pages and so needs `tools.printer`. */
  readonly needsPrinter: boolean
  /** Writes one conversation. `chosen` holds a valid value for every option. */
  write(conversation: Conversation, output: Output, chosen: ChosenOptions, tools: ExportTools): Promise<void>
}

/** Where the bytes go. Files appear under their names only when everything is written; on any failure none does. */
export interface Output {
  /** Adds to the main file. */
  write(chunk: string | Uint8Array): Promise<void>
  /** Begins a further numbered file beside the main one (`name-2.png`); what follows goes there. */
  nextFile(): Promise<void>
}

export interface ExportTools {
  readonly signal: AbortSignal
  readonly printer: PagePrinter | null
  /** Full path of a stored attachment by its SHA-256. */
  fileOf(hash: string): string
  /** A folder for passing files, emptied when the job ends. */
  readonly temporaryFolder: string
  /** Tells of inner steps: "band 3 of 20". */
  step(text: string): void
}
