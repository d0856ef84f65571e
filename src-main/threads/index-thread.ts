/**
 * The thread that keeps the search index in step with the archive.
 *
 * It works when it is told that something changed, slice by slice, and says how far it has come.
 */
import { parentPort, workerData } from 'node:worker_threads'
import { openArchive } from '../archive/open.ts'
import { catchUp } from '../archive/search/catch-up.ts'
import { openIndex } from '../archive/search/open-index.ts'
import { connect } from './rpc.ts'

const { archiveFolder } = workerData as { archiveFolder: string }
const archive = openArchive(archiveFolder)
const index = openIndex(archiveFolder)
const closing = new AbortController()

if (!parentPort) throw new Error('The index thread was started outside a thread.')

const line = connect(parentPort, {
  serve: (name) => {
    if (name === 'close') return close()
    return keepUp()
  },
})

async function keepUp(): Promise<void> {
  await catchUp(index, archive, {
    signal: closing.signal,
    onProgress: (done, total) => line.tell({ done, total }),
  })
}

function close(): void {
  closing.abort()
  index.close()
  archive.close()
}
