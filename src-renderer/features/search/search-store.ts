/** The search's store: asks while the reader types, one question at a time and always the newest. */
import { toErrorValue } from '@shared/contract/app-error.ts'
import { create } from 'zustand'
import { call } from '../../bridge.ts'
import {
  answerArrived,
  askingFailed,
  initialSearch,
  isSearching,
  lineActivated,
  moreAsked,
  queryTyped,
  type SearchState,
} from './search.ts'

export const useSearch = create<SearchState>()(() => initialSearch)

let isAsking = false
let isOvertaken = false

/** Takes in what was typed and searches for it. */
export function typeQuery(query: string): void {
  useSearch.setState((state) => queryTyped(state, query))
  void askNewest()
}

export function clearSearch(): void {
  typeQuery('')
}

/** Asks again for what is searched for, because the archive or its index has changed. */
export function searchAgain(): void {
  void askNewest()
}

export function showMore(): void {
  useSearch.setState(moreAsked)
  void askNewest()
}

export function activateLine(active: number): void {
  useSearch.setState((state) => lineActivated(state, active))
}

// A question that is already overtaken is not asked at all: fast typing costs two searches, not twenty.
async function askNewest(): Promise<void> {
  if (isAsking) {
    isOvertaken = true
    return
  }
  isAsking = true
  do {
    isOvertaken = false
    const { query, limit } = useSearch.getState()
    if (!isSearching(useSearch.getState())) break
    try {
      const answer = await call('search.run', { query: query.slice(0, 1000), limit })
      useSearch.setState((state) => answerArrived(state, query, answer))
    } catch (error) {
      useSearch.setState((state) => askingFailed(state, query, toErrorValue(error).message))
    }
  } while (isOvertaken)
  isAsking = false
}
