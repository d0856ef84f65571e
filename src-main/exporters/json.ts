/**
 * JSON in LibreChat's own shape and key order, so that LibreChat imports it; what the shape cannot say stands in
 * `metadata.stemma` (src-shared/stemma-metadata.ts), so that Stemma imports it as the same conversation.
 *
 * Messages are written one after the other, also where they nest: a chain of any length needs no stack.
 */
import type { Conversation, Message } from '@shared/conversation.ts'
import { isJsonObject, type JsonObject } from '@shared/json.ts'
import type { ChosenOptions } from '@shared/option.ts'
import type { StemmaConversation, StemmaMetadata } from '@shared/stemma-metadata.ts'
import { depthFirst } from '@shared/tree.ts'
import { branchesOption, includeOptions, structureOption } from './common-options.ts'
import type { Exporter, ExportTools, Output } from './exporter.ts'
import { libreChatMessage } from './librechat-message.ts'
import { conversationTree, shownBranch, versionPlaces } from './shown-branch.ts'
import { throwIfCancelled } from './throw-if-cancelled.ts'
import { withData } from './with-data.ts'
import { joinedBy } from './write-joined.ts'
import { noParent, writtenIds } from './written-ids.ts'

export const jsonExporter: Exporter = {
  id: 'json',
  name: 'JSON',
  extension: 'json',
  purpose: 'Moving to LibreChat or another Stemma, with every branch',
  needsPrinter: false,
  holds: 'everything',
  options: [includeOptions, branchesOption(true), structureOption],
  writeJoined: joinedBy({ before: '[', between: ',\n', after: ']\n' }, write),
  write,
}

async function write(
  conversation: Conversation,
  output: Output,
  chosen: ChosenOptions,
  { signal, fileOf }: ExportTools,
): Promise<void> {
  const hasAllBranches = chosen['branches'] === true
  const isRecursive = chosen['structure'] !== 'sequential'
  const tree = conversationTree(conversation)
  const order = hasAllBranches ? depthFirst(tree) : shownBranch(conversation, tree)
  const places = versionPlaces(tree)
  const names = writtenIds(conversation.messages)
  const head = headOf(conversation, hasAllBranches, isRecursive, chosen['includeOptions'] === true)
  await output.write(`${JSON.stringify(head).slice(0, -1)},"messages":[`)
  const depths = new Int32Array(tree.size)
  let openMessages = 0
  let isFirst = true
  for (const index of order) {
    throwIfCancelled(signal)
    const stored = conversation.messages[index]
    if (!stored) continue
    const message = await withData(stored, fileOf)
    const parent = tree.parents[index] ?? -1
    const depth = parent < 0 ? 0 : (depths[parent] ?? 0) + 1
    depths[index] = depth
    const closed = isRecursive ? openMessages - depth : 0
    const hasOneBefore = isRecursive ? closed > 0 : !isFirst
    const ids = {
      conversationId: conversation.sourceId ?? conversation.id,
      messageId: names[index] ?? message.id,
      parentMessageId: names[parent] ?? noParent,
    }
    const body = {
      ...libreChatMessage(conversation, message, ids),
      metadata: metadataOf(message, isFirst ? conversationRecord(conversation, names, order) : null),
      depth,
      siblingIndex: places[index]?.index ?? 0,
    }
    const text = JSON.stringify(body)
    await output.write(
      `${']}'.repeat(Math.max(0, closed))}${hasOneBefore ? ',' : ''}${isRecursive ? `${text.slice(0, -1)},"children":[` : text}`,
    )
    openMessages = isRecursive ? depth + 1 : 0
    isFirst = false
  }
  await output.write(`${']}'.repeat(openMessages)}]}`)
}

function headOf(
  conversation: Conversation,
  branches: boolean,
  recursive: boolean,
  withOptions: boolean,
): JsonObject {
  return {
    conversationId: conversation.sourceId ?? conversation.id,
    endpoint: conversation.endpoint,
    title: conversation.title,
    // LibreChat writes a time without a date here; the times of the messages are whole.
    exportAt: new Date().toTimeString(),
    branches,
    recursive,
    ...(withOptions && conversation.options !== null ? { options: conversation.options } : {}),
  }
}

function metadataOf(message: Message, conversation: StemmaConversation | null): JsonObject {
  const before = message.extra?.['metadata']
  const stemma: StemmaMetadata = {
    ...(conversation === null ? {} : { conversation }),
    message: {
      role: message.role,
      isHidden: message.isHidden,
      sender: message.sender,
      sourceId: message.sourceId,
      createdAt: message.createdAt,
      parts: [...message.parts],
      extra: message.extra,
    },
  }
  return { ...(isJsonObject(before) ? before : {}), stemma: stemma as unknown as JsonObject }
}

function conversationRecord(
  conversation: Conversation,
  names: readonly string[],
  order: readonly number[],
): StemmaConversation {
  const { source, sourceId, type, status, title, model, createdAt, updatedAt, tags, extra } = conversation
  const leaf = order.find((index) => conversation.messages[index]?.id === conversation.activeLeafId)
  const activeLeafId = leaf === undefined ? null : (names[leaf] ?? null)
  return {
    source,
    sourceId,
    type,
    status,
    title,
    model,
    createdAt,
    updatedAt,
    tags: [...tags],
    activeLeafId,
    extra,
  }
}
