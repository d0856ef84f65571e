/**
 * Finding in the conversation that is open, over all its branches. The archive finds, by the grammar of the search;
 * going to a hit is viewer-store's.
 */
import { AppError, toErrorValue } from '@shared/contract/app-error.ts'
import type { MoreHits, SearchHit } from '@shared/contract/search.ts'
import { create } from 'zustand'
import { call } from '../../bridge.ts'
import { searchWords } from '../../query/search-words.ts'
import { useViewer } from './viewer-store.ts'
import type { SoughtWord } from '../../ui/find-words.ts'

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
  /** Whether it goes along with results that are opened; it ends with them. What is typed in it is its reader's own. */
  readonly isFollowing: boolean
  /** What to mark in each message found, by its key. */
  readonly marks: ReadonlyMap<number, readonly SoughtWord[]>
}

/** Where to go once hits are here: to the nearest, to none, or to be at a message that is open already. */
type Aim = 'nearest' | 'none' | { readonly messageKey: number }

/** As many as the contract gives at once. */
const pageSize = 500
/** More than anybody steps through. */
const mostHits = 5000
const nothingFound = {
  hits: null,
  hasMore: false,
  at: -1,
  failure: null,
  conversationId: null,
  marks: new Map<number, readonly SoughtWord[]>(),
}

export const useFind = create<FindState>()(() => ({
  ...nothingFound,
  isOpen: false,
  query: '',
  isCalled: false,
  isFollowing: false,
}))

let asked = 0

/** Opens the field, or goes to it when it is open; a seed stands in it unless it is empty. */
export function openFind(seed: string): void {
  const { isOpen, query, hits } = useFind.getState()
  useFind.setState({ isOpen: true, query: seed === '' ? query : seed, isCalled: true, isFollowing: false })
  // What follows the results stays at its hit.
  if (isOpen && hits !== null && (seed === '' || seed === query)) return
  void find(useViewer.getState().conversationId, seed === '' ? 'none' : 'nearest')
}

/**
 * Shows the hits of a search in the conversation that opens for one of them, and at which of them the reader is; the
 * focus stays where it is.
 *
 * @param messageKey the hit; null where the conversation was opened by its title
 */
export function followHits(query: string, conversationId: string, messageKey: number | null): void {
  const before = useFind.getState()
  const isSame = before.isOpen && before.query === query && before.conversationId === conversationId
  useFind.setState({ isOpen: true, isFollowing: true, query })
  if (isSame && before.hits !== null) return useFind.setState({ at: placeOf(before.hits, messageKey) })
  void find(conversationId, messageKey === null ? 'none' : { messageKey })
}

/** Tells that the field has the focus now. */
export function answerFindCall(): void {
  useFind.setState({ isCalled: false })
}

export function closeFind(): void {
  asked++
  useFind.setState({ ...nothingFound, isOpen: false, isFollowing: false })
}

export function typeFind(query: string): void {
  useFind.setState({ query, isFollowing: false })
  void find(useViewer.getState().conversationId, 'nearest')
}

/** Finds the same in another conversation, which opens where it opens; what followed the results before ends there. */
export function findIn(conversationId: string): void {
  const before = useFind.getState()
  if (before.conversationId === conversationId) return
  if (before.isFollowing) closeFind()
  else void find(conversationId, 'none')
}

/** Finds what stands in the field in a conversation. */
async function find(conversationId: string | null, aim: Aim): Promise<void> {
  const { query, isOpen } = useFind.getState()
  const ticket = ++asked
  useFind.setState({ conversationId, hits: null, at: -1, marks: nothingFound.marks })
  if (!isOpen || conversationId === null || query.trim() === '') {
    return useFind.setState({ ...nothingFound, conversationId })
  }
  try {
    const request = { query, id: conversationId, limit: pageSize, session: 'find bar' }
    let cursor: string | null = null
    let isThere = aim === 'none'
    do {
      const { hits, next }: MoreHits = await call('search.inConversation', { ...request, cursor })
      if (ticket !== asked) return
      cursor = (useFind.getState().hits?.length ?? 0) + hits.length < mostHits ? next : null
      useFind.setState((state) => withOlder(state, hits, next !== null))
      if (isThere) continue
      const wanted = typeof aim === 'object' ? aim.messageKey : useViewer.getState().focusKey
      const oldest = hits.at(-1)?.messageKey ?? 0
      isThere = cursor === null || oldest <= (wanted ?? 0)
      if (isThere && aim === 'nearest') goToNearest()
      else if (isThere) useFind.setState(({ hits: all }) => ({ at: placeOf(all ?? [], wanted) }))
    } while (cursor !== null)
  } catch (error) {
    if (ticket !== asked || (error instanceof AppError && error.kind === 'cancelled')) return
    useFind.setState({ ...nothingFound, conversationId, failure: toErrorValue(error).message })
  }
}

/** Takes in a page of hits, which come newest first: they stand before those that are here. */
function withOlder(state: FindState, page: readonly SearchHit[], hasMore: boolean): Partial<FindState> {
  const older = page.toReversed()
  return {
    hits: [...older, ...(state.hits ?? [])],
    hasMore,
    at: state.at < 0 ? -1 : state.at + older.length,
    failure: null,
    marks: new Map([...state.marks, ...marksOf(state.query, older)]),
  }
}

function placeOf(hits: readonly SearchHit[], messageKey: number | null): number {
  return hits.findIndex((hit) => hit.messageKey === messageKey)
}

function marksOf(query: string, hits: readonly SearchHit[]): ReadonlyMap<number, readonly SoughtWord[]> {
  const words = searchWords(query)
  return new Map(
    hits.map(({ messageKey, matched }) => [
      messageKey,
      matched.length === 0 ? words : searchWords(query, matched),
    ]),
  )
}

/** Whether a step would lead out of this conversation and on to what else was found. */
export function leadsOut(step: 1 | -1): boolean {
  const { isOpen, isFollowing, hits, hasMore, at } = useFind.getState()
  if (!isOpen || !isFollowing || hits === null || hasMore) return false
  return hits.length === 0 || at === (step === 1 ? hits.length - 1 : 0)
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

/** Goes to a hit by its place among them. */
export function goToHit(at: number): void {
  const { hits, marks, conversationId } = useFind.getState()
  const hit = hits?.[at]
  // While the conversation is still on its way, the one before stays what it was.
  if (hit === undefined || useViewer.getState().conversationId !== conversationId) return
  useFind.setState({ at })
  const { leafKey, messageKey } = hit
  useViewer.getState().goTo(leafKey, { messageKey, words: marks.get(messageKey) ?? [] })
}
