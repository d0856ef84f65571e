/** Making messages of foreign files, most of which say little of a message beside its words. */
import type { Message, Part } from '@shared/conversation.ts'
import { withUniqueRef } from './attachment-part.ts'

type Known = Pick<Message, 'id' | 'role' | 'parts'> & Partial<Message>

/**
 * A message of what is known: everything else of it is null or false. Its attachments get refs of their own, and it is
 * an error when one of its parts is.
 */
export function plainMessage(known: Known): Message {
  return {
    sourceId: null,
    parentId: null,
    sender: null,
    model: null,
    createdAt: null,
    isError: known.parts.some((part) => part.type === 'error'),
    isUnfinished: false,
    isHidden: false,
    attachments: [],
    extra: null,
    ...known,
    parts: withUniqueRefs(known.parts),
  }
}

function withUniqueRefs(parts: readonly Part[]): readonly Part[] {
  const refs = new Set<string>()
  return parts.map((part) => (part.type === 'attachment' ? withUniqueRef(part, refs) : part))
}

/** Messages each of which answers the one before it. */
export function chained(messages: readonly Message[]): Message[] {
  return messages.map((message, index) => ({ ...message, parentId: messages[index - 1]?.id ?? null }))
}

/** Parts in which texts that follow each other are one: some products write an answer down in the pieces it came in. */
export function joinTexts(parts: readonly Part[]): Part[] {
  const joined: Part[] = []
  for (const part of parts) {
    const last = joined.at(-1)
    const isMore = last?.type === 'text' && part.type === 'text' && !last.extra && !part.extra
    if (isMore) joined[joined.length - 1] = { type: 'text', text: last.text + part.text }
    else joined.push(part)
  }
  return joined
}
