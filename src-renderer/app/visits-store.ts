/** Follows what is opened: leads back to it, and remembers it for the next start. */
import { create } from 'zustand'
import { openConversation, useLibrary } from '../features/library/library-store.ts'
import { changeSettings, useSettings } from '../features/settings/settings-store.ts'
import { mostRecently, noVisits, steppedOn, visited } from './visits.ts'
import { showView } from './window-store.ts'

export const useVisits = create(() => noVisits)

/** In ms: who walks through a list opens many in a row, and they are kept together. */
const restBeforeKeeping = 1000

let timer = 0

/** Begins to follow, once the settings are known. */
export function followVisits(): void {
  useLibrary.subscribe(({ open }, before) => {
    const id = open?.conversationId
    if (id === undefined || id === before.open?.conversationId) return
    useVisits.setState((visits) => visited(visits, id))
    window.clearTimeout(timer)
    timer = window.setTimeout(() => void keep(), restBeforeKeeping)
  })
}

/** The conversations opened last, newest first; the one that is open stands first. */
export function recentIds(): readonly string[] {
  const { ids, at } = useVisits.getState()
  const before = useSettings.getState().settings?.recentConversations ?? []
  const way = [...ids.slice(at + 1), ...ids.slice(0, at + 1)]
  return way.reduce(mostRecently, before)
}

/** Opens the conversation that was open before this one, or the one that this led back from. */
export function stepVisits(by: 1 | -1): void {
  const before = useVisits.getState()
  const after = steppedOn(before, by)
  const id = after.ids[after.at]
  if (after === before || id === undefined) return
  useVisits.setState(after)
  showView('library')
  openConversation(id)
}

/** Whether there is a conversation to go back or forward to. */
export function canStep(by: 1 | -1): boolean {
  const visits = useVisits.getState()
  return steppedOn(visits, by) !== visits
}

async function keep(): Promise<void> {
  if (useSettings.getState().settings !== null)
    await changeSettings({ recentConversations: [...recentIds()] })
}
