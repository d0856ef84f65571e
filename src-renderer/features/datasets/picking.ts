/**
 * Choosing the conversations of a dataset: the filters, what passes them, and what is chosen. Data and plain functions;
 * picking-store.ts asks the archive.
 */
import type { DatasetChoices } from '@shared/contract/datasets.ts'
import type { LibraryRow } from '@shared/contract/library.ts'
import type { DatasetFilter } from '@shared/datasets/options.ts'

/** The filters as they stand in their fields; dates as `2026-11-21`, empty for none. */
export interface FilterForm extends Omit<DatasetFilter, 'createdFrom' | 'createdBefore'> {
  readonly from: string
  readonly to: string
}

/** What passes the filters, newest created first; `keys` and `ids` name the same conversations. */
export interface Listing {
  /** All that are not in the trash. */
  readonly total: number
  readonly keys: readonly number[]
  readonly ids: readonly string[]
}

export interface PickingState {
  readonly filter: FilterForm
  /** Null until the archive has answered; of the filters before while it looks for the next. */
  readonly listing: Listing | null
  /** Why the last filters could not be answered. */
  readonly failure: string | null
  readonly choices: DatasetChoices
  readonly rows: ReadonlyMap<number, LibraryRow>
  /** Ids in the order they were chosen; those that the filters hide now stay chosen. */
  readonly selected: ReadonlySet<string>
  /** Place in the listing that the keys act on; -1 for none. */
  readonly active: number
  /** Where a range begins; -1 for none. */
  readonly anchor: number
}

export const noFilter: FilterForm = {
  search: '',
  searchIn: 'title-and-tags',
  from: '',
  to: '',
  types: [],
  statuses: [],
  sources: [],
  models: [],
}

export const initialPicking: PickingState = {
  filter: noFilter,
  listing: null,
  failure: null,
  choices: { sources: [], models: [] },
  rows: new Map(),
  selected: new Set(),
  active: -1,
  anchor: -1,
}

/** The filters as the archive takes them: days are those of this computer, the last one whole. */
export function filterOf({ from, to, ...others }: FilterForm): DatasetFilter {
  const last = to === '' ? null : new Date(`${to}T00:00`)
  last?.setDate(last.getDate() + 1)
  return {
    ...others,
    createdFrom: from === '' ? null : new Date(`${from}T00:00`).getTime(),
    createdBefore: last === null ? null : last.getTime(),
  }
}

/** What is wrong with the range of dates, in a sentence; null when nothing is. */
export function rangeProblem({ from, to }: FilterForm): string | null {
  return from !== '' && to !== '' && from > to ? 'The first day comes before the last.' : null
}

export function isFiltering(filter: FilterForm): boolean {
  return JSON.stringify(filter) !== JSON.stringify(noFilter)
}

export function filterChanged(state: PickingState, change: Partial<FilterForm>): PickingState {
  return { ...state, filter: { ...state.filter, ...change } }
}

/** Takes in what passes the filters, unless they have changed since they were asked about. */
export function listingArrived(state: PickingState, of: FilterForm, listing: Listing): PickingState {
  if (of !== state.filter) return state
  return { ...state, listing, failure: null, active: -1, anchor: -1 }
}

/** Takes in rows by the order of their keys; what was kept before goes when it is too much. */
export function rowsArrived(
  state: PickingState,
  keys: readonly number[],
  rows: readonly (LibraryRow | null)[],
): PickingState {
  const kept = state.rows.size > mostRows ? new Map<number, LibraryRow>() : new Map(state.rows)
  keys.forEach((key, index) => {
    const row = rows[index]
    if (row) kept.set(key, row)
  })
  return { ...state, rows: kept }
}

const mostRows = 4000

/** Chooses the conversation at a place of the listing, or chooses it no longer. */
export function toggledAt(state: PickingState, place: number): PickingState {
  const id = state.listing?.ids[place]
  if (id === undefined) return state
  const selected = new Set(state.selected)
  if (!selected.delete(id)) selected.add(id)
  return { ...state, selected, active: place, anchor: place }
}

/** Chooses everything from where the range begins to a place. */
export function rangeChosen(state: PickingState, place: number): PickingState {
  const anchor = state.anchor < 0 ? Math.max(state.active, 0) : state.anchor
  const ids = state.listing?.ids.slice(Math.min(anchor, place), Math.max(anchor, place) + 1) ?? []
  return { ...state, selected: new Set([...state.selected, ...ids]), active: place, anchor }
}

export function activated(state: PickingState, active: number): PickingState {
  return { ...state, active, anchor: active }
}

/** Adds everything that passes the filters. */
export function allChosen(state: PickingState): PickingState {
  return { ...state, selected: new Set([...state.selected, ...(state.listing?.ids ?? [])]) }
}

export function noneChosen(state: PickingState): PickingState {
  return { ...state, selected: new Set() }
}

/** Chooses some conversations no longer. */
export function noneOf(state: PickingState, ids: ReadonlySet<string>): PickingState {
  return { ...state, selected: new Set([...state.selected].filter((id) => !ids.has(id))) }
}

/** Chooses exactly these. */
export function onlyChosen(state: PickingState, ids: readonly string[]): PickingState {
  return { ...state, selected: new Set(ids) }
}

/** Leaves only those chosen that are still in the archive. */
export function selectionPruned(state: PickingState, there: readonly string[]): PickingState {
  const known = new Set(there)
  return { ...state, selected: new Set([...state.selected].filter((id) => known.has(id))) }
}
