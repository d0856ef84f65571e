/** From the conversation that is open to the next one of what the middle of the library shows, or to the one before. */
import { openRow } from '../features/library/library-actions.ts'
import { select, showRow, useLibrary } from '../features/library/library-store.ts'
import { keyOfOpen } from '../features/library/library.ts'
import { selectOnly } from '../features/library/selection.ts'
import { isSearching } from '../features/search/search.ts'
import { useSearch } from '../features/search/search-store.ts'
import { openActiveResult, openNeighbour } from './open-result.ts'
import { showView } from './window-store.ts'

export async function stepConversation(by: 1 | -1): Promise<void> {
  showView('library')
  if (!isSearching(useSearch.getState())) return stepInList(by)
  const { open } = useLibrary.getState()
  const { results } = useSearch.getState()
  const isAmongResults = results?.groups.some(({ conversation }) => conversation.id === open?.conversationId)
  if (isAmongResults) await openNeighbour(by)
  else openActiveResult()
}

function stepInList(by: 1 | -1): void {
  const { spine, place, selection } = useLibrary.getState()
  // Their middle shows no list of conversations.
  if (place.kind === 'duplicates' || place.kind === 'trash-messages') return
  const keys = spine?.keys ?? []
  const from = keys.indexOf(keyOfOpen(useLibrary.getState()) ?? selection.active ?? -1)
  const key = from < 0 ? keys[0] : keys[from + by]
  if (key === undefined) return
  select(() => selectOnly(key))
  showRow(key)
  void openRow(key)
}
