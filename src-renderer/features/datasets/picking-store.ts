/** The store of choosing conversations: asks what there is to filter by, what passes the filters and for the rows in sight. */
import { toErrorValue } from '@shared/contract/app-error.ts'
import { unpacked } from '@shared/datasets/packed-list.ts'
import { create } from 'zustand'
import { call } from '../../bridge.ts'
import { showFailure } from '../../ui/toasts.ts'
import {
  type FilterForm,
  filterChanged,
  filterOf,
  initialPicking,
  listingArrived,
  noFilter,
  onlyChosen,
  type PickingState,
  rangeProblem,
  rowsArrived,
  selectionPruned,
} from './picking.ts'

export const usePicking = create<PickingState>()(() => initialPicking)

/** In ms: while somebody types, nothing is asked. */
const pause = 150
let timer = 0
/** In ms: during an import the archive changes many times a second. */
const refreshPause = 1000
let refreshTimer = 0

/** Asks what there is to filter by and what passes the filters. */
async function askForPicking(): Promise<void> {
  try {
    const choices = await call('dataset.choices', {})
    usePicking.setState({ choices, rows: new Map() })
    await askForListing()
  } catch (error) {
    showFailure('The conversations could not be listed', error)
  }
}

export function changeFilter(change: Partial<FilterForm>): void {
  usePicking.setState((state) => filterChanged(state, change))
  window.clearTimeout(timer)
  timer = window.setTimeout(() => void askForListing(), pause)
}

/** Whether the list is on the screen: only then it follows the archive. */
let isShown = false

/** Keeps the list in step with the archive, until the answered function is called. */
export function followArchive(): () => void {
  isShown = true
  void askForPicking()
  return () => {
    isShown = false
  }
}

/** Takes in that the archive has changed. */
export function refreshPickingSoon(): void {
  if (!isShown) return
  window.clearTimeout(refreshTimer)
  refreshTimer = window.setTimeout(() => void askForPicking(), refreshPause)
}

export function clearFilter(): void {
  changeFilter(noFilter)
}

async function askForListing(): Promise<void> {
  const { filter } = usePicking.getState()
  if (rangeProblem(filter) !== null) return
  try {
    const { total, ...found } = await call('dataset.conversations', { filter: filterOf(filter) })
    const listing = { total, keys: unpacked(found.keys).map(Number), ids: unpacked(found.ids) }
    usePicking.setState((state) => listingArrived(state, filter, listing))
  } catch (error) {
    usePicking.setState({ failure: toErrorValue(error).message })
  }
}

/** Changes the selection, or the place that the keys act on. */
export function pick(change: (state: PickingState) => PickingState): void {
  usePicking.setState(change)
}

/** Chooses one conversation and nothing else. */
export function pickOnly(id: string): void {
  pick((state) => onlyChosen(state, [id]))
}

/** Leaves only those chosen that are still in the archive. */
export async function pruneSelection(): Promise<void> {
  const { ids } = await call('dataset.conversations', {
    filter: { statuses: ['active', 'favorite', 'archived', 'deleted'] },
  })
  pick((state) => selectionPruned(state, unpacked(ids)))
}

const rowsAsked = new Set<number>()

/** Sees to it that the rows of these keys will be here. */
export async function wantRows(keys: readonly number[]): Promise<void> {
  const { rows } = usePicking.getState()
  const wanted = keys.filter((key) => !rows.has(key) && !rowsAsked.has(key))
  if (wanted.length === 0) return
  for (const key of wanted) rowsAsked.add(key)
  try {
    const answered = await call('library.rows', { keys: wanted })
    usePicking.setState((state) => rowsArrived(state, wanted, answered))
  } catch (error) {
    showFailure('The list could not be read', error)
  } finally {
    for (const key of wanted) rowsAsked.delete(key)
  }
}
