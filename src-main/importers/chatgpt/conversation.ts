/**
 * One record of ChatGPT's export as a conversation, with the files that belong to it.
 *
 * A pure conversion: records come from importer.ts, the index of files from assets.ts.
 */
import type { Conversation, ConversationStatus, Message } from '@shared/conversation.ts'
import { isJsonObject, type Json, type JsonObject } from '@shared/json.ts'
import { extraOf, filledTextAt, isEmpty, leftOver } from '../fields.ts'
import { plainRef } from '../attachment-part.ts'
import type { AttachedFile } from '../importer.ts'
import type { Converted } from '../record.ts'
import { timeOf, unreadableTimes } from '../time.ts'
import { inTreeOrder } from '../tree-order.ts'
import type { Asset, Assets } from './assets.ts'
import { sandboxName } from './files.ts'
import { messageOfNode } from './message.ts'
import { heldOfConversation } from './raw-shape.ts'
import { messageTree, type MessageTree } from './tree.ts'

/** Turns a record into a conversation, or says in words for a person why it is none. Never throws for any JSON. */
export function conversationFromChatGpt(raw: Json, assets: Assets): Converted {
  if (!isJsonObject(raw)) return { kind: 'failed', reason: 'This entry is not a conversation.' }
  const mapping = raw['mapping']
  if (!isJsonObject(mapping)) {
    return { kind: 'failed', reason: 'This entry has no messages: the field “mapping” is missing.' }
  }
  const tree = messageTree(mapping)
  const messages = inTreeOrder(tree.nodes.map(messageOfNode), {
    kind: 'by-time',
    ranks: tree.nodes.map((node) => node.rank),
  })
  const first = messages[0]
  if (!first) return { kind: 'skipped', reason: 'This conversation holds no messages.' }

  const ownId = filledTextAt(raw, 'conversation_id', 'id')
  const named = messages.map((message) => withAssets(message, ownId, assets))
  const createdAt = timeOf(raw['create_time'])
  const shown = shownNode(raw, tree)
  const status = statusOf(raw)
  const conversation: Conversation = {
    id: ownId ?? first.id,
    source: 'chatgpt',
    // Hand-made and early exports have no id: the first message and its hour tell a conversation from others as well.
    sourceId: ownId ?? `${first.id}@${createdAt ?? first.createdAt ?? ''}`,
    type: 'chat',
    status,
    title: filledTextAt(raw, 'title'),
    endpoint: 'openAI',
    model: filledTextAt(raw, 'default_model_slug') ?? latestModel(messages),
    createdAt,
    updatedAt: timeOf(raw['update_time']),
    tags: [],
    activeLeafId: shown ?? newestLeaf(messages),
    options: null,
    extra: extraOf({
      ...leftOver(raw, heldOfConversation),
      ...unreadableTimes(raw, ['create_time', 'update_time']),
      id: raw['id'] === ownId ? undefined : raw['id'],
      current_node: shown === null ? raw['current_node'] : undefined,
      is_starred: status === 'archived' && raw['is_starred'] === true ? true : undefined,
    }),
    messages: named.map(({ message }) => message),
  }
  return { kind: 'conversation', conversation, files: named.flatMap(({ files }) => files) }
}

function statusOf(raw: JsonObject): ConversationStatus {
  if (raw['is_archived'] === true) return 'archived'
  return raw['is_starred'] === true ? 'favorite' : 'active'
}

function shownNode(raw: JsonObject, tree: MessageTree): string | null {
  const current = raw['current_node']
  return typeof current === 'string' ? tree.nearest(current) : null
}

/** The last of all messages without an answer, by time; of several of one moment the one whose id is greatest. */
function newestLeaf(messages: readonly Message[]): string | null {
  const answered = new Set(messages.map((message) => message.parentId))
  let newest: Message | null = null
  for (const message of messages) {
    if (answered.has(message.id)) continue
    const [time, best] = [message.createdAt ?? -Infinity, newest?.createdAt ?? -Infinity]
    if (newest === null || time > best || (time === best && message.id > newest.id)) newest = message
  }
  return newest?.id ?? null
}

function latestModel(messages: readonly Message[]): string | null {
  let latest: Message | null = null
  for (const message of messages) {
    if (message.role !== 'assistant' || message.model === null) continue
    if (latest === null || (message.createdAt ?? -Infinity) >= (latest.createdAt ?? -Infinity))
      latest = message
  }
  return latest?.model ?? null
}

/** Looks up the files of a message; a file's own name replaces none, an asset's fills a gap. */
function withAssets(
  message: Message,
  conversationId: string | null,
  assets: Assets,
): { readonly message: Message; readonly files: readonly AttachedFile[] } {
  const files: AttachedFile[] = []
  if (!message.parts.some((part) => part.type === 'attachment')) return { message, files }
  const parts = message.parts.map((part) => {
    if (part.type !== 'attachment') return part
    const made = sandboxName(part.ref)
    const asset: Asset | null =
      made === null
        ? assets.find(plainRef(part.ref), conversationId)
        : assets.findMade(message.sourceId ?? message.id, made)
    files.push({
      ref: part.ref,
      messageId: message.id,
      member: asset?.member ?? null,
      mime: part.mime ?? asset?.mime ?? null,
      missing: asset === null ? 'not in this file' : null,
    })
    return isEmpty(part.name) && asset?.name ? { ...part, name: asset.name } : part
  })
  return { message: { ...message, parts }, files }
}
