/** Where the batches of an import are saved: in a thread of their own when there is much to read, else right here. */
import type { Archive } from '../archive/archive.ts'
import { blocksOf } from '../archive/packed-conversations.ts'
import { connect, type Line } from '../threads/rpc.ts'
import { startThread } from '../threads/start-thread.ts'
import { saveBatch, type Batch } from './save-batch.ts'
import type { Outcome } from './tally.ts'

export interface BatchSaver {
  /** One after the other, in the order of the calls; as `saveBatch`. */
  save(batch: Batch): readonly Outcome[] | Promise<readonly Outcome[]>
  /** To be awaited before anybody else writes. */
  close(): Promise<void>
}

/** Smaller sources are in before a thread has got up. */
const worthThread = 16 << 20

/** @param size bytes of the source */
export function batchSaver(archive: Archive, size: number): BatchSaver {
  return size < worthThread ? saverHere(archive) : saverInThread(archive.folder)
}

function saverHere(archive: Archive): BatchSaver {
  return { save: (batch) => saveBatch(archive, batch), close: () => Promise.resolve() }
}

/** The thread is started with the first batch: where everything is known already there is none. */
function saverInThread(archiveFolder: string): BatchSaver {
  let saving: SavingThread | null = null
  return {
    save(batch) {
      saving ??= startSaving(archiveFolder)
      return saving.line.call('save', batch, blocksOf(batch.read.conversations)) as Promise<
        readonly Outcome[]
      >
    },
    async close() {
      await saving?.end()
    },
  }
}

interface SavingThread {
  readonly line: Line
  end(): Promise<void>
}

function startSaving(archiveFolder: string): SavingThread {
  const thread = startThread('save-thread', { archiveFolder })
  const line = connect(thread, {})
  let hasEnded = false
  thread.on('error', (error) => line.hangUp(`The saving thread failed: ${error.message}`))
  thread.on('exit', () => {
    hasEnded = true
    line.hangUp('The saving thread has ended.')
  })
  return {
    line,
    async end() {
      if (!hasEnded) await line.call('close', null).catch(() => undefined)
      await thread.terminate()
    },
  }
}
