/** What an HTML archive says of itself in numbers: counted conversation by conversation, before any is written. */
import type { Conversation, Role } from '@shared/conversation.ts'
import { readableText } from '@shared/message-text.ts'
import { countWords } from '@shared/render/count-words.ts'
import { shownTitle } from '@shared/shown-title.ts'
import { conversationTree, shownBranch } from '../exporters/shown-branch.ts'
import { channelOf } from './people.ts'
import { dayOf } from './time-html.ts'

/** What the contents and the links between conversations need of each. */
export interface ConversationFacts {
  readonly id: string
  readonly title: string
  readonly source: string
  readonly createdAt: number | null
  /** When it went on last; null where nobody knows. */
  readonly updatedAt: number | null
  readonly messages: number
  readonly branches: number
  readonly words: number
  /** CSS pixels that it will take about. */
  readonly height: number
}

/** Messages, conversations and words under one name of a table. */
export interface Share {
  readonly conversations: number
  readonly messages: number
}

export interface Statistics {
  readonly conversations: readonly ConversationFacts[]
  readonly messages: number
  readonly words: number
  readonly roles: ReadonlyMap<Role, number>
  /** Messages of each day that has any, by its date in this computer's zone. */
  readonly days: ReadonlyMap<string, number>
  readonly models: ReadonlyMap<string, Share>
  readonly channels: ReadonlyMap<string, Share>
  /** Times of the first and the last message; null when none has a time. */
  readonly first: number | null
  readonly last: number | null
  /** Messages of the conversation in the middle when they are ordered by length. */
  readonly medianLength: number
}

/** Counts conversations one after the other; nothing of them but their facts is kept. */
export function statisticsOf(conversations: Iterable<Conversation>): Statistics {
  const facts: ConversationFacts[] = []
  const roles = new Map<Role, number>()
  const days = new Map<string, number>()
  const models = new Map<string, Share>()
  const channels = new Map<string, Share>()
  let messages = 0
  let words = 0
  let first: number | null = null
  let last: number | null = null
  for (const conversation of conversations) {
    const ownModels = new Map<string, number>()
    let ownWords = 0
    for (const message of conversation.messages) {
      roles.set(message.role, (roles.get(message.role) ?? 0) + 1)
      ownWords += countWords(readableText(message.parts))
      const model = message.role === 'assistant' ? (message.model ?? conversation.model) : null
      if (model !== null) ownModels.set(model, (ownModels.get(model) ?? 0) + 1)
      const at = message.createdAt
      if (at === null || Number.isNaN(new Date(at).getTime())) continue
      days.set(dayOf(at), (days.get(dayOf(at)) ?? 0) + 1)
      if (first === null || at < first) first = at
      if (last === null || at > last) last = at
    }
    for (const [model, count] of ownModels) addTo(models, model, count)
    const channel = channelOf(conversation)
    if (channel !== null) addTo(channels, channel, conversation.messages.length)
    messages += conversation.messages.length
    words += ownWords
    facts.push(factsOf(conversation, ownWords))
  }
  return {
    conversations: facts,
    messages,
    words,
    roles,
    days,
    models: largestFirst(models),
    channels: largestFirst(channels),
    first,
    last,
    medianLength: median(facts.map((one) => one.messages)),
  }
}

/** What the statistics of several pages come to together; no conversation stands on two of them. */
export function mergeStatistics(pages: readonly Statistics[]): Statistics {
  const conversations = pages.flatMap((page) => page.conversations)
  const times = pages.flatMap(({ first, last }) => (first === null || last === null ? [] : [first, last]))
  return {
    conversations,
    messages: sumOf(pages.map(({ messages }) => messages)),
    words: sumOf(pages.map(({ words }) => words)),
    roles: mergedCounts(pages.map(({ roles }) => roles)),
    days: mergedCounts(pages.map(({ days }) => days)),
    models: mergedShares(pages.map(({ models }) => models)),
    channels: mergedShares(pages.map(({ channels }) => channels)),
    first: times.length === 0 ? null : Math.min(...times),
    last: times.length === 0 ? null : Math.max(...times),
    medianLength: median(conversations.map(({ messages }) => messages)),
  }
}

function sumOf(numbers: readonly number[]): number {
  return numbers.reduce((sum, number) => sum + number, 0)
}

function mergedCounts<Key>(counts: readonly ReadonlyMap<Key, number>[]): Map<Key, number> {
  const merged = new Map<Key, number>()
  for (const [key, count] of counts.flatMap((each) => [...each])) {
    merged.set(key, (merged.get(key) ?? 0) + count)
  }
  return merged
}

function mergedShares(shares: readonly ReadonlyMap<string, Share>[]): Map<string, Share> {
  const merged = new Map<string, Share>()
  for (const [name, share] of shares.flatMap((each) => [...each])) {
    const { conversations, messages } = merged.get(name) ?? { conversations: 0, messages: 0 }
    merged.set(name, {
      conversations: conversations + share.conversations,
      messages: messages + share.messages,
    })
  }
  return largestFirst(merged)
}

function factsOf(conversation: Conversation, words: number): ConversationFacts {
  const tree = conversationTree(conversation)
  const leaves = tree.firstChild.subarray(0, tree.size).filter((child) => child < 0).length
  const shown = shownBranch(conversation, tree)
  const lines = shown.reduce((sum, index) => {
    const parts = conversation.messages[index]?.parts ?? []
    return sum + Math.ceil(readableText(parts).length / lettersOfALine)
  }, 0)
  return {
    id: conversation.id,
    title: shownTitle(conversation),
    source: conversation.source,
    createdAt: conversation.createdAt,
    updatedAt: conversation.updatedAt ?? conversation.createdAt ?? newestOf(conversation),
    messages: conversation.messages.length,
    branches: leaves,
    words,
    height: Math.round(headHeight + shown.length * turnHeight + lines * lineHeight),
  }
}

function newestOf({ messages }: Conversation): number | null {
  let newest: number | null = null
  for (const { createdAt } of messages) {
    if (createdAt !== null && (newest === null || createdAt > newest)) newest = createdAt
  }
  return newest
}

/** Of a page at its usual width, in letters and CSS pixels: what a browser keeps free until it draws the text. */
const lettersOfALine = 88
const lineHeight = 26
const turnHeight = 72
const headHeight = 150

function addTo(shares: Map<string, Share>, name: string, count: number): void {
  const { conversations = 0, messages = 0 } = shares.get(name) ?? {}
  shares.set(name, { conversations: conversations + 1, messages: messages + count })
}

function largestFirst(shares: ReadonlyMap<string, Share>): Map<string, Share> {
  return new Map([...shares].toSorted(([, one], [, other]) => other.messages - one.messages))
}

function median(numbers: readonly number[]): number {
  const sorted = numbers.toSorted((one, other) => one - other)
  const middle = Math.floor(sorted.length / 2)
  const upper = sorted[middle] ?? 0
  return sorted.length % 2 === 1 ? upper : ((sorted[middle - 1] ?? 0) + upper) / 2
}
