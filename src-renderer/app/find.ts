/** Finding by key and menu, in the conversation that is open and in everything: with what is selected, from hit to hit. */
import { literalQuery } from '@shared/query.ts'
import { useLibrary } from '../features/library/library-store.ts'
import { isSearching } from '../features/search/search.ts'
import { typeQuery, useSearch } from '../features/search/search-store.ts'
import { withoutFilters } from '../query/query-parts.ts'
import { leadsOut, openFind, stepFind, useFind } from '../features/viewer/find-store.ts'
import { openNeighbour } from './open-result.ts'
import { callSearch, useWindow } from './window-store.ts'

/** Characters of a selection that are taken for what is to be found. */
const longestSeed = 200

/** Goes to the search field, and searches for what is selected in the conversation. */
export function searchArchive(): void {
  const selected = selectedInReader()
  if (selected !== '') typeQuery(selected)
  callSearch()
}

/** Finds in the conversation that is open what is selected or was searched for; without one, in everything. */
export function findInConversation(): void {
  if (useLibrary.getState().open === null || useWindow.getState().view !== 'library') return callSearch()
  openFind(selectedInReader() || searchedFor())
}

/** Goes to the next hit or the one before: behind the last one of this conversation to the next that was found. */
export function stepOrFind(step: 1 | -1): void {
  if (!useFind.getState().isOpen) return findInConversation()
  if (leadsOut(step)) void stepOut(step)
  else stepFind(step)
}

async function stepOut(step: 1 | -1): Promise<void> {
  if (!(await openNeighbour(step))) stepFind(step)
}

/** What is selected in the messages, as a query; empty for nothing, or for more than anybody looks for. */
function selectedInReader(): string {
  const selection = window.getSelection()
  const from = selection?.anchorNode?.parentElement?.closest('[role="feed"]') ?? null
  const text = from === null ? '' : (selection?.toString() ?? '')
  return text.length > longestSeed ? '' : literalQuery(text)
}

/** What is searched for, unless something is being found already. */
function searchedFor(): string {
  const search = useSearch.getState()
  if (useFind.getState().isOpen || !isSearching(search)) return ''
  return withoutFilters(search.query) ?? search.query
}
