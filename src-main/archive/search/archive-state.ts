/** Names the state of an archive and its index, so that what was worked out for one state is not used for another. */
import type { Archive } from '../archive.ts'
import type { SearchIndex } from './open-index.ts'

/** Another answer after every change, of this connection or another. */
export function stateOf(archive: Archive): string {
  const others = archive.db.pragma('data_version', { simple: true })
  const own = archive.statement<[], { changes: number }>('SELECT total_changes() AS changes').get()
  return `${String(others)} ${own?.changes ?? 0}`
}

/** The same for an archive and what its index holds of it. */
export function searchStateOf(index: SearchIndex, archive: Archive): string {
  const { messages, lastTouched } = index
  return [
    stateOf(archive),
    messages,
    lastTouched,
    index.read('terms_change_seq'),
    index.read('last_change_seq'),
  ].join()
}
