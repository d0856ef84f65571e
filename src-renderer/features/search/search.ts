/** What is searched for and what was found: data and plain functions. search-store.ts asks. */
import type { SearchAnswer, SearchGroup, SearchHit } from '@shared/contract/search.ts'

export type SearchState = {
  /** As typed. */
  readonly query: string
  /** Hits asked for at most. */
  readonly limit: number
  /** The last answer, shown until the next one is here; null when nothing is searched for. */
  readonly answer: SearchAnswer | null
  /** The query that the answer belongs to. */
  readonly answered: string
  readonly failure: string | null
  /** The place of the active line of the results, -1 for none. */
  readonly active: number
}

/** A line of the results that can be opened: a conversation by its title, or one message. */
export type ResultLine =
  | { readonly kind: 'conversation'; readonly group: SearchGroup }
  | { readonly kind: 'hit'; readonly group: SearchGroup; readonly hit: SearchHit }

const firstLimit = 100
/** As many as the contract gives. */
const lastLimit = 500

export const initialSearch: SearchState = {
  query: '',
  limit: firstLimit,
  answer: null,
  answered: '',
  failure: null,
  active: -1,
}

export function isSearching(state: SearchState): boolean {
  return state.query.trim() !== ''
}

export function queryTyped(state: SearchState, query: string): SearchState {
  if (query.trim() === '') return { ...initialSearch, query }
  if (query === state.query) return state
  return { ...state, query, limit: firstLimit }
}

export function moreAsked(state: SearchState): SearchState {
  return { ...state, limit: lastLimit }
}

/** Takes in an answer, unless another query was typed since it was asked for. */
export function answerArrived(state: SearchState, query: string, answer: SearchAnswer): SearchState {
  if (query !== state.query) return state
  const active = query === state.answered ? state.active : -1
  return { ...state, answer, answered: query, failure: null, active }
}

export function askingFailed(state: SearchState, query: string, failure: string): SearchState {
  if (query !== state.query) return state
  return { ...state, answer: null, answered: query, failure, active: -1 }
}

export function lineActivated(state: SearchState, active: number): SearchState {
  return active === state.active ? state : { ...state, active }
}

/** All lines of an answer from top to bottom. */
export function resultLines(answer: SearchAnswer): ResultLine[] {
  return answer.groups.flatMap((group): ResultLine[] => [
    { kind: 'conversation', group },
    ...group.hits.map((hit): ResultLine => ({ kind: 'hit', group, hit })),
  ])
}

/** The line that the keyboard begins with: the newest hit in a message where there is one, else the first title. */
export function firstLine(lines: readonly ResultLine[]): number {
  return Math.max(
    lines.findIndex((line) => line.kind === 'hit' || line.group.isTitleHit),
    0,
  )
}

/** Whether a larger answer can be asked for: there is more than is shown, and the limit is not reached. */
export function canShowMore(state: SearchState): boolean {
  if (state.answer === null || state.limit >= lastLimit) return false
  return state.answer.isCapped || state.answer.total > shownHits(state.answer)
}

/** Messages and titles that an answer shows, counted as its `total` counts them. */
export function shownHits(answer: SearchAnswer): number {
  return answer.groups.reduce((sum, { isTitleHit, hits }) => sum + hits.length + (isTitleHit ? 1 : 0), 0)
}
