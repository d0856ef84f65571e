/** What a person is told of backups: the plan, the last one, what is due, what waits. */
import type { BackupPlan, BackupState } from '@shared/contract/backup.ts'
import type { Archive } from '../archive/archive.ts'
import { bytesIn } from './contents.ts'
import { nextDue } from './due.ts'
import { changeMemory, readMemory, type BackupMemory } from './memory.ts'
import { waitingReplacement } from './replacement.ts'

const day = 86_400_000

export function backupState(archive: Archive, now: number): BackupState {
  const memory = readMemory(archive)
  const { plan, anchor, last, lastRun } = memory
  const isOn = plan.every !== 'never' && plan.folder !== null
  return {
    plan,
    last,
    lastRun,
    nextAt: isOn && plan.every !== 'never' ? nextDue(plan.every, anchor, now) : null,
    bytes: bytesIn(archive),
    overdueDays: overdueDays(archive, memory, now),
    waiting: waitingReplacement(archive.folder),
  }
}

/**
 * Changes the plan. Its times are counted from when it was turned on or given another rhythm: the first run is made at
 * once.
 */
export function changePlan(archive: Archive, change: Partial<BackupPlan>, now: number): void {
  const { plan, anchor } = readMemory(archive)
  const after = { ...plan, ...change }
  const begins = after.every !== 'never' && (after.every !== plan.every || plan.folder === null)
  changeMemory(archive, { plan: after, anchor: begins ? now : anchor })
}

/** Days since the last backup, or since there is anything to back up; null where that is no reason to remind anybody. */
function overdueDays(archive: Archive, { plan, last }: BackupMemory, now: number): number | null {
  if (plan.remindAfterDays === null) return null
  const isEmpty = archive.statement('SELECT 1 FROM conversations LIMIT 1').get() === undefined
  const since = last?.at ?? firstImport(archive)
  if (isEmpty || since === null) return null
  const days = Math.floor((now - since) / day)
  return days >= plan.remindAfterDays ? days : null
}

function firstImport(archive: Archive): number | null {
  const at = archive
    .statement<[], number | null>('SELECT min(started_at) FROM imports WHERE undone_at IS NULL')
    .pluck()
    .get()
  return at ?? null
}
