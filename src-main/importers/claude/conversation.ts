/**
 * One record of Claude's `chat_messages` as a conversation.
 *
 * A pure conversion: records come from importer.ts, the index of files from stored-files.ts.
 */
import type { Conversation, ConversationStatus, Message } from '@shared/conversation.ts'
import type { JsonObject } from '@shared/json.ts'
import { extraOf, filledTextAt } from '../fields.ts'
import type { Converted } from '../record.ts'
import { timeOf, unreadableTimes } from '../time.ts'
import { inTreeOrder } from '../tree-order.ts'
import { withArtifactVersions } from './artifact-versions.ts'
import { messageOf } from './message.ts'
import { heldOfConversation, remainderOf } from './raw-shape.ts'
import { filesOfMessage, type StoredFiles } from './stored-files.ts'
import { placeMessages } from './tree.ts'

/** Turns a record into a conversation, or says in words for a person why it is none. Never throws for any JSON. */
export function conversationFromClaude(raw: JsonObject, stored: StoredFiles): Converted {
  const list = raw['chat_messages']
  if (!Array.isArray(list)) {
    return { kind: 'failed', reason: 'This entry has no messages: the field “chat_messages” is missing.' }
  }
  const placed = placeMessages(list)
  const messages = withArtifactVersions(
    inTreeOrder(placed.messages.map(messageOf), {
      kind: 'by-time',
      // Siblings of one moment stand as the export has them.
      ranks: placed.messages.map((_, index) => index),
    }),
  )
  const first = messages[0]
  if (!first) return { kind: 'skipped', reason: 'This conversation holds no messages.' }

  const ownId = filledTextAt(raw, 'uuid')
  const createdAt = timeOf(raw['created_at'])
  const named = filledTextAt(raw, 'current_leaf_message_uuid')
  const shown = messages.find((message) => message.sourceId === named && named !== null)?.id ?? null
  const title = filledTextAt(raw, 'name')
  const status = statusOf(raw)
  const conversation: Conversation = {
    id: ownId ?? first.id,
    source: 'claude',
    // Without an id of its own the first message and its hour tell a conversation from others as well.
    sourceId: ownId ?? `${first.id}@${createdAt ?? first.createdAt ?? ''}`,
    type: 'chat',
    status,
    title: title ?? filledTextAt(raw, 'snapshot_name'),
    endpoint: 'anthropic',
    model: filledTextAt(raw, 'model') ?? messages.findLast(({ model }) => model !== null)?.model ?? null,
    createdAt,
    updatedAt: timeOf(raw['updated_at']),
    tags: [],
    activeLeafId: shown ?? newestLeaf(messages),
    options: null,
    extra: extraOf({
      ...remainderOf(raw, heldOfConversation),
      ...unreadableTimes(raw, ['created_at', 'updated_at']),
      current_leaf_message_uuid: shown === null ? raw['current_leaf_message_uuid'] : undefined,
      snapshot_name: title === null ? undefined : raw['snapshot_name'],
      is_starred: status === 'archived' && raw['is_starred'] === true ? true : undefined,
      chat_messages: [...placed.others],
    }),
    messages,
  }
  const files = messages.flatMap((message) => filesOfMessage(message, stored))
  return { kind: 'conversation', conversation, files }
}

function statusOf(raw: JsonObject): ConversationStatus {
  if (raw['is_archived'] === true) return 'archived'
  return raw['is_starred'] === true ? 'favorite' : 'active'
}

/** The last of all messages without an answer, by time; of several of one moment the last in tree order. */
function newestLeaf(messages: readonly Message[]): string | null {
  const answered = new Set(messages.map((message) => message.parentId))
  let newest: Message | null = null
  for (const message of messages) {
    if (answered.has(message.id)) continue
    if ((message.createdAt ?? -Infinity) >= (newest?.createdAt ?? -Infinity)) newest = message
  }
  return newest?.id ?? null
}
