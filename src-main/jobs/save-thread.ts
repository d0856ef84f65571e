/**
 * The thread that writes what an import's own thread reads.
 *
 * Parsing a large export takes about as long as writing it, so the two go on side by side. It has a connection of its
 * own; while it is there, nobody else of the import writes.
 */
import { parentPort, workerData } from 'node:worker_threads'
import { openArchive } from '../archive/open.ts'
import { connect } from '../threads/rpc.ts'
import { yieldToWindow } from '../threads/yield-to-window.ts'
import { saveBatch, type Batch } from './save-batch.ts'

const { archiveFolder } = workerData as { archiveFolder: string }
const archive = openArchive(archiveFolder, { cacheMegabytes: 16 })
// Batches need not wait for the disk one by one: the import's last entry, which is written by whoever reads, waits for
// all of them, and until then it counts as interrupted.
archive.db.pragma('synchronous = normal')
// The pages of twenty indexes change with nearly every batch: the more batches lie in the journal before they are
// copied, the fewer times that is done. 128 MB of it; in idle moments it is emptied.
archive.db.pragma('wal_autocheckpoint = 8192')

yieldToWindow()
if (!parentPort) throw new Error('The saving thread was started outside a thread.')

connect(parentPort, {
  serve: (name, batch) => (name === 'close' ? archive.close() : saveBatch(archive, batch as Batch)),
})
