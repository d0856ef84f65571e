/** What is known of a conversation only through its messages. */
import type { Message, Time } from '@shared/conversation.ts'

/** The earliest and the latest time of the messages; null where none has one. */
export function timesOf(messages: readonly Message[]): {
  readonly first: Time | null
  readonly last: Time | null
} {
  let first: Time | null = null
  let last: Time | null = null
  for (const { createdAt } of messages) {
    if (createdAt === null) continue
    if (first === null || createdAt < first) first = createdAt
    if (last === null || createdAt > last) last = createdAt
  }
  return { first, last }
}

/** The model that the last message with one names. */
export function lastModel(messages: readonly Message[]): string | null {
  return messages.findLast((message) => message.model !== null)?.model ?? null
}
