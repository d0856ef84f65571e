/** The searches used last, as they are offered on an empty field. A search counts as used when it led to something or rested. */
import { parseQuery } from '@shared/query.ts'
import { create } from 'zustand'
import { call } from '../../bridge.ts'
import { showFailure, showToast } from '../../ui/toasts.ts'
import { asked } from './asked.ts'

/** Newest first. */
export const useRecent = create<{ readonly searches: readonly string[] }>()(() => ({ searches: [] }))

/** In ms: who looks at results for so long has searched for them. */
const restOfUse = 5000

let timer = 0
/** The search that was kept while it rested: what it is typed on to takes its place. */
let rested: string | null = null

export async function askForRecent(): Promise<void> {
  await change(() => call('search.recent', {}), 'The last searches could not be read')
}

/** Keeps what was typed once it has rested. */
export function keepSearchSoon(query: string): void {
  window.clearTimeout(timer)
  // A field that was emptied begins something new.
  if (query.trim() === '') return void (rested = null)
  timer = window.setTimeout(() => {
    void keepSearch(query).then(() => (rested = query.trim()))
  }, restOfUse)
}

/** Keeps a search that was used. */
export async function keepSearch(query: string): Promise<void> {
  window.clearTimeout(timer)
  const typed = asked(query).trim()
  const insteadOf = rested !== null && typed !== rested && typed.startsWith(rested) ? rested : null
  rested = null
  if (parseQuery(typed).root === null || useRecent.getState().searches[0] === typed) return
  await change(
    () => call('search.remember', { query: typed, insteadOf }),
    'This search could not be kept among the last ones',
  )
}

/** Forgets one of the last searches, or all of them for null; all can be had back for a moment. */
export async function forgetSearch(query: string | null): Promise<void> {
  const { searches } = useRecent.getState()
  await change(() => call('search.forget', { query }), 'The search could not be forgotten')
  if (query !== null || useRecent.getState().searches.length > 0) return
  showToast({
    tone: 'neutral',
    title: 'Recent searches cleared',
    actions: [{ label: 'Undo', run: () => void keepAgain(searches) }],
  })
}

async function keepAgain(searches: readonly string[]): Promise<void> {
  for (const query of searches.toReversed()) {
    await change(() => call('search.remember', { query }), 'The searches could not be kept again')
  }
}

async function change(ask: () => Promise<readonly string[]>, failure: string): Promise<void> {
  try {
    useRecent.setState({ searches: await ask() })
  } catch (error) {
    showFailure(failure, error)
  }
}
