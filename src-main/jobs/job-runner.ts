/**
 * Runs jobs in threads of their own and knows what each is doing.
 *
 * One import runs at a time (SQLite has one writer); others wait their turn, as they do while one is undone. Exports and
 * previews run beside it; a preview tells what would be new at the time it looks.
 */
import { randomUUID } from 'node:crypto'
import { AppError, toErrorValue } from '@shared/contract/app-error.ts'
import type { UndoneImport } from '@shared/contract/jobs.ts'
import type { Job, JobResult, Progress } from '@shared/job.ts'
import type { PagePrinter } from '../ports.ts'
import { servePrinter } from '../threads/remote-printer.ts'
import { connect, type Line } from '../threads/rpc.ts'
import { startThread } from '../threads/start-thread.ts'
import type { JobNews, JobOrder, UndoOrder } from './job.ts'

export interface JobRunner {
  /** Begins a job and answers with its first state. */
  start(order: JobOrder): Job
  list(): readonly Job[]
  /** Asks a job to stop; a job that is not running is left as it is. Throws `not-found` for an unknown id. */
  cancel(id: string): void
  /** Resolves when a job has ended, with its last state. */
  ended(id: string): Promise<Job>
  /** Undoes an import in a thread. Throws `not-available` while an import is running, and what `undoImport` throws. */
  undoImport(importId: number): Promise<UndoneImport>
  /** Cancels what runs and resolves when every thread has ended. */
  close(): Promise<void>
}

export interface JobRunnerParts {
  readonly archiveFolder: string
  readonly printer: PagePrinter | null
  /** Called with every new state of every job. */
  tell(job: Job): void
  /** Called when an import has committed conversations. */
  committed(): void
  /** Resolves when the index holds what was committed; told how far it has come on the way. */
  indexed(onProgress: (done: number, total: number) => void): Promise<void>
}

/** Ended jobs that are remembered, so that a window opened later can show them. */
const remembered = 50

interface Running {
  line: Line | null
  isCancelled: boolean
  readonly end: Promise<Job>
}

const ignore = (): void => undefined

/** Makes the runner of one archive. */
export function createJobRunner(parts: JobRunnerParts): JobRunner {
  const jobs = new Map<string, Job>()
  const running = new Map<string, Running>()
  let lastImport: Promise<unknown> = Promise.resolve()

  function change(id: string, news: Partial<Job>): Job {
    const before = jobs.get(id)
    if (!before) throw new Error(`No job ${id}.`)
    const after = { ...before, ...news }
    jobs.set(id, after)
    parts.tell(after)
    return after
  }

  async function run(id: string, order: JobOrder): Promise<Job> {
    try {
      const result = await runInThread(id, order)
      if (order.kind === 'import') await waitForIndex(id)
      return change(id, { state: running.get(id)?.isCancelled ? 'cancelled' : 'done', result })
    } catch (error) {
      const value = toErrorValue(error)
      return change(id, { state: value.kind === 'cancelled' ? 'cancelled' : 'failed', error: value })
    } finally {
      running.delete(id)
      forgetOldest()
    }
  }

  async function runInThread(id: string, order: JobOrder): Promise<JobResult> {
    const entry = running.get(id)
    if (!entry || entry.isCancelled) throw new AppError('cancelled', 'Cancelled before it began.')
    const hear = (news: JobNews): void => {
      if (news.kind === 'progress') change(id, { progress: news.progress })
      else parts.committed()
    }
    return (await callThread(order, hear, (line) => {
      entry.line = line
    })) as JobResult
  }

  /** Starts a thread, gives it an order and answers with its answer; the thread ends with it. */
  async function callThread(
    order: JobOrder | UndoOrder,
    hear: (news: JobNews) => void,
    begun: (line: Line) => void,
  ): Promise<unknown> {
    const thread = startThread('worker', { archiveFolder: parts.archiveFolder })
    const line = connect(thread, {
      serve: (name, input) => servePrinter(parts.printer, name, input),
      hear: (event) => hear(event as JobNews),
    })
    begun(line)
    const died = new Promise<never>((_resolve, reject) => {
      thread.on('error', reject)
      thread.on('exit', (code) => reject(new Error(`The job's thread ended with code ${code}.`)))
    })
    try {
      return await Promise.race([line.call('run', order), died])
    } finally {
      died.catch(() => undefined)
      await thread.terminate()
    }
  }

  async function waitForIndex(id: string): Promise<void> {
    await parts.indexed((done, total) => {
      const progress = jobs.get(id)?.progress
      if (progress?.kind !== 'import') return
      change(id, { progress: { ...progress, phase: 'indexing', bytes: done, totalBytes: total } })
    })
  }

  function forgetOldest(): void {
    for (const [id, job] of jobs) {
      if (jobs.size <= remembered) return
      if (job.state !== 'running') jobs.delete(id)
    }
  }

  return {
    start(order) {
      const id = randomUUID()
      const job: Job = {
        id,
        kind: order.kind,
        state: 'running',
        progress: firstProgress(order),
        result: null,
        error: null,
      }
      jobs.set(id, job)
      // The thread is started in a later turn, so that the job is known before its first news.
      const turn = order.kind === 'import' ? lastImport : Promise.resolve()
      const end = turn.then(() => run(id, order))
      if (order.kind === 'import') lastImport = end
      running.set(id, { line: null, isCancelled: false, end })
      parts.tell(job)
      return job
    },
    list: () => [...jobs.values()],
    cancel(id) {
      if (!jobs.has(id)) throw new AppError('not-found', 'That job is not known here any more.')
      const entry = running.get(id)
      if (!entry) return
      entry.isCancelled = true
      entry.line?.tell('cancel')
    },
    async ended(id) {
      const job = jobs.get(id)
      if (!job) throw new AppError('not-found', 'That job is not known here any more.')
      return (await running.get(id)?.end) ?? job
    },
    async undoImport(importId) {
      if ([...jobs.values()].some(({ kind, state }) => kind === 'import' && state === 'running')) {
        throw new AppError(
          'not-available',
          'An import is running. Wait until it has ended, then undo this one.',
        )
      }
      const undoing = lastImport.then(() => callThread({ kind: 'undo', importId }, ignore, ignore))
      // Whoever asked is told what goes wrong; an import that waits its turn is not to fail of it.
      lastImport = undoing.catch(ignore)
      return (await undoing) as UndoneImport
    },
    async close() {
      const ends = [...running.values()].map((entry) => {
        entry.isCancelled = true
        entry.line?.tell('cancel')
        return entry.end
      })
      await Promise.all([...ends, lastImport])
    },
  }
}

function firstProgress(order: JobOrder): Progress {
  switch (order.kind) {
    case 'import':
    case 'preview':
      return {
        kind: order.kind,
        phase: 'opening',
        file: order.paths[0] ?? '',
        fileIndex: 0,
        fileCount: order.paths.length,
        conversations: 0,
        bytes: 0,
        totalBytes: 0,
      }
    case 'export':
      return { kind: 'export', done: 0, total: order.ids.length, step: null }
  }
}
