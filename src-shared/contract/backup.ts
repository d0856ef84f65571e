/** Backups: the whole archive in one file, checked, restored, and made by itself every so often. */
import { z } from 'zod'
import type { Job } from '../job.ts'
import { command } from './command.ts'

/** How often, where to and what is backed up by itself. */
export const backupPlan = z.object({
  every: z.enum(['never', 'day', 'week', 'month']).default('never'),
  /** Full path; null until one is chosen. */
  folder: z.string().min(1).nullable().default(null),
  /** The whole archive as one file. */
  hasArchive: z.boolean().default(true),
  /** What changed since the run before, as JSON and as Markdown. */
  hasChanges: z.boolean().default(false),
  /** How many of each are kept in the folder; null for all. */
  keep: z.number().int().min(1).max(1000).nullable().default(10),
  /** When to remind of a backup, in days since the last one; null for never. */
  remindAfterDays: z.number().int().min(1).max(3650).nullable().default(30),
})
export type BackupPlan = z.infer<typeof backupPlan>

const { every, folder, hasArchive, hasChanges, keep, remindAfterDays } = backupPlan.shape
/** What of a plan is to be changed: a default would change what is not named. */
const planChange = z.object({
  every: every.unwrap().optional(),
  folder: folder.unwrap().optional(),
  hasArchive: hasArchive.unwrap().optional(),
  hasChanges: hasChanges.unwrap().optional(),
  keep: keep.unwrap().optional(),
  remindAfterDays: remindAfterDays.unwrap().optional(),
})

export interface LastBackup {
  readonly path: string
  readonly at: number
  readonly size: number
  readonly conversations: number
  readonly messages: number
}

/** How the last run of the plan came out. */
export interface LastRun {
  readonly at: number
  /** When it was due. */
  readonly dueAt: number
  /** Further runs that were due since the one before it, and were not made. */
  readonly missed: number
  /** Null when all went well. */
  readonly failure: string | null
}

export interface BackupState {
  readonly plan: BackupPlan
  /** The last backup that was made and found whole; null for none. */
  readonly last: LastBackup | null
  readonly lastRun: LastRun | null
  /** When the plan is due next; null when it is off. */
  readonly nextAt: number | null
  /** Bytes that a backup holds, before it is packed. */
  readonly bytes: number
  /** Set when there has been no backup for as long as the plan says, in days. */
  readonly overdueDays: number | null
  /** A backup that takes the place of this archive when Stemma starts next. */
  readonly waiting: { readonly path: string; readonly createdAt: number; readonly movedTo: string } | null
}

/** What a person types to replace an archive. */
export const replaceWord = 'replace'

const path = z.string().min(1).max(4096)

export const restoreTarget = z.discriminatedUnion('kind', [
  /** Into a folder that is empty or not there. */
  z.object({ kind: z.literal('folder'), folder: path }),
  /**
   * Adds what this archive lacks; a job of the kind `import`, whose report names the collections, smart lists, datasets and
   * settings that came along.
   */
  z.object({ kind: z.literal('merge') }),
  /** In the place of this archive, when Stemma starts next. */
  z.object({ kind: z.literal('replace'), confirmation: z.literal(replaceWord) }),
])
export type RestoreTarget = z.infer<typeof restoreTarget>

export const backupCommands = {
  'backup.state': command(z.object({})).answers<BackupState>(),
  /** Starts writing the file `path`; one that exists is replaced only when `replace` is set. */
  'backup.create': command(z.object({ path, replace: z.boolean().default(false) })).answers<Job>(),
  /** Starts reading a backup to its end, without restoring anything. */
  'backup.verify': command(z.object({ path })).answers<Job>(),
  'backup.restore': command(z.object({ path, target: restoreTarget })).answers<Job>(),
  /** Leaves this archive as it is after all. */
  'backup.giveUpReplacing': command(z.object({})).answers<BackupState>(),
  /** Sets the plan anew; one that is turned on runs for the first time at once. */
  'backup.changePlan': command(planChange).answers<BackupState>(),
}
