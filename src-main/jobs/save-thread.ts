/**
 * The thread that writes what an import's own thread reads.
 *
 * Parsing a large export takes about as long as writing it, so the two go on side by side. It has a connection of its
 * own; while it is there, nobody else of the import writes.
 */
import { setTimeout as delay } from 'node:timers/promises'
import { parentPort, workerData } from 'node:worker_threads'
import { openArchive } from '../archive/open.ts'
import { connect } from '../threads/rpc.ts'
import { yieldToWindow } from '../threads/yield-to-window.ts'
import { hashParts } from './hash-file.ts'
import { saveBatch, type Batch } from './save-batch.ts'
import type { Outcome } from './tally.ts'

const { archiveFolder } = workerData as { archiveFolder: string }
const archive = openArchive(archiveFolder, { cacheMegabytes: 16 })
// Batches need not wait for the disk one by one: the import's last entry, which is written by whoever reads, waits for
// all of them, and until then it counts as interrupted.
archive.db.pragma('synchronous = normal')
// Whoever reads copies the journal into the archive (batch-saver.ts), every half a gigabyte or so: the pages of twenty
// indexes change with nearly every batch, so the more batches lie there the better. Only a copy that has seen all of it
// lets the journal begin anew, and writing goes on meanwhile: at 768 MB the rest is copied here.
archive.db.pragma('wal_autocheckpoint = 49152')

yieldToWindow()
if (!parentPort) throw new Error('The saving thread was started outside a thread.')

const cancelling = new AbortController()

/** In milliseconds: batches that come faster one after the other leave no time to lose. */
const pause = 50
let lastSaved = -Infinity

/** Nobody waits for the hash, but all for what is saved: where much is new, it is made once everything can be read. */
async function turnOfHashing(): Promise<void> {
  while (!cancelling.signal.aborted) {
    const left = lastSaved + pause - performance.now()
    if (left <= 0) return
    await delay(left)
  }
}

function save(batch: Batch): readonly Outcome[] {
  const outcomes = saveBatch(archive, batch)
  lastSaved = performance.now()
  return outcomes
}

connect(parentPort, {
  serve: (name, input) => {
    switch (name) {
      case 'close':
        return archive.close()
      case 'hash':
        return hashParts(input as readonly string[], cancelling.signal, turnOfHashing)
      default:
        return save(input as Batch)
    }
  },
  hear: (event) => {
    if (event === 'cancel') cancelling.abort()
  },
})
