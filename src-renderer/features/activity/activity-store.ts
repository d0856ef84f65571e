/** The activity log, a page at a time, as it is filtered. */
import type { ActivityArea, ActivityEntry, ActivityFilter } from '@shared/contract/activity.ts'
import { create } from 'zustand'
import { call } from '../../bridge.ts'
import { counted } from '../../ui/counts.ts'
import { showFailure, showToast } from '../../ui/toasts.ts'
import { isoDay, startOfDay, startOfNextDay } from '../../ui/days.ts'

interface Activity {
  readonly area: ActivityArea | 'all'
  readonly text: string
  /** As a date field has them: 2026-11-22, empty for open. */
  readonly from: string
  readonly to: string
  /** Null until they are known. */
  readonly entries: readonly ActivityEntry[] | null
  /** Where the next page begins; null after the last. */
  readonly next: number | null
}

export const useActivity = create<Activity>()(() => ({
  area: 'all',
  text: '',
  from: '',
  to: '',
  entries: null,
  next: null,
}))

let asked = 0

/** Asks for the newest page. An answer that was overtaken by a later question is dropped. */
export async function askForActivity(): Promise<void> {
  const turn = ++asked
  try {
    const page = await call('activity.page', { filter: filterNow() })
    if (turn === asked) useActivity.setState(page)
  } catch (error) {
    showFailure('The activity log could not be read', error)
  }
}

export function filterActivity(change: Partial<Pick<Activity, 'area' | 'text' | 'from' | 'to'>>): void {
  useActivity.setState(change)
  void askForActivity()
}

export async function showOlder(): Promise<void> {
  const { next: before } = useActivity.getState()
  if (before === null) return
  const turn = asked
  try {
    const page = await call('activity.page', { filter: filterNow(), before })
    if (turn !== asked) return
    useActivity.setState(({ entries }) => ({
      entries: [...(entries ?? []), ...page.entries],
      next: page.next,
    }))
  } catch (error) {
    showFailure('The activity log could not be read', error)
  }
}

/** Asks where to, and writes what the filter shows as CSV. */
export async function saveActivity(): Promise<void> {
  try {
    const path = await call('desktop.chooseSavePath', {
      name: `activity ${isoDay(Date.now())}`,
      extension: 'csv',
    })
    if (path === null) return
    const { entries } = await call('activity.save', { filter: filterNow(), path, replace: true })
    showToast({ tone: 'success', title: `Activity log saved: ${counted(entries, 'entry', 'entries')}` })
  } catch (error) {
    showFailure('The activity log could not be saved', error)
  }
}

function filterNow(): ActivityFilter {
  const { area, text, from, to } = useActivity.getState()
  return {
    areas: area === 'all' ? [] : [area],
    text: text.trim(),
    from: startOfDay(from),
    // The log counts both ends in.
    to: lastOf(startOfNextDay(to)),
  }
}

function lastOf(end: number | null): number | null {
  return end === null ? null : end - 1
}
