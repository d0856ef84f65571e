/**
 * The search's store: asks while the reader types. Each question drops the one before (`session`), also in the archive;
 * what is overtaken is silent.
 */
import type { Request } from '@shared/contract/contract.ts'
import { AppError, toErrorValue } from '@shared/contract/app-error.ts'
import type { SearchOrder, SnippetSize } from '@shared/contract/search.ts'
import { create } from 'zustand'
import { call } from '../../bridge.ts'
import { showFailure } from '../../ui/toasts.ts'
import { asked } from './asked.ts'
import { broaderQueries } from './facet-terms.ts'
import { keepSearchSoon } from './recent-store.ts'
import { isSameQuestion, type Question, questionOf } from './question.ts'
import { foldedAway } from './results.ts'
import {
  allFolded,
  answerArrived,
  askingFailed,
  completeAsked,
  contextChosen,
  facetsArrived,
  groupFolded,
  initialSearch,
  isSearching,
  lineActivated,
  moreHitsArrived,
  orderChosen,
  pageArrived,
  queryTyped,
  type SearchState,
} from './search.ts'

export const useSearch = create<SearchState>()(() => initialSearch)

/** What is asked in a session whose name begins so, and a space, is dropped with the search. */
export const session = 'search field'
const pageSize = 50
/** As many as the contract gives at once. */
const largestPage = 500
const moreHits = 50

/** In ms: longer than most pauses between two letters. */
export const typingRest = 120

let facetTimer = 0
/** First pages that are being asked for: a later page asked for meanwhile would drop them, as they are of one session. */
let firstPagesAsked = 0
/** The cursor that is being asked for, so that scrolling asks for a page once. */
let pageAsked: string | null = null

/** Takes in what was typed and searches for it. */
export function typeQuery(query: string): void {
  const before = useSearch.getState()
  useSearch.setState((state) => queryTyped(state, query))
  if (useSearch.getState() === before) return
  keepSearchSoon(query)
  void ask(pageSize)
}

export function clearSearch(): void {
  typeQuery('')
}

/** Shows more of each message around its hit, or less. */
export function chooseContext(context: SnippetSize): void {
  useSearch.setState((state) => contextChosen(state, context))
  void ask(Math.min(largestPage, Math.max(pageSize, useSearch.getState().results?.loaded ?? 0)))
}

/** Shows titles only, or the hits of all conversations too. */
export function foldAll(areFolded: boolean): void {
  useSearch.setState((state) => allFolded(state, areFolded))
}

/** Folds the hits of one conversation away, or shows them again. */
export function foldGroup(conversationId: string): void {
  useSearch.setState((state) => groupFolded(state, conversationId))
}

export function chooseOrder(order: SearchOrder): void {
  useSearch.setState((state) => orderChosen(state, order))
  void ask(pageSize)
}

/** Asks for the whole, exact answer to what was typed. */
export function searchCompletely(): void {
  useSearch.setState(completeAsked)
  void ask(pageSize)
}

/** Asks again for what is searched for, because the archive or its index has changed. */
export function searchAgain(): void {
  const { results } = useSearch.getState()
  const loaded = results?.loaded ?? 0
  // A list that was scrolled beyond one answer would be cut off under the reader's eyes.
  if (loaded <= largestPage) void ask(Math.max(pageSize, loaded))
}

export function activateLine(active: string | null): void {
  useSearch.setState((state) => lineActivated(state, active))
}

async function ask(limit: number): Promise<void> {
  const state = useSearch.getState()
  if (!isSearching(state)) return
  const question = questionOf(state)
  pageAsked = null
  const begun = performance.now()
  firstPagesAsked += 1
  try {
    const answer = await call('search.run', { ...requestOf(question), limit })
    useSearch.setState((now) => answerArrived(now, question, answer, performance.now() - begun))
  } catch (error) {
    if (isDropped(error)) return
    return useSearch.setState((now) => askingFailed(now, question, toErrorValue(error).message))
  } finally {
    firstPagesAsked -= 1
  }
  if (isSameQuestion(useSearch.getState(), question)) askForFacetsSoon(question)
}

/** Hits come first: how they are spread is counted once the typing rests, and does not hold up the next letter. */
function askForFacetsSoon(question: Question): void {
  window.clearTimeout(facetTimer)
  facetTimer = window.setTimeout(() => {
    if (isSameQuestion(useSearch.getState(), question)) void askForFacets(question)
  }, typingRest)
}

async function askForFacets(question: Question): Promise<void> {
  const { query, isComplete: complete } = question
  try {
    const [of, ...broader] = await Promise.all([
      call('search.facets', { query: asked(query), complete, session }),
      ...broaderQueries(asked(query)).map(async ({ facet, query: without }) => {
        const { facets } = await call('search.facets', {
          query: without,
          complete,
          session: `${session} ${facet}`,
        })
        return [facet, facets[facet]] as const
      }),
    ])
    // Where a value is chosen, the others stay on offer with what they would bring instead.
    const facets = { ...of.facets, ...Object.fromEntries(broader) }
    useSearch.setState((now) => facetsArrived(now, question, { ...of, facets }))
  } catch (error) {
    if (!isDropped(error)) showFailure('The hits could not be counted', error)
  }
}

/** Asks for the page after what is shown, once. */
export async function loadNextPage(): Promise<void> {
  const { results } = useSearch.getState()
  if (results === null || results.next === null || results.next === pageAsked || firstPagesAsked > 0) return
  if (!isSameQuestion(useSearch.getState(), results.question)) return
  const { question, next: cursor } = results
  pageAsked = cursor
  try {
    const answer = await call('search.run', { ...requestOf(question), limit: pageSize, cursor })
    useSearch.setState((now) => pageArrived(now, question, cursor, answer))
  } catch (error) {
    if (!isDropped(error)) showFailure('No further hits could be read', error)
  }
}

/** Shows further hits of one conversation. */
export async function unfold(conversationId: string): Promise<void> {
  const { results } = useSearch.getState()
  const group = results?.groups.find(({ conversation }) => conversation.id === conversationId)
  if (results === null || group === undefined) return
  const { question } = results
  const cursor = group.unfolded?.next ?? null
  const request = { query: asked(question.query), id: conversationId, limit: moreHits, cursor }
  try {
    const page = await call('search.inConversation', { ...request, context: question.context })
    useSearch.setState((now) => moreHitsArrived(now, question, conversationId, page))
  } catch (error) {
    showFailure('The other hits of this conversation could not be read', error)
  }
}

/** Folds away what `unfold` has shown. */
export function fold(conversationId: string): void {
  useSearch.setState((now) =>
    now.results === null ? now : { ...now, results: foldedAway(now.results, conversationId) },
  )
}

function requestOf({ query, order, isComplete, context }: Question): Request<'search.run'> {
  return { query: asked(query), order, complete: isComplete, context, session }
}

/** Whether a question was dropped for a newer one: that is no failure. */
export function isDropped(error: unknown): boolean {
  return error instanceof AppError && error.kind === 'cancelled'
}
