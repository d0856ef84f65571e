/** HTML archives: all conversations with one assistant in a period, as one page that any browser shows, or a page a month. */
import { z } from 'zod'
import type { HtmlArchive } from '../written-archive.ts'
import type { Job } from '../job.ts'
import { command } from './command.ts'
import { sensitiveAction } from './export.ts'

/**
 * Whose conversations an archive holds: everything, a source, or what the conversations of a source belong to. A project
 * counts as one, since its conversations are had for one purpose.
 */
export interface Assistant {
  /** Names it to the other commands: `all`, `chatgpt`, `chatgpt:gpt-4o`, `chatgpt:assistant:g-travel`, `claude:project:p-1`. */
  readonly id: string
  readonly kind: 'all' | 'source' | 'model' | 'assistant' | 'project'
  /** Id of the source; null for everything. */
  readonly source: string | null
  readonly sourceName: string | null
  readonly name: string
  /** Conversations outside the trash, whenever they took place. */
  readonly conversations: number
}

export const mostDays = 365

const date = z.iso.date('A date is written as 2026-11-21.')

/** The last days, counted back from now, or exact dates in the zone of this computer, both days included. */
export const period = z.discriminatedUnion('kind', [
  z.object({
    kind: z.literal('days'),
    days: z
      .number()
      .int()
      .min(1, `The number of days lies between 1 and ${mostDays}.`)
      .max(mostDays, `The number of days lies between 1 and ${mostDays}.`),
  }),
  z
    .object({ kind: z.literal('dates'), from: date, to: date })
    .refine(({ from, to }) => from <= to, 'The first day comes before the last.'),
])
export type Period = z.infer<typeof period>

export const archiveOptions = z
  .object({
    /** Whether the conversations stand in it as data too, so that Stemma can import them again. */
    hasData: z.boolean().default(false),
    /** The largest picture or sound that is written into it, in bytes; 0 leaves all out, null none. */
    largestFile: z.number().int().min(0).nullable().default(2_000_000),
    /** Names, addresses and ids of people, and the names that they had in the conversation. */
    showsPeople: z.boolean().default(true),
    /** What is done about sensitive data in it; what was taken out is in none of it, the data included. */
    sensitive: sensitiveAction.default('off'),
    /** One page, or one for each month and an index that leads to them: browsers take long to open a large page. */
    split: z.enum(['none', 'month']).default('none'),
  })
  .refine(
    ({ hasData, showsPeople }) => showsPeople || !hasData,
    'The data for importing again holds the names of people. Show the names, or leave out the data.',
  )
export type ArchiveOptions = z.infer<typeof archiveOptions>

/** How long archives are kept; null for ever. */
export const archiveLimits = z.object({
  /** At most so many. */
  count: z.number().int().min(1).max(1000).nullable().default(20),
  days: z.number().int().min(1).max(3650).nullable().default(30),
})
export type ArchiveLimits = z.infer<typeof archiveLimits>

/** An archive that the limits have taken away. */
export interface RemovedArchive {
  readonly fileName: string
  readonly removedAt: number
  readonly reason: 'count' | 'age'
}

export interface HtmlArchiveList {
  /** The newest first. */
  readonly archives: readonly HtmlArchive[]
  readonly limits: ArchiveLimits
  /** What went lately, the newest first. */
  readonly removed: readonly RemovedArchive[]
}

/** What an archive would hold. */
export interface ArchiveEstimate {
  readonly conversations: number
  readonly messages: number
  /** Conversations without any date, which belong to no period; only an archive by months has a page for them. */
  readonly undated: number
  /** File names of the archives that the limits would take away for it, the oldest first. */
  readonly removes: readonly string[]
}

const id = z.object({ id: z.number().int() })

export const htmlArchiveCommands = {
  /** Whose conversations there are: everything first, then each source followed by what it divides into. */
  'htmlArchives.assistants': command(z.object({})).answers<readonly Assistant[]>(),
  'htmlArchives.estimate': command(z.object({ assistantId: z.string(), period })).answers<ArchiveEstimate>(),
  /** Looks for sensitive data in what an archive would hold; the job's result lists it by conversation. */
  'htmlArchives.check': command(
    z.object({ assistantId: z.string(), period, options: archiveOptions.prefault({}) }),
  ).answers<Job>(),
  /** Starts writing; answers with the job at once. Refused when there is nothing in that period. */
  'htmlArchives.create': command(
    z.object({ assistantId: z.string(), period, options: archiveOptions.prefault({}) }),
  ).answers<Job>(),
  'htmlArchives.list': command(z.object({})).answers<HtmlArchiveList>(),
  /** Copies an archive to the file `path`, several pages as a ZIP (the name ends in `.zip`); one that exists is replaced only when `replace` is set. */
  'htmlArchives.save': command(
    id.extend({ path: z.string().min(1), replace: z.boolean().default(false) }),
  ).answers<{ readonly path: string }>(),
  /** Overwrites the files and removes them. */
  'htmlArchives.delete': command(id).answers<HtmlArchiveList>(),
  /** File names of the archives that other limits would take away at once. */
  'htmlArchives.removedBy': command(z.object({ limits: archiveLimits })).answers<readonly string[]>(),
  /** Sets the limits and takes away what they no longer allow. */
  'htmlArchives.changeLimits': command(z.object({ limits: archiveLimits })).answers<HtmlArchiveList>(),
}
