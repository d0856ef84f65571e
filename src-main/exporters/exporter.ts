/** What an exporter is: it writes conversations in one format and knows nothing of the archive. */
import type { ExportLoss } from '@shared/export-loss.ts'
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
  /**
   * What a file holds: `everything` that is known, the `messages` of all branches or of the one shown, or what a person
   * reads, by the options.
   */
  readonly holds: 'everything' | 'messages' | 'reading'
  /** Writes several conversations into one file; null for a format whose file holds one. */
  readonly writeJoined: WriteJoined | null
  /**
   * Writes one conversation. `chosen` holds a valid value for every option. Throws AppError `unsupported-file` when the
   * format has no file for it, such as one without a message.
   */
  write(conversation: Conversation, output: Output, chosen: ChosenOptions, tools: ExportTools): Promise<void>
  /** What of a conversation the format has no place for; none where it holds everything. */
  lossesOf?(conversation: Conversation, chosen: ChosenOptions): readonly ExportLoss[]
}

export type WriteJoined = (
  conversations: AsyncIterable<Conversation>,
  output: Output,
  chosen: ChosenOptions,
  tools: JoinTools,
) => Promise<void>

/** Where the bytes go. Files appear under their names only when everything is written; on any failure none does. */
export interface Output {
  /** Adds to the main file. */
  write(chunk: string | Uint8Array): Promise<void>
  /** Begins a further numbered file beside the main one (`name-2.png`); what follows goes there. */
  nextFile(): Promise<void>
  /**
   * Puts a copy of a file into the folder `NAME_assets` beside the main file; answers its path from there, with `/`
   * between names. `name` is made unique.
   */
  addAsset(source: string, name: string): Promise<string>
}

export interface ExportTools {
  readonly signal: AbortSignal
  readonly printer: PagePrinter | null
  /** Full path of a stored attachment by its SHA-256. */
  readonly fileOf: (hash: string) => string
  /** The name of a product by its importer's id: "ChatGPT". */
  readonly sourceName: (source: string) => string
  /** A folder for passing files, emptied when the job ends. */
  readonly temporaryFolder: string
  /** Tells of inner steps: "band 3 of 20". */
  step(text: string): void
}

export interface JoinTools extends ExportTools {
  /** Tells that a conversation is in the file. */
  written(conversation: Conversation): void
  /** Tells that a conversation could not be written and was left out. */
  failed(conversation: Conversation, error: unknown): void
}
