/**
 * Runs jobs in threads of their own (job-threads.ts) and knows what each is doing.
 *
 * One import runs at a time (SQLite has one writer); others wait their turn, as they do while one is undone. Exports and
 * previews run beside it; a preview tells what would be new at the time it looks.
 */
import { randomUUID } from 'node:crypto'
import { AppError, fromErrorValue, toErrorValue, type ErrorValue } from '@shared/contract/app-error.ts'
import type { FoundRecord } from '@shared/contract/conversation.ts'
import type { KeptOriginals, UndoneImport } from '@shared/contract/jobs.ts'
import type { ImportReport, Job, JobResult, Progress } from '@shared/job.ts'
import type { PagePrinter } from '../ports.ts'
import type { Line } from '../threads/rpc.ts'
import type { ChangeOrder, ChangeOutcome } from '../archive/change-order.ts'
import type { ImportOutcome, JobEnd, JobNews, JobOrder, KeepOrder, ShortOrder } from './job.ts'
import { createJobThreads } from './job-threads.ts'
import type { RecordOrder } from './record-order.ts'
import type { FilesToRecognise, RecognisedFiles } from './recognise-files.ts'

export interface JobRunner {
  /** Makes a thread ready for the import that is to be expected; resolves when it could begin at once. */
  prepareImport(): Promise<void>
  /** Begins a job and answers with its first state. */
  start(order: JobOrder): Job
  /** Runs a large change as a job, and answers what came of it; one that was stopped before it began came to nothing. */
  change(order: ChangeOrder): Promise<ChangeOutcome>
  /** Looks for a record as a job, and answers it. Throws AppError `cancelled`, and what `findRecord` throws. */
  findRecord(order: RecordOrder): Promise<FoundRecord>
  list(): readonly Job[]
  /** Asks a job to stop; a job that is not running is left as it is. Throws `not-found` for an unknown id. */
  cancel(id: string): void
  /** Resolves when a job has ended, with its last state. */
  ended(id: string): Promise<Job>
  /** Undoes an import in a thread. Throws `not-available` while an import is running, and what `undoImport` throws. */
  undoImport(importId: number): Promise<UndoneImport>
  /** Removes all kept originals in a thread. Throws `not-available` while an import is running. */
  deleteOriginals(): Promise<KeptOriginals>
  /** Tells in a thread, beside whatever runs, which exports there are among files; as `recogniseFiles`. */
  recognise(files: FilesToRecognise): Promise<readonly RecognisedFiles[]>
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
  /** Called when it has committed the last of them, shortly before it ends. */
  allCommitted(): void
  /** Called when a job has ended, before anybody else hears of it. What it throws for one that is done makes it fail. */
  ended(order: JobOrder, end: JobEnd): void
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
  /** Of changes that have just ended: more than is told of a job. */
  const changes = new Map<string, ChangeOutcome>()
  /** Records that were just found: too large to be told with a job. */
  const records = new Map<string, FoundRecord>()
  const threads = createJobThreads(parts)
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
      const result = await resultOf(id, order)
      if (order.kind === 'reread' || order.kind === 'delete' || order.kind === 'rebuild-index') {
        await waitForIndex(id)
      }
      parts.ended(order, { kind: 'done', result })
      // What an export had finished by then stays and is told, whatever stopped it.
      const stoppedBy = result.kind === 'export' ? result.stoppedBy : (changes.get(id)?.stoppedBy ?? null)
      if (stoppedBy !== null) return change(id, { state: endStateOf(stoppedBy), result, error: stoppedBy })
      return change(id, { state: running.get(id)?.isCancelled ? 'cancelled' : 'done', result })
    } catch (error) {
      const value = toErrorValue(error)
      noteFailure(order, value)
      return change(id, { state: endStateOf(value), error: value })
    } finally {
      running.delete(id)
      forgetOldest()
    }
  }

  async function resultOf(id: string, order: JobOrder): Promise<JobResult> {
    switch (order.kind) {
      case 'import':
        return importAndKeep(id, order)
      case 'change':
        return changeInThread(id, order)
      case 'record':
        return findInThread(id, order)
      default:
        return (await runInThread(id, order)) as JobResult
    }
  }

  function noteFailure(order: JobOrder, error: ErrorValue): void {
    try {
      parts.ended(order, { kind: 'failed', error })
    } catch {
      // What keeps it from being noted is most likely what made the job fail, and that is told.
    }
  }

  /** The imported files are kept once the index has caught up: people wait for the index, and nobody for this. */
  async function importAndKeep(id: string, order: JobOrder): Promise<JobResult> {
    const { result, ended } = (await runInThread(id, order)) as ImportOutcome
    await waitForIndex(id)
    if (running.get(id)?.isCancelled !== false) return result
    const reports = (await runInThread(id, { kind: 'keep', ended })) as readonly ImportReport[]
    return { kind: 'import', reports }
  }

  async function changeInThread(id: string, order: ChangeOrder): Promise<JobResult> {
    const outcome = (await runInThread(id, order)) as ChangeOutcome
    changes.set(id, outcome)
    return { kind: 'change', changed: outcome.changed, left: outcome.left }
  }

  async function findInThread(id: string, order: RecordOrder): Promise<JobResult> {
    records.set(id, (await runInThread(id, order)) as FoundRecord)
    return { kind: 'record' }
  }

  async function runInThread(id: string, order: JobOrder | KeepOrder): Promise<unknown> {
    const entry = running.get(id)
    if (!entry || entry.isCancelled) throw new AppError('cancelled', 'Cancelled before it began.')
    const hear = (news: JobNews): void => {
      if (news.kind === 'committed') parts.committed()
      else if (news.kind === 'all-committed') parts.allCommitted()
      else change(id, { progress: news.progress })
    }
    return await threads.run(order, hear, (line) => {
      entry.line = line
    })
  }

  /** @param what to be done, for whoever is refused */
  async function betweenImports(order: ShortOrder, what: string): Promise<unknown> {
    if ([...jobs.values()].some(({ kind, state }) => kind === 'import' && state === 'running')) {
      throw new AppError('not-available', `An import is running. Wait until it has ended, then ${what}.`)
    }
    const done = lastImport.then(() => threads.run(order, ignore, ignore))
    // Whoever asked is told what goes wrong; an import that waits its turn is not to fail of it.
    lastImport = done.catch(ignore)
    return await done
  }

  async function waitForIndex(id: string): Promise<void> {
    await parts.indexed((done, total) => {
      const progress = jobs.get(id)?.progress
      if (progress?.kind === 'import') {
        change(id, { progress: { ...progress, phase: 'indexing', bytes: done, totalBytes: total } })
      } else if (progress?.kind === 'rebuild-index') {
        change(id, { progress: { ...progress, done, total } })
      }
    })
  }

  function forgetOldest(): void {
    for (const [id, job] of jobs) {
      if (jobs.size <= remembered) return
      if (job.state !== 'running') jobs.delete(id)
    }
  }

  const runner: JobRunner = {
    prepareImport: () => threads.prepare(),
    start(order) {
      const id = randomUUID()
      const job: Job = {
        id,
        kind: kindOf(order),
        state: 'running',
        progress: firstProgress(order),
        result: null,
        error: null,
      }
      jobs.set(id, job)
      // The thread is started in a later turn, so that the job is known before its first news.
      const turn = takesTurns(order) ? lastImport : Promise.resolve()
      const end = turn.then(() => run(id, order))
      if (takesTurns(order)) lastImport = end
      running.set(id, { line: null, isCancelled: false, end })
      parts.tell(job)
      return job
    },
    async change(order) {
      const { id } = runner.start(order)
      const { error } = await runner.ended(id)
      const outcome = changes.get(id)
      changes.delete(id)
      if (outcome !== undefined) return outcome
      const nothing = { changed: 0, messages: 0, skipped: 0, steps: [], stepsPut: 0 }
      return { ...nothing, left: order.total, stoppedBy: error }
    },
    async findRecord(order) {
      const { id } = runner.start(order)
      const { error } = await runner.ended(id)
      const found = records.get(id)
      records.delete(id)
      if (found !== undefined) return found
      throw error === null ? new Error('A search for a record gave nothing.') : fromErrorValue(error)
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
      return (await betweenImports({ kind: 'undo', importId }, 'undo this one')) as UndoneImport
    },
    async deleteOriginals() {
      return (await betweenImports({ kind: 'delete-originals' }, 'delete what is kept')) as KeptOriginals
    },
    async recognise(files) {
      const found = await threads.run({ kind: 'recognise', files }, ignore, ignore)
      return found as readonly RecognisedFiles[]
    },
    async close() {
      const ends = [...running.values()].map((entry) => {
        entry.isCancelled = true
        entry.line?.tell('cancel')
        return entry.end
      })
      await Promise.all([...ends, lastImport])
      await threads.close()
    },
  }
  return runner
}

