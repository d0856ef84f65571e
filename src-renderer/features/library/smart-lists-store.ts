/** Smart lists: the searches that are kept under a name, and how many conversations each finds now. */
import type { SavedSearch } from '@shared/contract/organise.ts'
import { create } from 'zustand'
import { call } from '../../bridge.ts'
import { showFailure, showToast } from '../../ui/toasts.ts'
import { goToPlace, useLibrary } from './library-store.ts'

interface SmartLists {
  readonly lists: readonly SavedSearch[]
  /** By id; one that is missing is still being counted. */
  readonly counts: ReadonlyMap<number, number>
}

export const useSmartLists = create<SmartLists>()(() => ({ lists: [], counts: new Map() }))

/** Each count is a search over everything: during an import they follow at this pace, in ms at least. */
const shortestPause = 2000

let isAsking = false
let timer: number | null = null
let nextAsk = 0

/** Follows a change of the archive: at once, or a moment later when changes come in a row. */
export function refreshSmartListsSoon(): void {
  if (timer !== null) return
  timer = window.setTimeout(
    () => {
      timer = null
      void refreshSmartLists()
    },
    Math.max(nextAsk - performance.now(), 0),
  )
}

async function refreshSmartLists(): Promise<void> {
  // Counting takes its time; what has changed meanwhile is counted afterwards.
  if (isAsking) return refreshSmartListsSoon()
  isAsking = true
  nextAsk = performance.now() + shortestPause
  try {
    const lists = await call('searches.list', {})
    useSmartLists.setState({ lists })
    if (lists.length === 0) return
    const counts = await call('searches.counts', {})
    useSmartLists.setState({ counts: new Map(counts.map(({ id, conversations }) => [id, conversations])) })
  } catch (error) {
    showFailure('The smart lists could not be read', error)
  } finally {
    isAsking = false
  }
}

/** Keeps a search under a name. Throws the AppError with which the archive refuses it. */
export async function saveSearch(name: string, query: string): Promise<void> {
  const search = await call('searches.create', { name, query })
  useSmartLists.setState(({ lists }) => ({ lists: [...lists, search] }))
  refreshSmartListsSoon()
  showToast({
    tone: 'success',
    title: `Smart list “${search.name}” saved`,
    actions: [{ label: 'Show', run: () => goToPlace({ kind: 'smart-list', search }) }],
  })
}

/** Gives a smart list another name. Throws the AppError with which the archive refuses it. */
export async function renameSearch(id: number, name: string): Promise<void> {
  const search = await call('searches.change', { id, name })
  useSmartLists.setState(({ lists }) => ({ lists: lists.map((one) => (one.id === id ? search : one)) }))
}

/** Takes a smart list away; its conversations stay. */
export async function removeSearch({ id, name, query }: SavedSearch): Promise<void> {
  try {
    await call('searches.remove', { id })
    useSmartLists.setState(({ lists }) => ({ lists: lists.filter((one) => one.id !== id) }))
    const { place } = useLibrary.getState()
    if (place.kind === 'smart-list' && place.search.id === id) goToPlace({ kind: 'all' })
    const takeBack = (): void => {
      saveSearch(name, query).catch((error: unknown) => showFailure('It could not be brought back', error))
    }
    showToast({
      tone: 'neutral',
      title: `Smart list “${name}” deleted`,
      description: 'Its conversations stay where they are.',
      actions: [{ label: 'Undo', run: takeBack }],
    })
  } catch (error) {
    showFailure('The smart list could not be deleted', error)
  }
}
