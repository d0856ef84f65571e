/** When backups are due. Pure: days, weeks and months of the calendar of this computer, counted from when the plan began. */
import type { BackupPlan } from '@shared/contract/backup.ts'

export type Every = Exclude<BackupPlan['every'], 'never'>

export interface DueRuns {
  /** The last time that has come since the last run. */
  readonly dueAt: number
  /** Times before it that have come since the last run as well. */
  readonly missed: number
}

/** More would only be counted. */
const mostMissed = 1000

/** The time of the run number `count` of a plan, 0 for its first; a month without that day ends with its last. */
export function dueTime(every: Every, anchor: number, count: number): number {
  const at = new Date(anchor)
  if (every === 'month') {
    const day = at.getDate()
    at.setDate(1)
    at.setMonth(at.getMonth() + count)
    at.setDate(Math.min(day, new Date(at.getFullYear(), at.getMonth() + 1, 0).getDate()))
  } else {
    at.setDate(at.getDate() + count * (every === 'week' ? 7 : 1))
  }
  return at.getTime()
}

/** The first time that comes after a moment. */
export function nextDue(every: Every, anchor: number, after: number): number {
  return dueTime(every, anchor, countUntil(every, anchor, after))
}

/** What is due now; null where no time has come since the last run (null for none yet). */
export function dueNow(every: Every, anchor: number, lastRun: number | null, now: number): DueRuns | null {
  const passed = countUntil(every, anchor, now)
  const done = lastRun === null ? 0 : countUntil(every, anchor, lastRun)
  if (passed <= done) return null
  return { dueAt: dueTime(every, anchor, passed - 1), missed: Math.min(passed - done - 1, mostMissed) }
}

/** How many times of a plan have come until a moment, the moment included. */
function countUntil(every: Every, anchor: number, moment: number): number {
  if (moment < anchor) return 0
  const days = { day: 1, week: 7, month: 31 }[every]
  let count = Math.max(0, Math.floor((moment - anchor) / (days * 86_400_000)) - 1)
  while (dueTime(every, anchor, count) <= moment) count += 1
  return count
}
