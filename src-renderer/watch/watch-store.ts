/** What the window knows of the watched folder, and what it asks of it. */
import type { Request } from '@shared/contract/contract.ts'
import type { FoundExport, WatchState } from '@shared/contract/watch.ts'
import { create } from 'zustand'
import { call } from '../bridge.ts'
import { showFailure } from '../ui/toasts.ts'

/** Null until the app has answered. */
export const useWatch = create<{ readonly watch: WatchState | null }>()(() => ({ watch: null }))

/** Takes in a new state; answers the exports in it that were not known to wait before. */
export function hearWatch(watch: WatchState): readonly FoundExport[] {
  const before = useWatch.getState().watch
  useWatch.setState({ watch })
  return before === null ? [] : newlyFound(before, watch)
}

export async function askForWatch(): Promise<void> {
  hearWatch(await call('watch.state', {}))
}

export async function changeWatch(change: Request<'watch.change'>): Promise<void> {
  try {
    hearWatch(await call('watch.change', change))
  } catch (error) {
    showFailure('The watched folder could not be changed', error)
  }
}

/** Asks which folder to watch, and watches it. */
export async function chooseWatchedFolder(): Promise<void> {
  try {
    const folder = await call('desktop.chooseFolder', { purpose: 'watch' })
    if (folder !== null) await changeWatch({ folder, isOn: true })
  } catch (error) {
    showFailure('The watched folder could not be changed', error)
  }
}

/** Takes exports off the list. */
export async function dismissFound(found: readonly FoundExport[]): Promise<void> {
  try {
    hearWatch(await call('watch.dismiss', { paths: found.flatMap(({ paths }) => paths) }))
  } catch (error) {
    showFailure('This could not be dismissed', error)
  }
}

/** Found exports by which file and when; one that was written anew is a new one. */
export function newlyFound(before: WatchState, after: WatchState): readonly FoundExport[] {
  const known = new Set(before.found.map(({ paths, foundAt }) => `${paths[0]} ${foundAt}`))
  return after.found.filter(({ paths, foundAt }) => !known.has(`${paths[0]} ${foundAt}`))
}
