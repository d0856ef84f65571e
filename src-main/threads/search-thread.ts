/**
 * The thread that searches, so that no query, however slow, holds up the app or the window.
 *
 * Several searches share it in turns of a few milliseconds (archive/search/turn.ts); one that is dropped ends at its
 * next turn. One that does not come to a turn is ended by whoever asked, with the whole thread (searcher.ts).
 */
import { parentPort, workerData } from 'node:worker_threads'
import { openToSearch } from '../archive/search/open-to-search.ts'
import { type SearchTasks, searchTasks } from '../archive/search/tasks.ts'
import { turnOf } from '../archive/search/turn.ts'
import { connect } from './rpc.ts'

const { archiveFolder } = workerData as { archiveFolder: string }
const { archive, index } = openToSearch(archiveFolder)
const running = new Map<number, AbortController>()

if (!parentPort) throw new Error('The search thread was started outside a thread.')

connect(parentPort, {
  serve: (name, input) => (name === 'close' ? close() : search(name as keyof SearchTasks, input)),
  hear: (event) => running.get((event as { drop: number }).drop)?.abort(),
})

async function search(name: keyof SearchTasks, input: unknown): Promise<unknown> {
  const { ticket, request } = input as { ticket: number; request: never }
  const controller = new AbortController()
  running.set(ticket, controller)
  try {
    return await searchTasks({ archive, index, turn: turnOf(controller.signal) })[name](request)
  } finally {
    running.delete(ticket)
  }
}

function close(): void {
  for (const controller of running.values()) controller.abort()
  index.close()
  archive.close()
}
