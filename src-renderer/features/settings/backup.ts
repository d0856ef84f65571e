/** What the settings say of backups, and what is chosen there. Data and words only; backup-store.ts asks the app. */
import {
  replaceWord,
  type BackupPlan,
  type BackupState,
  type RestoreTarget,
} from '@shared/contract/backup.ts'
import type { CheckedBackup } from '@shared/backup.ts'
import { counted } from '../../ui/counts.ts'
import { dateTimeText } from '../../ui/dates.ts'

export type RestoreWay = RestoreTarget['kind']

/** A backup that is being looked at, or restored. */
export type BackupSheet = {
  readonly mode: 'verify' | 'restore'
  readonly path: string
  /** The job that checks it. */
  readonly jobId: string
  /** Null while it is being read. */
  readonly checked: CheckedBackup | null
  /** Why nothing can be said of it; null when it can. */
  readonly failure: string | null
  readonly way: RestoreWay
  /** What was typed to confirm. */
  readonly typed: string
}

export function isWhole({ damaged }: CheckedBackup): boolean {
  return damaged.length === 0
}

/** Whether the button of the sheet may be pressed. */
export function canRestore({ checked, way, typed }: BackupSheet): boolean {
  if (checked === null) return false
  if (way !== 'merge' && !isWhole(checked)) return false
  return way !== 'replace' || isConfirmed(typed)
}

export function isConfirmed(typed: string): boolean {
  return typed.trim().toLowerCase() === replaceWord
}

export const restoreWays: readonly {
  readonly value: RestoreWay
  readonly label: string
  readonly description: string
}[] = [
  {
    value: 'folder',
    label: 'Into a new folder',
    description: 'Makes an archive of its own there. This one stays as it is.',
  },
  {
    value: 'merge',
    label: 'Add to this archive',
    description:
      'Conversations, files, titles, tags and notes that are missing here come in, with collections, smart lists and datasets; settings where none was chosen here. What is here stays. Undoing the import takes the conversations out again.',
  },
  {
    value: 'replace',
    label: 'In place of this archive',
    description:
      'The backup is unpacked and checked now, and takes the place when Stemma starts next: files that are in use cannot be exchanged safely. This archive is then moved to a folder “replaced-…” inside its own, never deleted. What you do until the restart is moved with it.',
  },
]

export const rhythms: readonly { readonly value: BackupPlan['every']; readonly label: string }[] = [
  { value: 'never', label: 'Never' },
  { value: 'day', label: 'Daily' },
  { value: 'week', label: 'Weekly' },
  { value: 'month', label: 'Monthly' },
]

const all = 'all'
export const keepChoices = [
  ...[3, 5, 10, 20, 50].map((count) => ({ value: String(count), label: `the newest ${count}` })),
  { value: all, label: 'all' },
]

export function keepValue(keep: number | null): string {
  return keep === null ? all : String(keep)
}

export function keepOf(value: string): number | null {
  return value === all ? null : Number(value)
}

const never = 'never'
export const reminderChoices = [
  ...[7, 14, 30, 90].map((days) => ({ value: String(days), label: `after ${days} days without one` })),
  { value: never, label: 'never' },
]

export function reminderValue(days: number | null): string {
  return days === null ? never : String(days)
}

export function reminderOf(value: string): number | null {
  return value === never ? null : Number(value)
}

/** What stands under the plan: when it runs next, and how its last run came out. */
export function planText({
  plan,
  nextAt,
  lastRun,
}: Pick<BackupState, 'plan' | 'nextAt' | 'lastRun'>): string {
  if (plan.every === 'never') return 'Off. Nothing is written by itself.'
  if (plan.folder === null) return 'Choose a folder, and the first backup is made at once.'
  const sentences = [
    nextAt === null ? '' : `Next: ${dateTimeText(nextAt)}, or when Stemma is started after that.`,
    lastRun?.failure ? `The last one was not made: ${lastRun.failure} It is tried again every hour.` : '',
    lastRun !== null && lastRun.failure === null && lastRun.missed > 0 ? missedText(lastRun.missed) : '',
  ]
  return sentences.filter((sentence) => sentence !== '').join(' ')
}

export function missedText(missed: number): string {
  return `${counted(missed, 'backup')} ${missed === 1 ? 'was' : 'were'} missed while Stemma was closed; one was made for all of them.`
}
