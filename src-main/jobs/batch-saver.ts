/**
 * Where the batches of an import are saved: in a thread of their own when there is much to read, else right here. Whoever
 * saves also makes the hash of what is read: where everything is known already, there is nothing else to do beside reading.
 */
import type { Archive } from '../archive/archive.ts'
import { copyJournal } from '../archive/maintenance.ts'
import { blocksOf } from '../archive/packed-conversations.ts'
import { connect } from '../threads/rpc.ts'
import { startThread } from '../threads/start-thread.ts'
import { hashParts, type HashedParts } from './hash-file.ts'
import { saveBatch, type Batch } from './save-batch.ts'
import type { Outcome } from './tally.ts'

export interface BatchSaver {
  /** One after the other, in the order of the calls; as `saveBatch`. */
  save(batch: Batch): readonly Outcome[] | Promise<readonly Outcome[]>
  /** As `hashParts`. */
  hash(paths: readonly string[], signal: AbortSignal): Promise<HashedParts>
  /** To be awaited before anybody else writes, and after what was hashed. */
  close(): Promise<void>
}

/**
 * After so many batches, about half a gigabyte of journal, it is copied into the archive by whoever reads, while the saving
 * thread goes on: the disk has to be waited for, and neither of the two has much to do alone. Pages that many batches
 * have written are copied once, so the fewer times the better; the journal of most imports is copied when all can be read.
 */
const batchesInJournal = 80

/** Smaller sources are in before a thread has got up. */
const worthThread = 16 << 20

/** @param size bytes of the source */
export function batchSaver(archive: Archive, size: number): BatchSaver {
  return size < worthThread ? saverHere(archive) : saverInThread(archive)
}

function saverHere(archive: Archive): BatchSaver {
  return { save: (batch) => saveBatch(archive, batch), hash: hashParts, close: () => Promise.resolve() }
}

function saverInThread(archive: Archive): BatchSaver {
  const thread = startThread('save-thread', { archiveFolder: archive.folder })
  let saved = 0
  const line = connect(thread, {})
  const cancel = (): void => line.tell('cancel')
  let hasEnded = false
  thread.on('error', (error) => line.hangUp(`The saving thread failed: ${error.message}`))
  thread.on('exit', () => {
    hasEnded = true
    line.hangUp('The saving thread has ended.')
  })
  return {
    async save(batch) {
      const outcomes = await line.call('save', batch, blocksOf(batch.read.conversations))
      saved += 1
      if (saved % batchesInJournal === 0) copyJournal(archive)
      return outcomes as readonly Outcome[]
    },
    async hash(paths, signal) {
      signal.addEventListener('abort', cancel)
      try {
        return (await line.call('hash', paths)) as HashedParts
      } catch {
        // The thread has failed, which the batches tell.
        return await hashParts(paths, signal)
      } finally {
        signal.removeEventListener('abort', cancel)
      }
    },
    async close() {
      if (!hasEnded) await line.call('close', null).catch(() => undefined)
      await thread.terminate()
    },
  }
}
