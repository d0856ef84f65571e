/**
 * The messages of the open conversation that are at hand: fetched in windows as they come into view, the ones unused
 * longest forgotten again. Which ones are wanted is the transcript's business.
 */
import type { ShownMessage } from '@shared/contract/conversation.ts'
import type { Part } from '@shared/conversation.ts'
import { RecentMap } from './recent-map.ts'

/** Answers messages in the order of the keys; null for one that is gone. */
export type FetchMessages = (keys: readonly number[]) => Promise<readonly (ShownMessage | null)[]>

/** Characters of text that stay in memory. */
const capacity = 16_000_000
/** What a message weighs beside its text. */
const baseWeight = 400
/** Keys of one request. */
const requestSize = 120

export class MessageCache {
  private readonly fetch: FetchMessages
  private readonly messages = new RecentMap<number, ShownMessage | null>(capacity)
  private readonly pending = new Map<number, Promise<void>>()
  private readonly listeners = new Set<() => void>()
  private changes = 0
  private lastFailure: Error | null = null

  constructor(fetch: FetchMessages) {
    this.fetch = fetch
  }

  /** The message; null when it is gone, undefined when it is not here yet. */
  get(key: number): ShownMessage | null | undefined {
    return this.messages.get(key)
  }

  /** Why the last request failed; null once one has succeeded. */
  get failure(): Error | null {
    return this.lastFailure
  }

  /** A number that grows whenever something arrives. */
  readonly version = (): number => this.changes

  readonly subscribe = (listener: () => void): (() => void) => {
    this.listeners.add(listener)
    return () => this.listeners.delete(listener)
  }

  /** Sees to it that the messages are here; settled when they are or when asking failed (see `failure`). */
  async load(keys: readonly number[]): Promise<void> {
    const missing = keys.filter((key) => !this.messages.has(key) && !this.pending.has(key))
    for (let from = 0; from < missing.length; from += requestSize) {
      const part = missing.slice(from, from + requestSize)
      const request = this.request(part)
      for (const key of part) this.pending.set(key, request)
    }
    await Promise.all(keys.flatMap((key) => this.pending.get(key) ?? []))
  }

  private async request(keys: readonly number[]): Promise<void> {
    try {
      const messages = await this.fetch(keys)
      keys.forEach((key, place) => {
        const message = messages[place] ?? null
        this.messages.set(key, message, weightOf(message))
      })
      this.lastFailure = null
    } catch (error) {
      this.lastFailure = error instanceof Error ? error : new Error(String(error))
    }
    for (const key of keys) this.pending.delete(key)
    this.changes++
    for (const listener of this.listeners) listener()
  }
}

function weightOf(message: ShownMessage | null): number {
  return (message?.parts ?? []).reduce((sum, part) => sum + textLength(part), baseWeight)
}

function textLength(part: Part): number {
  const text = 'text' in part ? part.text.length : baseWeight
  return text + ('output' in part && part.output !== undefined ? part.output.length : 0)
}
