/** The library's store: asks the archive for counts, the spine and the rows in sight, and keeps them fresh. */
import type { LibraryRow, LibrarySort } from '@shared/contract/library.ts'
import { create } from 'zustand'
import { call } from '../../bridge.ts'
import { showFailure } from '../../ui/toasts.ts'
import {
  arrangedChosen,
  arrangedCollection,
  filterTyped,
  initialLibrary,
  libraryChanged,
  type LibraryState,
  missingRows,
  placeChosen,
  type ReaderTarget,
  rowsArrived,
  sortChosen,
  spineArrived,
} from './library.ts'
import { filterOf, isSearch, type Place } from './places.ts'
import { noSelection, type Selection } from './selection.ts'

export const useLibrary = create<LibraryState>()(() => initialLibrary)

/** During an import the archive changes many times a second; the list follows at this pace, in ms at least. */
const shortestPause = 500
/** A large list takes longer to read: the pause is this many times what the last reading took. */
const pauseFactor = 8

const rowsPerAsk = 1000

let spineAsked = 0
let newest: Promise<void> = Promise.resolve()
let refreshTimer: number | null = null
let nextRefresh = 0
const rowsAsked = new Set<string>()

/**
 * Asks for counts and the list of the place, and waits until both are here. An answer that was overtaken by a later
 * question is dropped, and that of the later one waited for.
 */
export function refreshLibrary(): Promise<void> {
  newest = askForLibrary()
  return newest
}

async function askForLibrary(): Promise<void> {
  const asked = ++spineAsked
  const started = performance.now()
  useLibrary.setState(libraryChanged)
  const { place, sort, filter } = useLibrary.getState()
  const arranged = arrangedCollection(useLibrary.getState())
  try {
    const [counts, spine] = await Promise.all([
      call('library.counts', {}),
      arranged === null
        ? call('library.spine', { filter: filterOf(place, filter ?? ''), sort, session: 'library' })
        : call('collections.spine', { id: arranged }),
    ])
    if (asked !== spineAsked) return await newest
    useLibrary.setState((state) => spineArrived({ ...state, counts }, spine))
    const now = performance.now()
    nextRefresh = now + Math.max(shortestPause, (now - started) * pauseFactor)
  } catch (error) {
    showFailure('The library could not be read', error)
  }
}

/** Follows a change of the archive: at once, or a moment later when changes come in a row. */
export function refreshLibrarySoon(): void {
  if (refreshTimer !== null) return
  const wait = Math.max(nextRefresh - performance.now(), 0)
  refreshTimer = window.setTimeout(() => {
    refreshTimer = null
    void refreshLibrary()
  }, wait)
}

/** Follows the index: what a query finds may be more now. */
export function refreshIfNarrowed(): void {
  const { place, filter } = useLibrary.getState()
  if (isSearch(place) || (filter ?? '').trim() !== '') refreshLibrarySoon()
}

export function goToPlace(place: Place): void {
  useLibrary.setState((state) => placeChosen(state, place))
  void refreshLibrary()
}

/** Narrows the list by a query; null closes the field for it. */
export function filterBy(filter: string | null): void {
  const before = useLibrary.getState().filter ?? ''
  useLibrary.setState((state) => filterTyped(state, filter))
  if ((filter ?? '') !== before) void refreshLibrary()
}

export function sortBy(sort: LibrarySort): void {
  useLibrary.setState((state) => sortChosen(state, sort))
  void refreshLibrary()
}

/** Lists collections in the order that their reader gives them. */
export function sortByOwnOrder(): void {
  useLibrary.setState(arrangedChosen)
  void refreshLibrary()
}

export function select(change: (selection: Selection) => Selection): void {
  useLibrary.setState((state) => ({ ...state, selection: change(state.selection) }))
}

/** Brings a row of the list into view. */
export function showRow(key: number): void {
  useLibrary.setState({ sought: key })
}

/** Tells that the row is in view now. */
export function answerSought(): void {
  useLibrary.setState({ sought: null })
}

/** Opens a conversation that was not chosen in the list: nothing of the list is selected any more. */
export function openConversation(conversationId: string, target: ReaderTarget | null = null): void {
  useLibrary.setState({ open: { conversationId, target }, selection: noSelection })
}

export function closeConversation(): void {
  useLibrary.setState({ open: null })
}

/** Sees to it that these rows will be here; those that are already asked for are not asked for twice. */
export async function wantRows(keys: readonly number[]): Promise<void> {
  const state = useLibrary.getState()
  const { generation } = state
  const nameOf = (key: number): string => `${generation}/${key}`
  const wanted = missingRows(state, keys).filter((key) => !rowsAsked.has(nameOf(key)))
  if (wanted.length === 0) return
  for (const key of wanted) rowsAsked.add(nameOf(key))
  try {
    const rows = await call('library.rows', { keys: wanted })
    useLibrary.setState((now) => rowsArrived(now, wanted, rows, generation))
  } catch (error) {
    showFailure('The list could not be read', error)
  } finally {
    for (const key of wanted) rowsAsked.delete(nameOf(key))
  }
}

/** The rows of any keys of the list, in the order asked: from the cache, else from the archive. */
export async function rowsOf(keys: readonly number[]): Promise<(LibraryRow | null)[]> {
  const { rows } = useLibrary.getState()
  const missing = keys.filter((key) => !rows.has(key))
  const found = new Map<number, LibraryRow | null>()
  for (let start = 0; start < missing.length; start += rowsPerAsk) {
    const part = missing.slice(start, start + rowsPerAsk)
    const answered = await call('library.rows', { keys: part })
    part.forEach((key, index) => found.set(key, answered[index] ?? null))
  }
  return keys.map((key) => rows.get(key)?.row ?? found.get(key) ?? null)
}
