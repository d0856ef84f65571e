/**
 * One thread of LangGraph as a conversation: a state with `messages`, as its server, its checkpoints or a script wrote it.
 *
 * A pure conversion: records come from importer.ts, what a message says is role-messages' work.
 */
import type { Conversation } from '@shared/conversation.ts'
import { isJsonObject, type Json, type JsonObject } from '@shared/json.ts'
import { filesNotHere } from '../attachment-part.ts'
import { extraOf, filledTextAt, leftOver, objectAt } from '../fields.ts'
import { lastModel, timesOf } from '../message-facts.ts'
import type { Converted } from '../record.ts'
import { inOneLine, isRoleMessage, readRoleMessage, type RoleMessage } from '../role-messages/message.ts'
import { timeOf } from '../time.ts'

const heldOfThread: ReadonlySet<string> = new Set([
  'thread_id',
  'messages',
  'values',
  'created_at',
  'updated_at',
])

/** Turns a record into a conversation, or says in words for a person why it is none. Never throws for any JSON. */
export function conversationFromLangGraph(raw: Json): Converted {
  if (!isJsonObject(raw)) return { kind: 'failed', reason: 'This entry is not a thread.' }
  const state = isJsonObject(raw['values']) ? raw['values'] : raw
  const list = state['messages']
  if (!Array.isArray(list)) {
    return { kind: 'failed', reason: 'This entry has no messages: the field “messages” is missing.' }
  }
  const messages = inOneLine(list.map(readMessage))
  if (messages.length === 0) return { kind: 'skipped', reason: 'This thread holds no messages.' }
  const id = threadIdOf(raw)
  const times = timesOf(messages)
  const title = filledTextAt(raw, 'title') ?? filledTextAt(objectAt(raw, 'metadata'), 'title', 'thread_name')
  const conversation: Conversation = {
    id: id ?? 'conversation',
    source: 'langgraph',
    sourceId: id,
    type: list.some(hasNode) ? 'graph' : 'agent',
    status: 'active',
    title,
    endpoint: null,
    model: lastModel(messages),
    createdAt: timeOf(raw['created_at']) ?? times.first,
    updatedAt: timeOf(raw['updated_at']) ?? times.last,
    tags: [],
    activeLeafId: null,
    options: null,
    extra: extraOf({
      ...leftOver(raw, heldOfThread),
      values: state === raw ? undefined : extraOf(leftOver(state, new Set(['messages']))),
    }),
    messages,
  }
  const files = filesNotHere(messages, 'not in this file: the thread only names it')
  return { kind: 'conversation', conversation, files }
}

function threadIdOf(raw: JsonObject): string | null {
  const configurable = objectAt(objectAt(raw, 'config'), 'configurable')
  return filledTextAt(raw, 'thread_id') ?? filledTextAt(configurable, 'thread_id')
}

function readMessage(raw: Json): RoleMessage {
  if (!isRoleMessage(raw)) {
    return { ...readRoleMessage({ role: 'assistant' }), parts: [{ type: 'unknown', kind: 'message', raw }] }
  }
  const message = readRoleMessage(raw)
  return { ...message, sender: message.sender ?? nodeOf(raw), isHidden: message.role === 'system' }
}

function hasNode(raw: Json): boolean {
  return isJsonObject(raw) && nodeOf(raw) !== null
}

/** The node of the graph that wrote a message, which tracing adds to its metadata. */
function nodeOf(raw: JsonObject): string | null {
  for (const key of ['metadata', 'response_metadata', 'additional_kwargs']) {
    const node = filledTextAt(objectAt(raw, key), 'langgraph_node')
    if (node !== null) return node
  }
  return null
}
