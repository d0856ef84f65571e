/**
 * Finding in the conversation that is open, over all its branches. The archive finds, by the grammar of the search;
 * going to a hit is viewer-store's.
 */
import { AppError, toErrorValue } from '@shared/contract/app-error.ts'
import type { SearchHit } from '@shared/contract/search.ts'
import { create } from 'zustand'
import { call } from '../../bridge.ts'
import { searchWords } from '../../query/search-words.ts'
import { useViewer } from './viewer-store.ts'

interface FindState {
  readonly isOpen: boolean
  readonly query: string
  /** The messages found, in the order of their time; null until the archive has answered. */
  readonly hits: readonly SearchHit[] | null
  /** Whether there are more than those. */
  readonly hasMore: boolean
  /** The place of the hit that was gone to, -1 before any. */
  readonly at: number
  readonly failure: string | null
  /** The conversation that `hits` are of. */
  readonly conversationId: string | null
  /** Whether the field is to take the focus. */
  readonly isCalled: boolean
}

/** As many as the contract gives at once. */
const mostHits = 500
const nothingFound = { hits: null, hasMore: false, at: -1, failure: null, conversationId: null }

export const useFind = create<FindState>()(() => ({
  ...nothingFound,
  isOpen: false,
  query: '',
  isCalled: false,
}))

let asked = 0

/** Opens the field, or goes to it when it is open; a seed stands in it unless it is empty. */
export function openFind(seed: string): void {
  useFind.setState(({ query }) => ({
    isOpen: true,
    query: seed === '' ? query : seed,
    isCalled: true,
  }))
  void find(seed !== '')
}

/** Tells that the field has the focus now. */
export function answerFindCall(): void {
  useFind.setState({ isCalled: false })
}

export function closeFind(): void {
  useFind.setState({ ...nothingFound, isOpen: false })
}

export function typeFind(query: string): void {
  useFind.setState({ query })
  void find(true)
}

/** Finds the same in another conversation, which opens where it opens. */
export function findIn(conversationId: string): void {
  if (useFind.getState().conversationId !== conversationId) void find(false)
}

/** Finds what stands in the field in the conversation that is open now; goes to the nearest hit when told. */
async function find(goes: boolean): Promise<void> {
  const { query, isOpen } = useFind.getState()
  const { conversationId } = useViewer.getState()
  const ticket = ++asked
  useFind.setState({ conversationId })
  if (!isOpen || conversationId === null || query.trim() === '') {
    return useFind.setState({ ...nothingFound, conversationId })
  }
  try {
    const { hits, next } = await call('search.inConversation', { query, id: conversationId, limit: mostHits })
    if (ticket !== asked) return
    const inOrder = hits.toSorted((one, other) => one.messageKey - other.messageKey)
    useFind.setState({ hits: inOrder, hasMore: next !== null, at: -1, failure: null })
    if (goes) goToNearest()
  } catch (error) {
    if (ticket !== asked || (error instanceof AppError && error.kind === 'cancelled')) return
    useFind.setState({ ...nothingFound, conversationId, failure: toErrorValue(error).message })
  }
}

/** Goes to the next hit or the one before, around at the ends. */
export function stepFind(step: 1 | -1): void {
  const { hits, at } = useFind.getState()
  if (hits === null || hits.length === 0) return
  if (at < 0) return goToNearest()
  goToHit((at + step + hits.length) % hits.length)
}

/** The hit that the reader is at, else the first one after it. */
function goToNearest(): void {
  const { hits } = useFind.getState()
  const { focusKey } = useViewer.getState()
  if (hits === null || hits.length === 0) return
  goToHit(
    Math.max(
      hits.findIndex((hit) => hit.messageKey >= (focusKey ?? 0)),
      0,
    ),
  )
}

function goToHit(at: number): void {
  const { hits, query } = useFind.getState()
  const hit = hits?.[at]
  if (hit === undefined) return
  useFind.setState({ at })
  const { leafKey, messageKey, matched } = hit
  useViewer.getState().goTo(leafKey, { messageKey, words: [...searchWords(query), ...matched] })
}
