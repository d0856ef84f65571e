/** Long work: importing and exporting, watched and cancelled. */
import { z } from 'zod'
import type { ImportReport, Job } from '../job.ts'
import type { Option } from '../option.ts'
import { command } from './command.ts'

/** One line of the import history. */
export interface ImportSummary {
  readonly importId: number
  readonly file: string
  readonly formatName: string | null
  readonly state: ImportReport['state']
  readonly startedAt: number
  readonly found: number
  readonly new: number
  readonly updated: number
  readonly unchanged: number
  readonly skipped: number
  readonly failed: number
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

export const jobCommands = {
  /** Starts importing files and folders; answers with the job at once. */
  'import.start': command(z.object({ paths: z.array(z.string().min(1)).min(1).max(10_000) })).answers<Job>(),
  'import.history': command(z.object({ limit: z.number().int().min(1).max(1000).default(200) })).answers<
    readonly ImportSummary[]
  >(),
  'import.report': command(z.object({ importId: z.number().int() })).answers<{
    readonly report: ImportReport
    readonly rows: readonly ImportedRow[]
  }>(),
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
