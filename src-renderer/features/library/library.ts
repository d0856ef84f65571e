/**
 * What the library shows and how it changes: data and plain functions.
 * Asking the archive is library-store.ts's work, drawing is the components'.
 */
import type { LibraryCounts, LibraryRow, LibrarySort, LibrarySpine } from '@shared/contract/library.ts'
import type { SoughtWord } from '../../ui/find-words.ts'
import type { Place } from './places.ts'
import { keepListed, noSelection, type Selection } from './selection.ts'

/** A message to open a conversation at, and the words to mark in it. */
export type ReaderTarget = {
  readonly leafKey: number
  readonly messageKey: number
  readonly words: readonly SoughtWord[]
}

type OpenConversation = { readonly conversationId: string; readonly target: ReaderTarget | null }

type CachedRow = { readonly row: LibraryRow; readonly generation: number }

export type LibraryState = {
  readonly place: Place
  readonly sort: LibrarySort
  /** Whether collections are listed in their own order; `sort` counts where they are not. */
  readonly isArranged: boolean
  /** What was typed to narrow the list; null while the field for it is not open. */
  readonly filter: string | null
  /** Null until the archive has answered for the first time. */
  readonly counts: LibraryCounts | null
  /** Null until the list of the place has arrived. */
  readonly spine: LibrarySpine | null
  readonly rows: ReadonlyMap<number, CachedRow>
  /** Rises whenever the archive changes: a row of an older generation is shown, but asked for again. */
  readonly generation: number
  readonly selection: Selection
  readonly open: OpenConversation | null
  /** The key of a row that is to be brought into view. */
  readonly sought: number | null
  /** The key of the row whose title is being edited. */
  readonly renaming: number | null
}

export const initialLibrary: LibraryState = {
  place: { kind: 'all' },
  sort: { by: 'updated', direction: 'descending' },
  isArranged: true,
  filter: null,
  counts: null,
  spine: null,
  rows: new Map(),
  generation: 0,
  selection: noSelection,
  open: null,
  sought: null,
  renaming: null,
}

/** Rows that are kept at most: a screenful is asked for in a few milliseconds, so a few screenfuls are enough. */
const cacheSize = 4000

export function placeChosen(state: LibraryState, place: Place): LibraryState {
  return { ...state, place, filter: null, spine: null, selection: noSelection, renaming: null }
}

/** Narrows the list by a query; the list stays until the narrower one is here. */
export function filterTyped(state: LibraryState, filter: string | null): LibraryState {
  return { ...state, filter, renaming: null }
}

export function sortChosen(state: LibraryState, sort: LibrarySort): LibraryState {
  const isArranged = state.isArranged && state.place.kind !== 'collection'
  return { ...state, sort, isArranged, renaming: null }
}

/** Lists collections in their own order. */
export function arrangedChosen(state: LibraryState): LibraryState {
  return { ...state, isArranged: true, renaming: null }
}

/** The collection whose list stands in its own order, and so can be arranged; null for any other list. */
export function arrangedCollection({ place, isArranged, filter }: LibraryState): number | null {
  const isWhole = (filter ?? '').trim() === ''
  return place.kind === 'collection' && isArranged && isWhole ? place.collectionId : null
}

export function libraryChanged(state: LibraryState): LibraryState {
  return { ...state, generation: state.generation + 1 }
}

export function spineArrived(state: LibraryState, spine: LibrarySpine): LibraryState {
  return { ...state, spine, selection: keepListed(state.selection, spine.keys) }
}

/** Takes in rows in the order of their keys; a null is a row that is gone. */
export function rowsArrived(
  state: LibraryState,
  keys: readonly number[],
  rows: readonly (LibraryRow | null)[],
  generation: number,
): LibraryState {
  const cached = state.rows.size > cacheSize ? new Map() : new Map(state.rows)
  keys.forEach((key, index) => {
    const row = rows[index]
    if (row) cached.set(key, { row, generation })
    else cached.delete(key)
  })
  return { ...state, rows: cached }
}

export function rowChanged(state: LibraryState, key: number, row: LibraryRow): LibraryState {
  return rowsArrived(state, [key], [row], state.generation)
}

/** The keys among these whose rows are not here or no longer fresh. */
export function missingRows(state: LibraryState, keys: readonly number[]): number[] {
  return keys.filter((key) => state.rows.get(key)?.generation !== state.generation)
}

/** The key of the conversation that is open, where its row is here. */
export function keyOfOpen({ open, rows }: LibraryState): number | null {
  if (open === null) return null
  for (const [key, { row }] of rows) if (row.id === open.conversationId) return key
  return null
}

/** Whether the archive has answered and holds nothing, not even in the trash. */
export function isLibraryEmpty({ counts }: LibraryState): boolean {
  return counts !== null && counts.conversations + counts.trash === 0
}