/** Whether a job writes for so long that others of its kind wait for it. */
function takesTurns({ kind }: JobOrder): boolean {
  return kind === 'import' || kind === 'reread' || kind === 'compact'
}

function kindOf({ kind }: JobOrder): Job['kind'] {
  return kind === 'reread' ? 'import' : kind
}

function endStateOf({ kind }: ErrorValue): 'cancelled' | 'failed' {
  return kind === 'cancelled' ? 'cancelled' : 'failed'
}

function firstProgress(order: JobOrder): Progress {
  switch (order.kind) {
    case 'import':
    case 'preview':
      return opening(order.kind, order.paths[0] ?? '', order.paths.length)
    case 'reread':
      return opening('import', order.file, 1)
    case 'export':
    case 'export-check':
      return { kind: order.kind, done: 0, total: order.ids.length, step: null }
    case 'html-archive':
      return { kind: 'html-archive', done: 0, total: order.conversations, step: null }
    case 'delete':
      return { kind: 'delete', done: 0, total: order.ids.length + order.deletions.length, step: null }
    case 'change':
      return { kind: 'change', done: 0, total: order.total, step: null }
    case 'insights':
    case 'compact':
    case 'rebuild-index':
      return { kind: order.kind, done: 0, total: 0, step: null }
    case 'backup':
    case 'verify':
    case 'restore':
    case 'record':
      return { kind: order.kind, done: 0, total: 0, step: null }
    case 'dataset':
      return { kind: 'dataset', done: 0, total: 'ids' in order ? order.ids.length : 0, step: null }
  }
}

function opening(kind: 'import' | 'preview', file: string, fileCount: number): Progress {
  return { kind, phase: 'opening', file, fileIndex: 0, fileCount, conversations: 0, bytes: 0, totalBytes: 0 }
}
