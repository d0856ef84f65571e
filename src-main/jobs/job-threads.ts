/**
 * The threads in which jobs run, one for each. It takes a thread up to a third of a second to get up, longer than a small
 * import takes: where a person is about to import something, one is made ready beforehand.
 */
import type { Worker } from 'node:worker_threads'
import type { PagePrinter } from '../ports.ts'
import { servePrinter } from '../threads/remote-printer.ts'
import { connect, type Line } from '../threads/rpc.ts'
import { startThread } from '../threads/start-thread.ts'
import type { JobNews, JobOrder, KeepOrder, ShortOrder } from './job.ts'

type Order = JobOrder | KeepOrder | ShortOrder

export interface JobThreads {
  /**
   * Gives an order to a thread and answers with its answer; the thread ends with it.
   *
   * @param begun gets the line to the thread, to cancel by
   */
  run(order: Order, hear: (news: JobNews) => void, begun: (line: Line) => void): Promise<unknown>
  /** Makes a thread ready for the next import or preview; resolves when it could begin at once. */
  prepare(): Promise<void>
  /** Ends the thread that is ready. */
  close(): Promise<void>
}

export interface JobThreadsParts {
  readonly archiveFolder: string
  readonly printer: PagePrinter | null
}

interface JobThread {
  readonly worker: Worker
  readonly line: Line
  /** Rejects when the thread ends. */
  readonly died: Promise<never>
  hear: (news: JobNews) => void
}

interface ReadyThread {
  readonly thread: JobThread
  readonly isUp: Promise<void>
  /** Ends it if it is not wanted after all. */
  readonly timer: NodeJS.Timeout
}

/** In milliseconds: what was dragged over the window is dropped by then, or will not be. */
const readyFor = 60_000

const ignore = (): void => undefined

export function createJobThreads({ archiveFolder, printer }: JobThreadsParts): JobThreads {
  let ready: ReadyThread | null = null

  function start(isStreaming: boolean): JobThread {
    const worker = startThread('worker', { archiveFolder }, { isStreaming })
    const died = new Promise<never>((_resolve, reject) => {
      worker.on('error', reject)
      worker.on('exit', (code) => reject(new Error(`The job's thread ended with code ${code}.`)))
    })
    died.catch(ignore)
    const line = connect(worker, {
      serve: (name, input) => servePrinter(printer, name, input),
      hear: (event) => thread.hear(event as JobNews),
    })
    const thread: JobThread = { worker, line, died, hear: ignore }
    return thread
  }

  function takeReady(): JobThread | null {
    const taken = ready
    ready = null
    if (taken !== null) clearTimeout(taken.timer)
    return taken?.thread ?? null
  }

  async function endReady(): Promise<void> {
    await takeReady()?.worker.terminate()
  }

  function makeReady(): ReadyThread {
    const thread = start(false)
    // Whatever keeps it from getting up is told by the import, whose own thread it then keeps as well.
    const giveUp = (): void => {
      if (ready?.thread === thread) void endReady()
    }
    thread.died.catch(giveUp)
    const isUp = Promise.race([thread.line.call('prepare', null), thread.died]).then(ignore, giveUp)
    return { thread, isUp, timer: setTimeout(() => void endReady(), readyFor).unref() }
  }

  return {
    async run(order, hear, begun) {
      const isImport = order.kind === 'import' || order.kind === 'preview'
      const thread = (isImport ? takeReady() : null) ?? start(order.kind === 'dataset')
      thread.hear = hear
      begun(thread.line)
      try {
        return await Promise.race([thread.line.call('run', order), thread.died])
      } finally {
        await thread.worker.terminate()
      }
    },
    prepare() {
      ready?.timer.refresh()
      ready ??= makeReady()
      return ready.isUp
    },
    close: endReady,
  }
}
