/** One message in LibreChat's own shape: as its server answers and its export writes it. The tree is the caller's work. */
import type { Conversation, Message } from '@shared/conversation.ts'
import type { JsonObject } from '@shared/json.ts'
import { filesOf, partsToContent } from './parts-to-librechat.ts'
import { isoTime, senderOf } from './sender-of.ts'
import { textOf } from './text-of.ts'

/** Fields of LibreChat's server and of older files that say who owned a message: they stay out, as in its own export. */
const ownershipFields = ['_id', '__v', 'user', 'children', 'depth', 'siblingIndex', 'metadata', 'tenantId']

/** The ids that a message is to have, and that of its conversation. */
export interface LibreChatIds {
  readonly conversationId: string
  readonly messageId: string
  readonly parentMessageId: string
}

/** A message with LibreChat's fields in its order. What came from LibreChat keeps the fields that we have no name for. */
export function libreChatMessage(
  conversation: Pick<Conversation, 'source' | 'endpoint'>,
  message: Message,
  ids: LibreChatIds,
): JsonObject {
  const isLibreChat = conversation.source === 'librechat'
  const original = isLibreChat && message.extra !== null ? message.extra : {}
  const createdAt = isoTime(message.createdAt)
  const files = filesOf(message.parts)
  const text = textOf(message.parts)
  const isPlainText = text !== '' && message.parts.length === 1 && message.parts[0]?.type === 'text'
  const content = partsToContent(message.parts, isLibreChat)
  const fields: JsonObject = {
    messageId: ids.messageId,
    conversationId: ids.conversationId,
    parentMessageId: ids.parentMessageId,
    sender: senderOf(message),
    text,
    isCreatedByUser: message.role === 'user',
    endpoint: conversation.endpoint,
    model: message.model,
    ...(createdAt === null ? {} : { createdAt, updatedAt: createdAt }),
    error: message.isError,
    unfinished: message.isUnfinished,
    // Without text and content LibreChat drops a message together with everything below it.
    ...(isPlainText ? {} : { content: content.length > 0 ? content : [{ type: 'text', text: '' }] }),
    ...(files.length > 0 ? { files } : {}),
  }
  const kept = Object.entries(original).filter(([key]) => !ownershipFields.includes(key))
  return { ...fields, ...Object.fromEntries(kept.filter(([key]) => !isOurs(key, fields))) }
}

/** Fields that the model has changed or may have changed since; of the rest the original is the better witness. */
function isOurs(key: string, fields: JsonObject): boolean {
  return key in fields && !['endpoint', 'updatedAt', 'files'].includes(key)
}
