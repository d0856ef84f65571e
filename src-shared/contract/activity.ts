/** The activity log: what was imported, exported, changed and deleted, and when. Nothing can be taken out of it. */
import { z } from 'zod'
import { command } from './command.ts'

export const activityAreas = ['import', 'export', 'change', 'delete', 'other'] as const
export type ActivityArea = (typeof activityAreas)[number]

export interface ActivityEntry {
  readonly id: number
  /** ms */
  readonly at: number
  readonly area: ActivityArea
  /** What was done, as a word that does not change: `rename`, `import.undo`. */
  readonly action: string
  /** How many conversations it was about. */
  readonly conversations: number
  /** The one it was about; null where it was about several or none, and where that one is no longer in the archive. */
  readonly conversation: { readonly id: string; readonly title: string } | null
  /** One sentence for a person. Names no conversation: what is deleted for good does not live on in the log. */
  readonly summary: string
}

export const activityFilter = z.object({
  /** None for all. */
  areas: z.array(z.enum(activityAreas)).default([]),
  /** Words that the summary holds. */
  text: z.string().max(200).default(''),
  /** ms, both included. */
  from: z.number().nullable().default(null),
  to: z.number().nullable().default(null),
})
export type ActivityFilter = z.infer<typeof activityFilter>

export const activityCommands = {
  /** A page, the newest first; `before` is the `next` of the page before it, which is null after the last. */
  'activity.page': command(
    z.object({
      filter: activityFilter.prefault({}),
      limit: z.number().int().min(1).max(1000).default(100),
      before: z.number().int().nullable().default(null),
    }),
  ).answers<{ readonly entries: readonly ActivityEntry[]; readonly next: number | null }>(),
  /** Writes the log as CSV to the file `path`; one that exists is replaced only when `replace` is set. */
  'activity.save': command(
    z.object({
      filter: activityFilter.prefault({}),
      path: z.string().min(1),
      replace: z.boolean().default(false),
    }),
  ).answers<{ readonly entries: number }>(),
}
