/**
 * Opens a conversation for the reader: its head, its tree and the first window of its messages, and keeps them fresh
 * while the archive changes. Which branch and message are shown stands in viewer-store.
 */
import { AppError, toErrorValue } from '@shared/contract/app-error.ts'
import type { OpenConversation } from '@shared/contract/conversation.ts'
import { newestLeafUnder } from '@shared/tree.ts'
import { useEffect, useRef, useState } from 'react'
import { flushSync } from 'react-dom'
import { call, on } from '../../bridge.ts'
import { MessageCache } from './message-cache.ts'
import { indexOfKey, leafThrough, readingTreeOf, shownPath } from './reading-tree.ts'
import type { ReadingTree } from './reading-tree.ts'
import { useViewer } from './viewer-store.ts'
import type { Destination } from './viewer-store.ts'
import type { SoughtWord } from '../../ui/find-words.ts'

/** A message to open a conversation at, as a search hit names it. */
export interface ReaderTarget {
  /** The last message of the branch to show. */
  readonly leafKey: number
  readonly messageKey: number
  /** What to mark in the message. */
  readonly words: readonly SoughtWord[]
}

export interface ConversationView {
  readonly opened: OpenConversation
  readonly reading: ReadingTree
  readonly messages: MessageCache
}

export type ReaderState =
  | { readonly kind: 'loading' }
  | { readonly kind: 'failed'; readonly conversationId: string; readonly error: AppError }
  | { readonly kind: 'open'; readonly view: ConversationView }

/** Messages that are fetched around the first one shown before anything is drawn. */
const before = 12
const after = 36
/** Milliseconds between two readings of a conversation while an import goes on. */
const refreshPause = 1000

/**
 * The conversation as far as it is here. The one before stays until the next has come, so that nothing flashes.
 * A target is gone to when it arrives, each time a new object comes, also in the conversation that is open.
 */
export function useConversation(conversationId: string, target: ReaderTarget | null): ReaderState {
  const [state, setState] = useState<ReaderState>({ kind: 'loading' })
  const goneTo = useRef<ReaderTarget | null>(null)
  const wanted = useRef(target)

  useEffect(() => {
    wanted.current = target
  }, [target])

  useEffect(() => {
    let isWanted = true
    const open = async (): Promise<void> => {
      const next = await readConversation(conversationId)
      if (!isWanted) return
      if (next.kind !== 'open') return setState(next)
      const { opened, reading, messages } = next.view
      const destination = wanted.current === null ? null : destinationOf(reading, wanted.current)
      goneTo.current = wanted.current
      const leaf = destination?.leaf ?? startLeaf(opened, reading)
      await messages.load(firstKeys(reading, leaf, destination?.index ?? -1))
      if (!isWanted) return
      const leafKey = reading.spine.keys[leaf] ?? null
      // In one drawing: the conversation before knows nothing of the branch of this one.
      flushSync(() => {
        useViewer.getState().open(conversationId, leafKey, destination?.wish ?? null)
        setState(next)
      })
    }
    void open()
    return () => {
      isWanted = false
    }
  }, [conversationId])

  useEffect(() => {
    if (state.kind !== 'open' || state.view.opened.row.id !== conversationId) return
    if (target === goneTo.current) return
    goneTo.current = target
    if (target === null) return useViewer.getState().forgetDestination()
    const { reading } = state.view
    const destination = destinationOf(reading, target)
    const leafKey = reading.spine.keys[destination?.leaf ?? -1]
    if (destination !== null && leafKey !== undefined) useViewer.getState().goTo(leafKey, destination.wish)
  }, [state, conversationId, target])

  useEffect(() => {
    let timer: number | null = null
    const refresh = async (): Promise<void> => {
      const next = await readConversation(conversationId)
      timer = null
      setState((now) => refreshed(now, next, conversationId))
    }
    const stop = on((event) => {
      if (event.kind !== 'library-changed' || timer !== null) return
      timer = window.setTimeout(() => void refresh(), refreshPause)
    })
    return () => {
      stop()
      if (timer !== null) window.clearTimeout(timer)
    }
  }, [conversationId])

  return state
}

/** The leaf of the branch shown: the chosen one while it exists, else the one the archive names. -1 without messages. */
export function leafOf(view: ConversationView, leafKey: number | null): number {
  const chosen = leafKey === null ? -1 : indexOfKey(view.reading, leafKey)
  return chosen >= 0 ? newestLeafUnder(view.reading.tree, chosen) : startLeaf(view.opened, view.reading)
}

async function readConversation(conversationId: string): Promise<ReaderState> {
  try {
    const opened = await call('conversation.open', { id: conversationId })
    const messages = new MessageCache((keys) =>
      call('conversation.messages', { id: conversationId, keys: [...keys] }),
    )
    return { kind: 'open', view: { opened, reading: readingTreeOf(opened.spine), messages } }
  } catch (error) {
    const { kind, message, detail } = toErrorValue(error)
    return { kind: 'failed', conversationId, error: new AppError(kind, message, detail) }
  }
}

/** What is known after a second reading: what has not changed stays the same object, so that nothing is drawn again. */
function refreshed(now: ReaderState, next: ReaderState, conversationId: string): ReaderState {
  if (now.kind !== 'open' || now.view.opened.row.id !== conversationId) return now
  // A reading that failed leaves what is shown, unless the conversation itself is gone, as after the undo of its import.
  if (next.kind !== 'open') return next.kind === 'failed' && next.error.kind === 'not-found' ? next : now
  const isSameTree =
    isSameColumn(now.view.reading.spine.keys, next.view.reading.spine.keys) &&
    isSameColumn(now.view.reading.spine.parents, next.view.reading.spine.parents) &&
    isSameColumn(now.view.reading.spine.lengths, next.view.reading.spine.lengths)
  if (!isSameTree) return next
  return {
    kind: 'open',
    view: { ...now.view, opened: { ...next.view.opened, spine: now.view.opened.spine } },
  }
}

function isSameColumn(a: Int32Array | Float64Array, b: Int32Array | Float64Array): boolean {
  return a.length === b.length && a.every((value, index) => value === b[index])
}

function startLeaf(opened: OpenConversation, reading: ReadingTree): number {
  const { shownLeaf } = opened
  if (shownLeaf >= 0 && shownLeaf < reading.tree.size) return newestLeafUnder(reading.tree, shownLeaf)
  return newestLeafUnder(reading.tree, -1)
}

function destinationOf(
  reading: ReadingTree,
  target: ReaderTarget,
): { readonly index: number; readonly leaf: number; readonly wish: Destination } | null {
  const index = indexOfKey(reading, target.messageKey)
  if (index < 0) return null
  const leaf = leafThrough(reading, index, indexOfKey(reading, target.leafKey))
  return { index, leaf, wish: { messageKey: target.messageKey, words: target.words } }
}

function firstKeys(reading: ReadingTree, leaf: number, index: number): number[] {
  const path = shownPath(reading, leaf)
  const place = Math.max(0, path.indexOf(index))
  return keysAround(reading, path, place - before, place + after)
}

/** The keys of the messages between two places of a path (`to` excluded), as far as it reaches. */
export function keysAround(reading: ReadingTree, path: Int32Array, from: number, to: number): number[] {
  const keys: number[] = []
  for (let place = Math.max(0, from); place < Math.min(path.length, to); place++) {
    const key = reading.spine.keys[path[place] ?? -1]
    if (key !== undefined) keys.push(key)
  }
  return keys
}
