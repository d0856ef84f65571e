/**
 * One chat of Open WebUI as a conversation: a row of its export or database, or a chat saved by itself.
 *
 * A pure conversion: records come from importer.ts.
 */
import type { Conversation, ConversationStatus } from '@shared/conversation.ts'
import { isJsonObject, type Json, type JsonObject } from '@shared/json.ts'
import { extraOf, filledTextAt, isEmpty, leftOver, listAt, objectAt } from '../fields.ts'
import { lastModel, timesOf } from '../message-facts.ts'
import { withNamedFiles } from '../named-files.ts'
import type { Converted } from '../record.ts'
import { timeOf, unreadableTimes } from '../time.ts'
import { heldOfChat, heldOfRow } from './raw-shape.ts'
import { treeOfChat } from './tree.ts'

/** Turns a record into a conversation, or says in words for a person why it is none. Never throws for any JSON. */
export function conversationFromOpenWebUi(raw: Json): Converted {
  if (!isJsonObject(raw)) return { kind: 'failed', reason: 'This entry is not a chat.' }
  const row = isJsonObject(raw['chat']) ? raw : {}
  const chat = isJsonObject(raw['chat']) ? raw['chat'] : raw
  if (!isJsonObject(chat['history']) && !Array.isArray(chat['messages'])) {
    return { kind: 'failed', reason: 'This entry has no messages: the field “history” is missing.' }
  }
  const tree = treeOfChat(chat)
  const { messages, files } = withNamedFiles(tree.messages, 'on the Open WebUI server, not in this file')
  const first = messages[0]
  if (first === undefined) return { kind: 'skipped', reason: 'This chat holds no messages.' }
  // A chat that was saved by itself has an empty id; its first message has one of its own.
  const id = filledTextAt(row, 'id') ?? filledTextAt(chat, 'id') ?? first.id
  const times = timesOf(messages)
  const models = listAt(chat, 'models').filter((model) => typeof model === 'string' && model !== '')
  const params = objectAt(chat, 'params')
  const options = extraOf({ ...params, system: filledTextAt(chat, 'system') ?? params['system'], models })
  const status = statusOf(row)
  const conversation: Conversation = {
    id,
    source: 'open-webui',
    sourceId: id,
    type: 'chat',
    status,
    title: filledTextAt(row, 'title') ?? filledTextAt(chat, 'title'),
    endpoint: null,
    model: (typeof models[0] === 'string' ? models[0] : null) ?? lastModel(messages),
    createdAt:
      timeOf(row['created_at']) ?? timeOf(row['timestamp']) ?? timeOf(chat['timestamp']) ?? times.first,
    updatedAt: timeOf(row['updated_at']) ?? times.last ?? timeOf(chat['timestamp']),
    tags: tagsOf(row, chat),
    activeLeafId: tree.shown,
    options,
    extra: extraOf({
      ...(row === raw ? leftOver(row, heldOfRow) : {}),
      ...unreadableTimes(row, ['created_at', 'updated_at', 'timestamp']),
      meta: leftOver(objectAt(row, 'meta'), new Set(['tags'])),
      pinned: status === 'archived' && isTrue(row['pinned']) ? true : null,
      chat: leftOver(chat, heldOfChat),
      history: leftOver(objectAt(chat, 'history'), heldOfHistory(tree.shown !== null)),
    }),
    messages,
  }
  return { kind: 'conversation', conversation, files }
}

function heldOfHistory(isShownKnown: boolean): ReadonlySet<string> {
  return new Set(['messages', ...(isShownKnown ? ['currentId', 'current_id'] : [])])
}

function statusOf(row: JsonObject): ConversationStatus {
  if (isTrue(row['archived'])) return 'archived'
  return isTrue(row['pinned']) ? 'favorite' : 'active'
}

/** SQLite has no truth values: a database says 1. */
function isTrue(value: Json | undefined): boolean {
  return value === true || value === 1
}

function tagsOf(row: JsonObject, chat: JsonObject): string[] {
  const all = [...listAt(objectAt(row, 'meta'), 'tags'), ...listAt(chat, 'tags')]
  const names = all.map((tag) => (isJsonObject(tag) ? filledTextAt(tag, 'name', 'tag_name') : tag))
  return [...new Set(names.filter((name) => typeof name === 'string' && !isEmpty(name)))] as string[]
}
