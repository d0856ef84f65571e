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
