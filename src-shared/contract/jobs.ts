/** Long work: importing and exporting, watched and cancelled. */
import { z } from 'zod'
import type { ImportReport, Job } from '../job.ts'
import type { Option } from '../option.ts'
import { command } from './command.ts'

/** One line of the import history. */
export interface ImportSummary {
  readonly importId: number
  readonly file: string
  readonly sha256: string | null
  /** Id of the importer; null when none recognised the file. */
  readonly format: string | null
  readonly formatName: string | null
  readonly importerVersion: number | null
  readonly state: ImportReport['state']
  /** False when it is undone already, and for imports of versions that did not note what they replaced. */
  readonly canUndo: boolean
  readonly startedAt: number
  readonly finishedAt: number | null
  readonly found: number
  readonly new: number
  readonly updated: number
  readonly unchanged: number
  readonly skipped: number
  readonly failed: number
}

/** What undoing an import came to. */
export interface UndoneImport {
  /** Conversations that the import had brought and that are gone now. */
  readonly removedConversations: number
  /** Messages that are gone now, those of removed conversations among them. */
  readonly removedMessages: number
  /** Messages from before the import that say again what they said before it. */
  readonly restoredMessages: number
  /** Messages that the import had brought and that stayed, because later imports added to them. */
  readonly keptMessages: number
}

/** One conversation of a report. */
export interface ImportedRow {
  readonly id: string
  readonly title: string
  readonly createdAt: number | null
  readonly messages: number
  readonly branches: number
  readonly result: 'new' | 'updated'
  /** Messages that the import added to it. */
  readonly addedMessages: number
}

export interface ExportFormat {
  readonly id: string
  readonly name: string
  readonly extension: string
  /** One line: what it is best for. */
  readonly purpose: string
  readonly options: readonly Option[]
}

export const chosenOptions = z.record(z.string(), z.union([z.boolean(), z.string()]))

const paths = z.array(z.string().min(1)).min(1).max(10_000)
/** For a path the importer to read it with, whatever it looks like. */
const chosenFormats = z.record(z.string(), z.string()).default({})

export const jobCommands = {
  /** Every format that can be read. */
  'import.formats': command(z.object({})).answers<
    readonly { readonly id: string; readonly name: string }[]
  >(),
  /** Starts reading files and folders without changing anything; the job's result says what an import would bring. */
  'import.preview': command(z.object({ paths, formats: chosenFormats })).answers<Job>(),
  /** Starts importing files and folders; answers with the job at once. */
  'import.start': command(
    z.object({
      paths,
      formats: chosenFormats,
      /** For each path the places (of a preview) to take in; a path that is not named here is taken in whole. */
      only: z.record(z.string(), z.array(z.string())).default({}),
    }),
  ).answers<Job>(),
  'import.history': command(z.object({ limit: z.number().int().min(1).max(1000).default(200) })).answers<
    readonly ImportSummary[]
  >(),
  'import.report': command(z.object({ importId: z.number().int() })).answers<{
    readonly report: ImportReport
    readonly rows: readonly ImportedRow[]
  }>(),
  /**
   * Takes back exactly what an import added, the reader's own titles and tags of its new conversations included. Answers
   * when nothing of it can be found any more; refused while an import is running.
   */
  'import.undo': command(z.object({ importId: z.number().int() })).answers<UndoneImport>(),
  /** Writes a report to the file `path`; one that exists is replaced only when `replace` is set. */
  'import.saveReport': command(
    z.object({
      importId: z.number().int(),
      format: z.enum(['json', 'csv']),
      path: z.string().min(1),
      replace: z.boolean().default(false),
    }),
  ).answers<null>(),
  'export.formats': command(z.object({})).answers<readonly ExportFormat[]>(),
  /** A safe file name (without extension) made from the conversation's title. */
  'export.fileName': command(z.object({ id: z.string().min(1) })).answers<string>(),
  /** The beginning of what would be written and its size in bytes; null where the format is no text. */
  'export.preview': command(
    z.object({ id: z.string().min(1), format: z.string(), options: chosenOptions }),
  ).answers<{ readonly text: string; readonly bytes: number } | null>(),
  /**
   * Writes conversations: one to the file `path`, several into the folder `path`.
   * An existing file is replaced only when `replace` is set, and only once the new one is whole.
   */
  'export.start': command(
    z.object({
      ids: z.array(z.string().min(1)).min(1).max(100_000),
      format: z.string(),
      options: chosenOptions,
      path: z.string().min(1),
      into: z.enum(['file', 'folder']),
      replace: z.boolean().default(false),
    }),
  ).answers<Job>(),
  'job.list': command(z.object({})).answers<readonly Job[]>(),
  /** Asks a job to stop; what it has finished by then stays. */
  'job.cancel': command(z.object({ id: z.string().min(1) })).answers<null>(),
}
