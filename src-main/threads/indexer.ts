/** The app's side of the index thread: starts it when there is something to do, and knows when it is done. */
import type { Worker } from 'node:worker_threads'
import { connect, type Line } from './rpc.ts'
import { startThread } from './start-thread.ts'

export interface Indexer {
  /** Says that the archive has changed; returns at once. */
  poke(): void
  /** Resolves when everything that was in the archive at the call is in the index. */
  settled(onProgress?: (done: number, total: number) => void): Promise<void>
  /** When the databases were put in order last, in ms since 1970; null when they were not since this indexer was made. */
  tidiedAt(): number | null
  close(): Promise<void>
}

/** Nobody has changed anything for so many milliseconds: time to put the databases in order. */
const usualCalm = 30_000

/**
 * Makes the indexer of one archive.
 *
 * @param ready is called each time the index has caught up
 * @param calm milliseconds without a change after which the databases are put in order
 */
export function createIndexer(archiveFolder: string, ready: () => void, calm = usualCalm): Indexer {
  let thread: { worker: Worker; line: Line } | null = null
  let round: Promise<void> | null = null
  let isStale = false
  let tidying: NodeJS.Timeout | undefined
  let tidiedAt: number | null = null
  const listeners = new Set<(done: number, total: number) => void>()

  function started(): Line {
    if (!thread) {
      const worker = startThread('index-thread', { archiveFolder })
      const line = connect(worker, {
        hear: (event) => {
          const { done, total } = event as { done: number; total: number }
          for (const listener of listeners) listener(done, total)
        },
      })
      worker.on('error', (error) => line.hangUp(`The index thread failed: ${error.message}`))
      worker.on('exit', () => {
        line.hangUp('The index thread has ended.')
        thread = null
      })
      thread = { worker, line }
    }
    return thread.line
  }

  /** What goes wrong with it is of no consequence: it is tried again after the next change. */
  function tidyLater(): void {
    tidying = setTimeout(() => void tidy().catch(() => undefined), calm).unref()
  }

  async function tidy(): Promise<void> {
    const isTidy = await thread?.line.call('tidy', null)
    if (isTidy === true) tidiedAt = Date.now()
  }

  async function rounds(): Promise<void> {
    clearTimeout(tidying)
    while (isStale) {
      isStale = false
      await started().call('keep-up', null)
    }
    tidyLater()
    ready()
  }

  function begin(): Promise<void> {
    round ??= rounds().finally(() => {
      round = null
    })
    return round
  }

  return {
    poke() {
      isStale = true
      // What goes wrong here is thrown to whoever waits in `settled`; a later poke tries again.
      begin().catch(() => undefined)
    },
    async settled(onProgress) {
      if (onProgress) listeners.add(onProgress)
      try {
        isStale = true
        await begin()
      } finally {
        if (onProgress) listeners.delete(onProgress)
      }
    },
    tidiedAt: () => tidiedAt,
    async close() {
      clearTimeout(tidying)
      if (!thread) return
      const { worker, line } = thread
      await line.call('close', null).catch(() => undefined)
      await worker.terminate()
    },
  }
}
