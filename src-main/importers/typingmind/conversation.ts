/** One chat of TypingMind's export as a conversation. A pure conversion: chats come from importer.ts. */
import { isJsonObject, type Json, type JsonObject } from '@shared/json.ts'
import { attachedFiles } from '../attached-files.ts'
import { extraOf, filledTextAt, isEmpty, leftOver, objectAt } from '../fields.ts'
import { plainConversation } from '../plain-conversation.ts'
import { chained, plainMessage } from '../plain-message.ts'
import type { Converted } from '../record.ts'
import { readRoleMessage } from '../role-messages/message.ts'
import { timeOf, unreadableTimes } from '../time.ts'
import { idText, uniqueId } from '../unique-id.ts'

/** Turns a chat into a conversation. `folders` are the names of folders by their ids. Never throws for any JSON. */
export function conversationFromTypingMind(raw: Json, folders: ReadonlyMap<string, string>): Converted {
  if (!isJsonObject(raw)) return { kind: 'failed', reason: 'This entry is not a chat.' }
  const list = raw['messages']
  if (!Array.isArray(list)) {
    return { kind: 'failed', reason: 'This entry has no messages: the field “messages” is missing.' }
  }
  const rows = list.filter(isJsonObject)
  if (rows.length === 0) return { kind: 'skipped', reason: 'This conversation holds no messages.' }
  const taken = new Set<string>()
  const messages = chained(
    rows.map((row, index) => {
      const { uuid, ...rest } = row
      const ownId = idText(uuid) ?? idText(row['id'])
      const message = readRoleMessage(ownId === null ? rest : { ...rest, id: ownId })
      return plainMessage({
        ...message,
        id: uniqueId(ownId ?? `#${index + 1}`, taken),
        isHidden: message.role === 'system',
      })
    }),
  )
  const id = idText(raw['chatID']) ?? idText(raw['id'])
  const folder = folders.get(filledTextAt(raw, 'folderID') ?? '')
  const modelInfo = objectAt(raw, 'modelInfo')
  const conversation = plainConversation({
    id: id ?? messages[0]?.id ?? 'chat',
    source: 'typingmind',
    sourceId: id,
    status: isEmpty(raw['pinned']) && isEmpty(raw['pinnedAt']) ? 'active' : 'favorite',
    title: filledTextAt(raw, 'chatTitle', 'title'),
    endpoint: filledTextAt(modelInfo, 'endpoint', 'apiType'),
    model: filledTextAt(raw, 'model') ?? filledTextAt(modelInfo, 'id'),
    createdAt: timeOf(raw['createdAt']),
    updatedAt: timeOf(raw['updatedAt']),
    tags: folder === undefined ? [] : [folder],
    options: optionsOf(raw),
    extra: extraOf({
      ...leftOver(raw, heldOfChat),
      ...unreadableTimes(raw, ['createdAt', 'updatedAt']),
      id: raw['id'] === raw['chatID'] ? undefined : raw['id'],
      messages: list.filter((row) => !isJsonObject(row)),
    }),
    messages,
  })
  const files = attachedFiles(messages, 'not in this file: TypingMind’s export holds only addresses of files')
  return { kind: 'conversation', conversation, files }
}

const heldOfChat = new Set([
  'id',
  'chatID',
  'chatTitle',
  'title',
  'model',
  'createdAt',
  'updatedAt',
  'messages',
  'chatParams',
])

function optionsOf(raw: JsonObject): JsonObject | null {
  return extraOf(objectAt(raw, 'chatParams'))
}
