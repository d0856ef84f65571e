/**
 * Where the batches of an import are saved: in a thread of their own when there is much to read, else right here. Whoever
 * saves also makes the hash of what is read: where everything is known already, there is nothing else to do beside reading.
 */
import type { Archive } from '../archive/archive.ts'
import { copyJournal } from '../archive/maintenance.ts'
import { blocksOf } from '../archive/packed-conversations.ts'
import { hashParts, type HashedParts } from './hash-file.ts'
import { saveBatch, type Batch } from './save-batch.ts'
import { startSavingThread, type SavingThread } from './saving-thread.ts'
import type { Outcome } from './tally.ts'
import { isWorthThread } from './worth-thread.ts'

export interface BatchSaver {
  /** One after the other, in the order of the calls; as `saveBatch`. */
  save(batch: Batch): readonly Outcome[] | Promise<readonly Outcome[]>
  /** As `hashParts`. */
  hash(paths: readonly string[], signal: AbortSignal): Promise<HashedParts>
  /** To be awaited before anybody else writes; resolves when what was asked for is hashed. */
  close(): Promise<void>
}

/**
 * After so many batches, about half a gigabyte of journal, it is copied into the archive by whoever reads, while the saving
 * thread goes on: the disk has to be waited for, and neither of the two has much to do alone. Pages that many batches
 * have written are copied once, so the fewer times the better; the journal of most imports is copied when all can be read.
 */
const batchesInJournal = 48

/** Gives each large source a thread: the one that is getting up already, then new ones. */
export type TakeThread = () => SavingThread

/** @param first a saving thread that is getting up already */
export function takingThreads(archive: Archive, first: SavingThread | null): TakeThread {
  let ready = first
  return () => {
    const thread = ready ?? startSavingThread(archive.folder)
    ready = null
    return thread
  }
}

/** @param size bytes of the source */
export function batchSaver(
  archive: Archive,
  size: number,
  take: TakeThread = takingThreads(archive, null),
): BatchSaver {
  return isWorthThread(size) ? saverInThread(archive, take()) : saverHere(archive)
}

function saverHere(archive: Archive): BatchSaver {
  return { save: (batch) => saveBatch(archive, batch), hash: hashParts, close: () => Promise.resolve() }
}

function saverInThread(archive: Archive, { line, end }: SavingThread): BatchSaver {
  let saved = 0
  let hashing: Promise<unknown> = Promise.resolve()
  const cancel = (): void => line.tell('cancel')
  return {
    async save(batch) {
      const outcomes = await line.call('save', batch, blocksOf(batch.read.conversations))
      saved += 1
      if (saved % batchesInJournal === 0) copyJournal(archive)
      return outcomes as readonly Outcome[]
    },
    async hash(paths, signal) {
      signal.addEventListener('abort', cancel)
      const asked = line.call('hash', paths)
      hashing = asked.catch(() => undefined)
      try {
        return (await asked) as HashedParts
      } catch {
        // The thread has failed, which the batches tell.
        return await hashParts(paths, signal)
      } finally {
        signal.removeEventListener('abort', cancel)
      }
    },
    async close() {
      // The archive first: the memory of its pages is needed elsewhere while the rest of the file is hashed.
      await line.call('close', null).catch(() => undefined)
      await hashing
      await end()
    },
  }
}
