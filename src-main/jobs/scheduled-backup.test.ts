import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import JSZip from 'jszip'
import { expect, it } from 'vitest'
import { backupCommands, type BackupPlan } from '@shared/contract/backup.ts'
import type { Archive } from '../archive/archive.ts'
import { conversation } from '../archive/testing/conversations.ts'
import { freshArchive, freshFolder } from '../archive/testing/fresh-archive.ts'
import { importFile } from '../archive/testing/import-file.ts'
import type { PagePrinter } from '../ports.ts'
import { runBackup } from './run-backup.ts'
import { backupState, changePlan } from '../backup/backup-state.ts'
import { keepNewest } from '../backup/keep-newest.ts'
import { readMemory } from '../backup/memory.ts'
import { createBackupSchedule, type BackupSchedule, type Clock } from '../backup/schedule.ts'

const day = 86_400_000
const start = new Date('2026-11-02T20:00').getTime()

const refuse = (): Promise<never> => Promise.reject(new Error('A backup prints nothing.'))
const noPrinter: PagePrinter = {
  printPdf: refuse,
  openPage: refuse,
  captureBand: refuse,
  closePage: refuse,
  stop: refuse,
}

/** A clock that goes on when it is told to. */
class HandClock implements Clock {
  time = start
  #waiting: { readonly at: number; readonly call: () => void }[] = []

  now(): number {
    return this.time
  }

