/**
 * One record of DeepSeek as a conversation: of its data export, a table of nodes like ChatGPT's, or of what its web page
 * asks from the server, a list of messages that name their parents.
 *
 * A pure conversion: records come from importer.ts, what a message says is message.ts's work.
 */
import type { Conversation } from '@shared/conversation.ts'
import { isJsonObject, type Json, type JsonObject } from '@shared/json.ts'
import { filesNotHere } from '../attachment-part.ts'
import { messageTree } from '../chatgpt/tree.ts'
import { extraOf, filledTextAt, leftOver, objectAt } from '../fields.ts'
import { lastModel, timesOf } from '../message-facts.ts'
import type { Converted } from '../record.ts'
import { timeOf, unreadableTimes } from '../time.ts'
import { inTreeOrder } from '../tree-order.ts'
import { idText, uniqueId } from '../unique-id.ts'
import { messageOf } from './message.ts'

/** Turns a record into a conversation, or says in words for a person why it is none. Never throws for any JSON. */
export function conversationFromDeepSeek(raw: Json): Converted {
  if (!isJsonObject(raw)) return { kind: 'failed', reason: 'This entry is not a conversation.' }
  const answer = isJsonObject(raw['data']) ? objectAt(raw['data'], 'biz_data') : raw
  if (Array.isArray(answer['chat_messages'])) return fromServer(answer, answer['chat_messages'])
  if (isJsonObject(raw['mapping'])) return fromExport(raw, raw['mapping'])
  return {
    kind: 'failed',
    reason: 'This entry has no messages: neither “mapping” nor “chat_messages” is there.',
  }
}

/** A message that was found, and where it hangs. */
interface Found {
  readonly id: string
  readonly parentId: string | null
  readonly raw: JsonObject
  /** What stands around the message and is no part of the tree. */
  readonly around: JsonObject
}

const heldOfNode: ReadonlySet<string> = new Set(['id', 'parent', 'children', 'message'])

function fromExport(raw: JsonObject, mapping: JsonObject): Converted {
  const { nodes } = messageTree(mapping)
  const found = nodes.map(({ id, parentId, message, node }): Found => {
    return { id, parentId, raw: message, around: leftOver(node, heldOfNode) }
  })
  const head = leftOver(raw, new Set(['mapping']))
  return conversationOf(
    head,
    found,
    nodes.map((node) => node.rank),
    null,
  )
}

function fromServer(answer: JsonObject, list: readonly Json[]): Converted {
  const taken = new Set<string>()
  const found = list.map((value, index): Found => {
    // What is no message at all is still kept, as a message with that content.
    const message = isJsonObject(value) ? value : { content: value }
    const id = uniqueId(idText(message['message_id']) ?? `message-${index + 1}`, taken)
    return { id, parentId: idText(message['parent_id']), raw: message, around: {} }
  })
  const session = objectAt(answer, 'chat_session')
  const head = leftOver(session, new Set(['current_message_id']))
  return conversationOf(head, found, [], idText(session['current_message_id']))
}

const heldOfHead: ReadonlySet<string> = new Set(['id', 'title', 'inserted_at', 'updated_at'])

function conversationOf(
  head: JsonObject,
  found: readonly Found[],
  ranks: readonly number[],
  shown: string | null,
): Converted {
  if (found.length === 0) return { kind: 'skipped', reason: 'This conversation holds no messages.' }
  const roles = new Map<string, 'user' | 'assistant'>()
  const read = found.map(({ id, parentId, raw, around }) => {
    const message = messageOf(raw, parentId === null ? null : (roles.get(parentId) ?? null), around)
    roles.set(id, message.role)
    return { ...message, id, sourceId: id, parentId }
  })
  const messages = inTreeOrder(read, { kind: 'by-time', ranks })
  const id = filledTextAt(head, 'id')
  const times = timesOf(messages)
  const conversation: Conversation = {
    id: id ?? 'conversation',
    source: 'deepseek',
    sourceId: id,
    type: 'chat',
    status: 'active',
    title: filledTextAt(head, 'title'),
    endpoint: null,
    model: lastModel(messages),
    createdAt: timeOf(head['inserted_at']) ?? times.first,
    updatedAt: timeOf(head['updated_at']) ?? times.last,
    tags: [],
    activeLeafId: messages.some((message) => message.id === shown) ? shown : null,
    options: null,
    extra: extraOf({
      ...leftOver(head, heldOfHead),
      ...unreadableTimes(head, ['inserted_at', 'updated_at']),
    }),
    messages,
  }
  const files = filesNotHere(messages, 'not in this file: DeepSeek writes only the names of files')
  return { kind: 'conversation', conversation, files }
}
