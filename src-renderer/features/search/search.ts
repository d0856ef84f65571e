/** What is searched for: data and plain functions. What was found is results.ts's, asking is search-store.ts's. */
import type {
  MoreHits,
  SearchAnswer,
  SearchFacets,
  SearchOrder,
  SnippetSize,
} from '@shared/contract/search.ts'
import { isSameList, isSameQuestion, type Question } from './question.ts'
import {
  firstLine,
  foldedOver,
  type Folding,
  nothingFolded,
  resultLines,
  type Results,
  resultsOf,
  withMoreHits,
  withPage,
} from './results.ts'

export interface SearchState extends Question {
  /** The last answer, shown until the next one is here; null when nothing is searched for. */
  readonly results: Results | null
  /** How the hits are spread; of the last question that this was answered for. */
  readonly facets: ShownFacets | null
  readonly failure: string | null
  /** Id of the line of the results that the keys act on. */
  readonly active: string | null
  readonly folding: Folding
}

export interface ShownFacets {
  readonly question: Question
  readonly of: SearchFacets
}

export const initialSearch: SearchState = {
  query: '',
  order: 'newest',
  isComplete: false,
  context: 'short',
  results: null,
  facets: null,
  failure: null,
  active: null,
  folding: nothingFolded,
}

export function isSearching(state: Pick<SearchState, 'query'>): boolean {
  return state.query.trim() !== ''
}

/** Takes in what was typed. While typing, quick answers are enough. */
export function queryTyped(state: SearchState, query: string): SearchState {
  if (query.trim() === '') return { ...initialSearch, query, ...kept(state) }
  if (query === state.query) return state
  return { ...state, query, isComplete: false }
}

/** What the reader has arranged stays from one search to the next. */
function kept({ order, context, folding }: SearchState): Pick<SearchState, 'order' | 'context' | 'folding'> {
  return { order, context, folding: { ...nothingFolded, areFolded: folding.areFolded } }
}

export function contextChosen(state: SearchState, context: SnippetSize): SearchState {
  return { ...state, context }
}

/** Shows the titles of all conversations only, or their hits too. */
export function allFolded(state: SearchState, areFolded: boolean): SearchState {
  return { ...state, folding: { ...nothingFolded, areFolded } }
}

/** Folds one conversation, or unfolds it; its title has the keys then. */
export function groupFolded(state: SearchState, conversationId: string): SearchState {
  return {
    ...state,
    folding: foldedOver(state.folding, conversationId),
    active: `conversation-${conversationId}`,
  }
}

export function orderChosen(state: SearchState, order: SearchOrder): SearchState {
  return { ...state, order }
}

export function completeAsked(state: SearchState): SearchState {
  return { ...state, isComplete: true }
}

/** Whether what is shown, be it a failure, answers what was typed. */
export function isShownAnswered(state: SearchState): boolean {
  return state.failure !== null || (state.results !== null && isSameQuestion(state.results.question, state))
}

/** Whether what is shown answers what was typed, wholly and exactly. */
export function isExact({ results, ...state }: SearchState): boolean {
  if (results === null || results.question.query !== state.query) return false
  return !results.isPartial && results.waiting === 0
}

/** Takes in the first page of an answer, unless something else was asked since. */
export function answerArrived(
  state: SearchState,
  question: Question,
  answer: SearchAnswer,
  took: number,
): SearchState {
  if (!isSameQuestion(state, question)) return state
  const before = state.results
  const isSame = before !== null && isSameList(before.question, question)
  const results = resultsOf(question, answer, isSame ? before : null, took)
  const isOther = before === null || before.question.query !== question.query
  const folding = isOther ? kept(state).folding : state.folding
  // Whoever has gone down into the list already goes on from its beginning, not from nowhere.
  const isElsewhere = !isSame && state.active !== null
  const active = isElsewhere ? (firstLine(resultLines(results, folding))?.id ?? null) : state.active
  return { ...state, results, failure: null, active, folding }
}

/** Takes in a further page, if the results still end where it begins. */
export function pageArrived(
  state: SearchState,
  question: Question,
  cursor: string,
  answer: SearchAnswer,
): SearchState {
  const { results } = state
  if (results === null || results.next !== cursor || !isSameQuestion(results.question, question)) return state
  return { ...state, results: withPage(results, answer) }
}

/** Takes in further hits of one conversation; the keys go on from the first of them. */
export function moreHitsArrived(
  state: SearchState,
  question: Question,
  conversationId: string,
  page: MoreHits,
): SearchState {
  if (state.results === null || !isSameQuestion(state.results.question, question)) return state
  const { folding } = state
  const before = new Set(resultLines(state.results, folding).map(({ id }) => id))
  const results = withMoreHits(state.results, conversationId, page)
  const added = resultLines(results, folding).find(({ id }) => !before.has(id))
  const isAtMore = state.active === `more-${conversationId}`
  return { ...state, results, active: isAtMore && added !== undefined ? added.id : state.active }
}

export function facetsArrived(state: SearchState, question: Question, facets: SearchFacets): SearchState {
  return isSameQuestion(state, question) ? { ...state, facets: { question, of: facets } } : state
}

export function askingFailed(state: SearchState, question: Question, failure: string): SearchState {
  if (!isSameQuestion(state, question)) return state
  return { ...state, results: null, facets: null, failure, active: null }
}

export function lineActivated(state: SearchState, active: string | null): SearchState {
  return active === state.active ? state : { ...state, active }
}