  after(milliseconds: number, call: () => void): () => void {
    const entry = { at: this.time + milliseconds, call }
    this.#waiting.push(entry)
    return () => (this.#waiting = this.#waiting.filter((other) => other !== entry))
  }

  /** Lets time pass while the app is open. */
  async run(milliseconds: number, idle: () => Promise<unknown>): Promise<void> {
    const end = this.time + milliseconds
    for (;;) {
      await idle()
      const next = this.#waiting.toSorted((one, other) => one.at - other.at)[0]
      if (next === undefined || next.at > end) break
      this.#waiting = this.#waiting.filter((other) => other !== next)
      this.time = next.at
      next.call()
    }
    this.time = end
  }
}

interface Bench {
  readonly archive: Archive
  readonly clock: HandClock
  readonly folder: string
  readonly runs: number[]
  readonly open: () => BackupSchedule
  readonly pass: (milliseconds: number) => Promise<void>
  readonly plan: (change: Partial<BackupPlan>) => void
}

function bench(): Bench {
  const archive = freshArchive()
  importFile(archive, [conversation()])
  const clock = new HandClock()
  const runs: number[] = []
  let running: Promise<unknown> = Promise.resolve()
  const folder = freshFolder()
  const context = {
    archiveFolder: archive.folder,
    signal: new AbortController().signal,
    tell: () => undefined,
  }
  return {
    archive,
    clock,
    folder,
    runs,
    open: () => {
      const schedule: BackupSchedule = createBackupSchedule({
        archive,
        clock,
        start: (run) => {
          runs.push(run.now)
          const job = runBackup(context, { kind: 'backup', ...run }, noPrinter).catch((error: Error) =>
            schedule.failed(run.planned, error.message),
          )
          running = job
          return job
        },
      })
      schedule.begin()
      return schedule
    },
    pass: (milliseconds) =>
      clock.run(milliseconds, async () => {
        await running
        // The schedule hears of the end in a turn of its own.
        await new Promise((resolve) => setImmediate(resolve))
      }),
    plan: (change) => changePlan(archive, { folder, ...change }, clock.now()),
  }
}

it('backs up at once, then every day at the same time, and keeps the newest three', async () => {
  const { archive, clock, folder, runs, open, pass, plan } = bench()
  plan({ every: 'day', keep: 3 })
  const mine = join(folder, 'stemma-backup-2020-01-01-000000.zip')
  writeFileSync(mine, 'not one that the plan has written')
  open()
  await pass(5 * day + 1)
  expect(runs).toEqual([0, 1, 2, 3, 4, 5].map((days) => start + days * day))
  const zips = readdirSync(folder).toSorted()
  expect(zips).toEqual([
    'stemma-backup-2020-01-01-000000.zip',
    'stemma-backup-2026-11-05-200000.zip',
    'stemma-backup-2026-11-06-200000.zip',
    'stemma-backup-2026-11-07-200000.zip',
  ])
  expect(backupState(archive, clock.now())).toMatchObject({
    last: { path: join(folder, 'stemma-backup-2026-11-07-200000.zip'), conversations: 1 },
    lastRun: { missed: 0, failure: null },
    nextAt: start + 6 * day,
    overdueDays: null,
  })
})

it('makes up for it once when it is started next, and says what was missed', async () => {
  const { archive, clock, folder, runs, open, pass, plan } = bench()
  plan({ every: 'week' })
  const first = open()
  await pass(1000)
  first.close()
  clock.time = start + 24 * day
  open()
  await pass(1000)
  expect(runs).toEqual([start, start + 24 * day])
  expect(readMemory(archive).lastRun).toEqual({
    at: start + 24 * day,
    dueAt: start + 21 * day,
    missed: 2,
    failure: null,
  })
  await pass(4 * day)
  expect(runs.at(-1)).toBe(start + 28 * day)
  expect(readdirSync(folder)).toHaveLength(3)
})

it('tries again after an hour where the folder is not there, and says why it was not made', async () => {
  const { archive, clock, folder, runs, open, pass, plan } = bench()
  plan({ every: 'day' })
  rmSync(folder, { recursive: true })
  open()
  await pass(1000)
  expect(readMemory(archive).lastRun).toMatchObject({ failure: expect.stringContaining(folder) as string })
  expect(backupState(archive, clock.now()).last).toBeNull()
  mkdirSync(folder)
  await pass(3_700_000)
  expect(runs).toEqual([start, start + 3_600_000])
  expect(readMemory(archive).lastRun?.failure).toBeNull()
  expect(readdirSync(folder)).toHaveLength(1)
})

it('writes what changed since the run before as JSON and Markdown, and no file where nothing has', async () => {
  const { archive, folder, open, pass, plan } = bench()
  plan({ every: 'day', hasArchive: false, hasChanges: true })
  open()
  await pass(1000)
  expect(readdirSync(folder).toSorted()).toEqual([
    'stemma-changes-2026-11-02-200000-json.zip',
    'stemma-changes-2026-11-02-200000-markdown.zip',
  ])
  await pass(day)
  expect(readdirSync(folder)).toHaveLength(2)
  importFile(archive, [conversation({ sourceId: 'tides', title: 'Tides' })])
  await pass(day)
  expect(readdirSync(folder)).toHaveLength(4)
  const zip = await JSZip.loadAsync(
    readFileSync(join(folder, 'stemma-changes-2026-11-04-200000-markdown.zip')),
  )
  expect(Object.keys(zip.files)).toEqual(['Tides.md'])
})

it('does nothing while the plan is off, and reminds of a backup after the days that are set', async () => {
  const { archive, folder, runs, open, pass, clock } = bench()
  open()
  await pass(40 * day)
  expect(runs).toEqual([])
  expect(readdirSync(folder)).toEqual([])
  archive.db.prepare('UPDATE imports SET started_at = ?').run(start)
  expect(backupState(archive, start + 29 * day).overdueDays).toBeNull()
  expect(backupState(archive, clock.now()).overdueDays).toBe(40)
  changePlan(archive, { remindAfterDays: null }, clock.now())
  expect(backupState(archive, clock.now()).overdueDays).toBeNull()
})

it('removes only files of ours that are what they were', async () => {
  const folder = freshFolder()
  const files = [
    'stemma-backup-2026-01-01-000000.zip',
    'stemma-backup-2026-01-02-000000.zip',
    'letters.zip',
  ].map((name, at) => ({ path: join(folder, name), kind: 'backup' as const, size: 4, at }))
  for (const { path } of files) writeFileSync(path, 'four')
  writeFileSync(files[0]?.path ?? '', 'changed by somebody')
  const newest = {
    path: join(folder, 'stemma-backup-2026-01-09-000000.zip'),
    kind: 'backup' as const,
    size: 1,
    at: 9,
  }
  const { kept, removed } = await keepNewest([...files, newest], 1)
  expect(kept).toEqual([newest])
  expect(removed).toEqual([files[1]?.path])
  expect(files.map(({ path }) => existsSync(path))).toEqual([true, false, true])
})

it('changes of the plan only what is named', () => {
  const change = backupCommands['backup.changePlan'].input.parse({ folder: '/backups' })
  const archive = freshArchive()
  changePlan(archive, { every: 'week', keep: 3 }, start)
  changePlan(archive, change as Partial<BackupPlan>, start)
  expect(readMemory(archive).plan).toMatchObject({
    every: 'week',
    keep: 3,
    folder: '/backups',
    hasArchive: true,
  })
})
