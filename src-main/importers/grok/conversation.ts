/**
 * One record of Grok's export as a conversation: a head and the responses, each of which names the one that it answers.
 *
 * A pure conversion: records come from importer.ts, what a response says is message.ts's work.
 */
import type { Conversation, Message } from '@shared/conversation.ts'
import { isJsonObject, type Json, type JsonObject } from '@shared/json.ts'
import { withUniqueRefs } from '../attachment-part.ts'
import { asObject, extraOf, filledTextAt, leftOver } from '../fields.ts'
import type { AttachedFile } from '../importer.ts'
import { lastModel, timesOf } from '../message-facts.ts'
import type { Converted } from '../record.ts'
import { timeOf, unreadableTimes } from '../time.ts'
import { inTreeOrder } from '../tree-order.ts'
import { idText, uniqueId } from '../unique-id.ts'
import type { AssetFinder } from './assets.ts'
import { messageOf } from './message.ts'

/** Account ids are dropped: they are nobody's business. */
const heldOfHead: ReadonlySet<string> = new Set([
  'id',
  'conversation_id',
  'conversationId',
  'title',
  'starred',
  'create_time',
  'createTime',
  'modify_time',
  'modifyTime',
  'leaf_response_id',
  'leafResponseId',
  'user_id',
  'userId',
])

/** Turns a record into a conversation, or says in words for a person why it is none. Never throws for any JSON. */
export function conversationFromGrok(raw: Json, findAsset: AssetFinder): Converted {
  if (!isJsonObject(raw)) return { kind: 'failed', reason: 'This entry is not a conversation.' }
  if (!Array.isArray(raw['responses'])) {
    return { kind: 'failed', reason: 'This entry has no messages: the field “responses” is missing.' }
  }
  const messages = messagesOf(raw['responses'])
  const head = asObject(raw['conversation'])
  if (messages.length === 0) return { kind: 'skipped', reason: 'This conversation holds no messages.' }
  const id = idText(head['id'] ?? head['conversation_id'] ?? head['conversationId'])
  const shown = idText(head['leaf_response_id'] ?? head['leafResponseId'])
  const times = timesOf(messages)
  const created = head['create_time'] ?? head['createTime']
  const modified = head['modify_time'] ?? head['modifyTime']
  const conversation: Conversation = {
    id: id ?? 'conversation',
    source: 'grok',
    sourceId: id,
    type: 'chat',
    status: head['starred'] === true ? 'favorite' : 'active',
    title: filledTextAt(head, 'title'),
    endpoint: null,
    model: lastModel(messages),
    createdAt: timeOf(created) ?? times.first,
    updatedAt: timeOf(modified) ?? times.last,
    tags: [],
    activeLeafId: messages.some((message) => message.id === shown) ? shown : null,
    options: null,
    extra: extraOf({
      ...leftOver(raw, new Set(['conversation', 'responses'])),
      ...leftOver(head, heldOfHead),
      ...unreadableTimes(head, ['create_time', 'createTime', 'modify_time', 'modifyTime']),
    }),
    messages,
  }
  return { kind: 'conversation', conversation, files: filesOf(messages, findAsset) }
}

function messagesOf(responses: readonly Json[]): readonly Message[] {
  const taken = new Set<string>()
  const read = responses.map((wrapped, index) => {
    // Each response stands inside an object of its own, beside the link under which it was shared.
    const around = asObject(wrapped)
    const response = isJsonObject(around['response']) ? around['response'] : around
    const beside = response === around ? {} : leftOver(around, new Set(['response']))
    const id = uniqueId(idOf(response) ?? `message-${index + 1}`, taken)
    const parent = idText(
      response['parent_response_id'] ?? response['parentResponseId'] ?? response['threadParentId'],
    )
    const spoken = messageOf(isJsonObject(wrapped) ? response : { message: wrapped }, beside)
    const message: Message = { ...spoken, id, sourceId: idOf(response), parentId: parent }
    return { ...message, parts: withUniqueRefs(message.parts) }
  })
  if (read.some((message) => message.parentId !== null)) {
    return inTreeOrder(read, { kind: 'by-time', ranks: [] })
  }
  // Early exports do not name parents: then every response answers the one before.
  const order = inTreeOrder(read, { kind: 'by-time', ranks: [] })
  return order.map((message, index) => ({ ...message, parentId: order[index - 1]?.id ?? null }))
}

function idOf(response: JsonObject): string | null {
  return idText(response['_id'] ?? response['response_id'] ?? response['responseId'])
}

function filesOf(messages: readonly Message[], findAsset: AssetFinder): AttachedFile[] {
  return messages.flatMap((message) =>
    message.parts.flatMap((part): AttachedFile[] => {
      if (part.type !== 'attachment') return []
      const member = findAsset(part.ref)
      const missing = member === null ? 'not in this file' : null
      // The bytes tell more than the address of a picture, which ends in .jpg whatever it is.
      const mime = member === null ? part.mime : null
      return [{ ref: part.ref, messageId: message.id, member, mime, missing }]
    }),
  )
}
