/**
 * One conversation of MCP Agent Graph: rounds of chat messages. In a graph a round is one run of a node, and the first
 * one holds only what the user gave to start it.
 *
 * A pure conversion: records come from importer.ts, what a message says is role-messages' work.
 */
import type { Conversation, ConversationStatus, Message } from '@shared/conversation.ts'
import { isJsonObject, type Json, type JsonObject } from '@shared/json.ts'
import { filesNotHere } from '../attachment-part.ts'
import { extraOf, filledTextAt, leftOver, listAt } from '../fields.ts'
import { lastModel, timesOf } from '../message-facts.ts'
import type { Converted } from '../record.ts'
import { inOneLine, isRoleMessage, readRoleMessage, type RoleMessage } from '../role-messages/message.ts'
import { timeOf, unreadableTimes } from '../time.ts'
import { idText } from '../unique-id.ts'

const heldOfConversation: ReadonlySet<string> = new Set([
  '_id',
  'conversation_id',
  'title',
  'type',
  'tags',
  'status',
  'rounds',
  'created_at',
  'updated_at',
  'user_id',
])

const heldOfRound: ReadonlySet<string> = new Set(['messages'])

/** Turns a record into a conversation, or says in words for a person why it is none. Never throws for any JSON. */
export function conversationFromMag(raw: Json): Converted {
  if (!isJsonObject(raw)) return { kind: 'failed', reason: 'This entry is not a conversation.' }
  if (!Array.isArray(raw['rounds'])) {
    return { kind: 'failed', reason: 'This entry has no messages: the field “rounds” is missing.' }
  }
  const type = raw['type'] === 'graph' || hasNodes(raw) ? 'graph' : raw['type'] === 'chat' ? 'chat' : 'agent'
  const messages: readonly Message[] = inOneLine(raw['rounds'].flatMap(messagesOfRound))
  if (messages.length === 0) return { kind: 'skipped', reason: 'This conversation holds no messages.' }
  const id = idText(raw['conversation_id']) ?? idText(raw['_id'])
  const times = timesOf(messages)
  const conversation: Conversation = {
    id: id ?? 'conversation',
    source: 'mag',
    sourceId: id,
    type,
    status: statusOf(raw),
    title: filledTextAt(raw, 'title'),
    endpoint: null,
    model: lastModel(messages),
    createdAt: timeOf(raw['created_at']) ?? times.first,
    updatedAt: timeOf(raw['updated_at']) ?? times.last,
    tags: listAt(raw, 'tags').filter((tag) => typeof tag === 'string' && tag !== '') as string[],
    activeLeafId: null,
    options: null,
    extra: extraOf({
      ...leftOver(raw, heldOfConversation),
      ...unreadableTimes(raw, ['created_at', 'updated_at']),
      type: raw['type'] === type ? undefined : raw['type'],
      status: statusOf(raw) === (raw['status'] ?? 'active') ? undefined : raw['status'],
      rounds: raw['rounds'].flatMap(factsOfRound),
    }),
    messages,
  }
  const files = filesNotHere(messages, 'not in this file: MCP Agent Graph writes only where files stand')
  return { kind: 'conversation', conversation, files }
}

function hasNodes(raw: JsonObject): boolean {
  return listAt(raw, 'rounds').some(
    (round) => isJsonObject(round) && filledTextAt(round, 'node_name') !== null,
  )
}

function statusOf(raw: JsonObject): ConversationStatus {
  const status = raw['status']
  return status === 'favorite' || status === 'deleted' || status === 'archived' ? status : 'active'
}

/** The messages of a round; each says which round and node it comes from, and is named by its place. */
function messagesOfRound(round: Json, index: number): RoleMessage[] {
  const raw = isJsonObject(round) ? round : { messages: [round] }
  const number = raw['round'] ?? index + 1
  const node = filledTextAt(raw, 'node_name', 'agent_name')
  const list = Array.isArray(raw['messages']) ? raw['messages'] : []
  return list.map((value, place): RoleMessage => {
    const message = isRoleMessage(value) ? readRoleMessage(value) : unknownMessage(value)
    const isByNode = message.role === 'assistant' || message.role === 'tool'
    return {
      ...message,
      sourceId: message.sourceId ?? `round ${idText(number) ?? index + 1}, message ${place + 1}`,
      sender: message.sender ?? (isByNode ? node : null),
      model: message.model ?? (message.role === 'assistant' ? filledTextAt(raw, 'model') : null),
      isHidden: message.role === 'system',
      extra: extraOf({
        ...message.extra,
        round: number,
        node_name: raw['node_name'],
        agent_name: raw['agent_name'],
        level: raw['level'],
      }),
    }
  })
}

function unknownMessage(raw: Json): RoleMessage {
  return { ...readRoleMessage({ role: 'assistant' }), parts: [{ type: 'unknown', kind: 'message', raw }] }
}

/** What a round says beside its messages: its tools, its model, how many tokens it took. */
function factsOfRound(round: Json): JsonObject[] {
  const facts = isJsonObject(round) ? extraOf(leftOver(round, heldOfRound)) : null
  return facts === null ? [] : [facts]
}
