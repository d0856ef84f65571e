/** Exporting: which formats there are, what would be written, and writing it. */
import { z } from 'zod'
import type { ExportLoss } from '../export-loss.ts'
import type { Job } from '../job.ts'
import type { Option } from '../option.ts'
import type { SensitiveCounts } from '../sensitive-data.ts'
import { command } from './command.ts'

export interface ExportFormat {
  readonly id: string
  readonly name: string
  readonly extension: string
  /** One line: what it is best for. */
  readonly purpose: string
  /** What can be chosen. An option of another format that `isShownEverywhere` is to be shown as "Not supported". */
  readonly options: readonly Option[]
  /** Whether several conversations can stand in one file. */
  readonly joins: boolean
}

export interface ExportPreview {
  /** The beginning of a format that is text; null where it is drawn. */
  readonly text: string | null
  /** Of HTML a whole page with the first messages, as it will look; null for other formats. */
  readonly page: string | null
  /** The beginning of a format that is drawn, as the address (`data:`) of a picture; null where there is none. */
  readonly picture: string | null
  /** Size of the whole file; null where the format is drawn: `export.estimate` says about how large that becomes. */
  readonly bytes: number | null
  /** What of the conversation the file will not hold. */
  readonly losses: readonly ExportLoss[]
  /** What is sensitive in that which would be written; after redacting, what would be taken out. */
  readonly sensitive: SensitiveCounts
}

export const chosenOptions = z.record(z.string(), z.union([z.boolean(), z.string()]))

/** What is done about sensitive data: nothing, counting it in the report, or taking it out of all that is written. */
export const sensitiveAction = z.enum(['off', 'warn', 'redact'])
export type SensitiveAction = z.infer<typeof sensitiveAction>

/** Names of files: `{title}`, `{date}` (of the conversation), `{today}`, `{source}`, `{model}` and any text between. */
export const nameTemplate = z.string().trim().min(1).max(200)

const id = z.string().min(1)
const ids = z.array(id).min(1).max(1_000_000)
const written = { format: z.string(), options: chosenOptions }

export const exportCommands = {
  'export.formats': command(z.object({})).answers<readonly ExportFormat[]>(),
  /** A safe file name (without extension) made from the conversation by a template; without one, that of the settings. */
  'export.fileName': command(z.object({ id, template: nameTemplate.optional() })).answers<string>(),
  'export.preview': command(
    z.object({ id, ...written, sensitive: sensitiveAction.default('off') }),
  ).answers<ExportPreview>(),
  /** The whole of a text format, to be copied; refused beyond 10 MB and for formats that are drawn. */
  'export.text': command(
    z.object({ id, ...written, sensitive: sensitiveAction.default('off') }),
  ).answers<string>(),
  /** About how large everything becomes together, by a few of the conversations; null where there is nothing to draw with. */
  'export.estimate': command(z.object({ ids, ...written })).answers<{ readonly bytes: number | null }>(),
  /** Looks for sensitive data in what would be written; the job's result lists it by conversation. */
  'export.check': command(z.object({ ids, ...written })).answers<Job>(),
  /**
   * Writes conversations: into one file (one conversation, or all where the format joins), into a folder or a zip with a
   * file for each. Files are named by the template; one that is in the way is replaced only when `replace` is set, else
   * the file in a folder gets a number and the single one is refused.
   */
  'export.start': command(
    z.object({
      ids,
      ...written,
      path: z.string().min(1),
      into: z.enum(['file', 'folder', 'zip']),
      replace: z.boolean().default(false),
      sensitive: sensitiveAction.default('off'),
      nameTemplate: nameTemplate.optional(),
    }),
  ).answers<Job>(),
}
