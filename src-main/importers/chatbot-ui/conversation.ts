/**
 * One conversation of Chatbot UI: a straight list of messages, without times, ids or branches.
 *
 * A pure conversion: records and the names of folders come from importer.ts.
 */
import type { Conversation } from '@shared/conversation.ts'
import { isJsonObject, type Json } from '@shared/json.ts'
import { extraOf, filledTextAt, leftOver, listAt, objectAt } from '../fields.ts'
import { withNamedFiles } from '../named-files.ts'
import type { Converted } from '../record.ts'
import { inOneLine, isRoleMessage, readRoleMessage } from '../role-messages/message.ts'
import { idText } from '../unique-id.ts'

const heldOfConversation: ReadonlySet<string> = new Set([
  'id',
  'name',
  'messages',
  'model',
  'prompt',
  'temperature',
  'folderId',
])

/**
 * Turns a record into a conversation, or says in words for a person why it is none. Never throws for any JSON.
 * `folders` names folders by their id.
 */
export function conversationFromChatbotUi(raw: Json, folders: ReadonlyMap<string, string>): Converted {
  if (!isJsonObject(raw)) return { kind: 'failed', reason: 'This entry is not a conversation.' }
  if (!Array.isArray(raw['messages']))
    return { kind: 'failed', reason: 'This entry has no list of messages.' }
  const list = listAt(raw, 'messages')
  // `type` is always "text".
  const said = list.filter(isRoleMessage).map((message) => leftOver(message, new Set(['type'])))
  const { messages, files } = withNamedFiles(inOneLine(said.map(readRoleMessage)), 'not in this file')
  if (messages.length === 0) return { kind: 'skipped', reason: 'This conversation holds no messages.' }
  const id = idText(raw['id'])
  const folderId = idText(raw['folderId'])
  const folder = folderId === null ? undefined : folders.get(folderId)
  const model = objectAt(raw, 'model')
  const conversation: Conversation = {
    id: id ?? 'conversation',
    source: 'chatbot-ui',
    sourceId: id,
    type: 'chat',
    status: 'active',
    title: filledTextAt(raw, 'name'),
    endpoint: 'openAI',
    model: filledTextAt(model, 'id', 'name'),
    createdAt: null,
    updatedAt: null,
    tags: folder === undefined ? [] : [folder],
    activeLeafId: messages.at(-1)?.id ?? null,
    options: extraOf({ model, prompt: raw['prompt'], temperature: raw['temperature'] }),
    extra: extraOf({
      ...leftOver(raw, heldOfConversation),
      folderId: raw['folderId'],
      folder,
      unreadableMessages: list.filter((message) => !isRoleMessage(message)),
    }),
    messages,
  }
  return { kind: 'conversation', conversation, files }
}
