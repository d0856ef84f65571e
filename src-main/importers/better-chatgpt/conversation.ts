/**
 * One chat of BetterChatGPT: a straight list of messages without times or branches.
 *
 * A pure conversion: records and the names of folders come from importer.ts.
 */
import type { Conversation } from '@shared/conversation.ts'
import { isJsonObject, type Json } from '@shared/json.ts'
import { extraOf, filledTextAt, isEmpty, leftOver, listAt, objectAt } from '../fields.ts'
import { withNamedFiles } from '../named-files.ts'
import type { Converted } from '../record.ts'
import { inOneLine, isRoleMessage, readRoleMessage } from '../role-messages/message.ts'
import { idText } from '../unique-id.ts'

const heldOfChat: ReadonlySet<string> = new Set(['id', 'title', 'messages', 'config', 'folder', 'titleSet'])

/**
 * Turns a chat into a conversation, or says in words for a person why it is none. Never throws for any JSON.
 * `folders` names folders by their id.
 */
export function conversationFromBetterChatGpt(raw: Json, folders: ReadonlyMap<string, string>): Converted {
  if (!isJsonObject(raw)) return { kind: 'failed', reason: 'This entry is not a conversation.' }
  if (!Array.isArray(raw['messages']))
    return { kind: 'failed', reason: 'This entry has no list of messages.' }
  const list = listAt(raw, 'messages')
  const said = inOneLine(list.filter(isRoleMessage).map(readRoleMessage))
  if (said.length === 0) return { kind: 'skipped', reason: 'This conversation holds no messages.' }
  const { messages, files } = withNamedFiles(said, 'not in this file')
  const id = idText(raw['id'])
  const folderId = idText(raw['folder'])
  const folder = folderId === null ? undefined : folders.get(folderId)
  const config = objectAt(raw, 'config')
  const conversation: Conversation = {
    id: id ?? 'conversation',
    source: 'better-chatgpt',
    sourceId: id,
    type: 'chat',
    status: 'active',
    title: filledTextAt(raw, 'title'),
    endpoint: 'openAI',
    model: filledTextAt(config, 'model'),
    createdAt: null,
    updatedAt: null,
    tags: folder === undefined ? [] : [folder],
    activeLeafId: messages.at(-1)?.id ?? null,
    options: isEmpty(config) ? null : config,
    extra: extraOf({
      ...leftOver(raw, heldOfChat),
      folderId,
      folder,
      unreadableMessages: list.filter((message) => !isRoleMessage(message)),
    }),
    messages,
  }
  return { kind: 'conversation', conversation, files }
}
