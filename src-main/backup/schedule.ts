/**
 * Runs the plan: at its times while the app is open, and once for all times that have passed when it is started next.
 *
 * It only says when; making a backup is a job.
 */
import { join } from 'node:path'
import type { Archive } from '../archive/archive.ts'
import { dueNow, nextDue } from './due.ts'
import { backupFileName } from './file-names.ts'
import { changeMemory, readMemory } from './memory.ts'

export interface Clock {
  /** ms */
  now(): number
  /** Calls back after so many ms; answers how to call it off. */
  after(milliseconds: number, call: () => void): () => void
}

/** A run of the plan, as a job is asked for it. */
export interface Run {
  readonly file: { readonly path: string; readonly replace: false } | null
  readonly planned: {
    readonly folder: string
    readonly dueAt: number
    readonly missed: number
    readonly hasChanges: boolean
    readonly keep: number | null
  }
  readonly now: number
}

export interface BackupSchedule {
  /** Begins to watch the clock, and makes up for what was due while the app was closed. */
  begin(): void
  /** To be called when the plan has changed. */
  planChanged(): void
  /** To be called when a run has failed: it is tried again after a while. */
  failed(run: Run['planned'], reason: string): void
  close(): void
}

/** A clock that was set, or a computer that slept, is noticed after so long, in ms. */
const longestSleep = 15 * 60_000
/** After a failure (a disk that is not plugged in) it is tried again, in ms. */
const retryAfter = 60 * 60_000

/** @param start begins a run and resolves when its job has ended */
export function createBackupSchedule({
  archive,
  clock,
  start,
}: {
  readonly archive: Archive
  readonly clock: Clock
  readonly start: (run: Run) => Promise<unknown>
}): BackupSchedule {
  let callOff: (() => void) | null = null
  let isOpen = false
  let isRunning = false
  let notBefore = 0

  function look(): void {
    callOff?.()
    if (!isOpen || isRunning) return
    const now = clock.now()
    const run = now < notBefore ? null : dueRun(archive, now)
    if (run === null) return sleep(now)
    isRunning = true
    void start(run).finally(() => {
      isRunning = false
      look()
    })
  }

  function sleep(now: number): void {
    const { plan, anchor } = readMemory(archive)
    if (plan.every === 'never' || plan.folder === null) return
    const next = Math.max(notBefore, nextDue(plan.every, anchor, now))
    callOff = clock.after(Math.min(Math.max(next - now, 0), longestSleep), look)
  }

  return {
    begin() {
      isOpen = true
      look()
    },
    planChanged() {
      notBefore = 0
      look()
    },
    failed({ dueAt, missed }, reason) {
      const now = clock.now()
      notBefore = now + retryAfter
      const before = readMemory(archive).lastRun
      // The time of the last run stays what it was, so that this one is still due.
      changeMemory(archive, { lastRun: { at: before?.at ?? 0, dueAt, missed, failure: reason } })
    },
    close() {
      isOpen = false
      callOff?.()
    },
  }
}

/** What is due now by the plan; null for nothing. */
function dueRun(archive: Archive, now: number): Run | null {
  const { plan, anchor, lastRun } = readMemory(archive)
  const { every, folder, hasArchive, hasChanges, keep } = plan
  if (every === 'never' || folder === null || !(hasArchive || hasChanges)) return null
  const due = dueNow(every, anchor, lastRun !== null && lastRun.at >= anchor ? lastRun.at : null, now)
  if (due === null) return null
  const file = hasArchive
    ? { path: join(folder, backupFileName('backup', now)), replace: false as const }
    : null
  return { file, planned: { folder, hasChanges, keep, ...due }, now }
}
