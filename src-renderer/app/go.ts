/** Going somewhere with the focus: to a conversation, a list, a search. For who comes from elsewhere in the window. */
import { flushSync } from 'react-dom'
import { goToPlace, openConversation } from '../features/library/library-store.ts'
import type { Place } from '../features/library/places.ts'
import { clearSearch, typeQuery } from '../features/search/search-store.ts'
import { useViewer } from '../features/viewer/viewer-store.ts'
import { callSearch, showView } from './window-store.ts'

/** Opens a conversation and reads on there. */
export function goToConversation(id: string): void {
  flushSync(() => {
    showView('library')
    openConversation(id)
  })
  // The reader takes the focus from its pane once the conversation has come.
  const isHere = useViewer.getState().conversationId === id
  focusOn(isHere ? '.reader-pane [role="feed"]' : '.reader-pane')
}

/** Shows the list of a place. */
export function goToList(place: Place): void {
  flushSync(() => {
    showView('library')
    clearSearch()
    goToPlace(place)
  })
  focusOn('.list-pane [role="listbox"]')
}

/** Searches everything for what was typed. */
export function goToSearch(query: string): void {
  typeQuery(query)
  callSearch()
}

function focusOn(selector: string): void {
  document.querySelector<HTMLElement>(selector)?.focus()
}
