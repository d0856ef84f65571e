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
const archive = openArchive(archiveFolder, { cacheMegabytes: 32 })

yieldToWindow()
if (!parentPort) throw new Error('The saving thread was started outside a thread.')

connect(parentPort, {
  serve: (name, batch) => (name === 'close' ? archive.close() : saveBatch(archive, batch as Batch)),
})
