/**
 * One topic of a Cherry Studio backup as a conversation.
 *
 * A pure conversion: tables.ts put together what belongs to it, message.ts reads a message.
 */
import type { AttachmentPart, Message } from '@shared/conversation.ts'
import { isJsonObject, type Json, type JsonObject } from '@shared/json.ts'
import { attachedFiles } from '../attached-files.ts'
import { extraOf, filledTextAt, leftOver, listAt, objectAt } from '../fields.ts'
import { plainConversation } from '../plain-conversation.ts'
import type { Converted } from '../record.ts'
import { timeOf, unreadableTimes } from '../time.ts'
import { inTreeOrder } from '../tree-order.ts'
import { uniqueId } from '../unique-id.ts'
import { messageOf } from './message.ts'

/** Turns a topic into a conversation. `members` are the source's by the last part of their names. */
export function conversationFromCherryStudio(packed: Json, members: ReadonlyMap<string, string>): Converted {
  if (!isJsonObject(packed)) return { kind: 'failed', reason: 'This entry is not a conversation.' }
  const rows = listAt(packed, 'messages').filter(isJsonObject)
  const first = rows[0]
  if (!first) return { kind: 'skipped', reason: 'This conversation holds no messages.' }
  const topic = objectAt(packed, 'topic')
  const assistant = objectAt(packed, 'assistant')
  const placed = inPlaces(rows)
  const messages = inTreeOrder(placed.messages, { kind: 'as-given' })
  const id = filledTextAt(packed, 'id') ?? filledTextAt(first, 'id') ?? 'topic'
  const conversation = plainConversation({
    id,
    source: 'cherry-studio',
    sourceId: id,
    status: topic['pinned'] === true ? 'favorite' : 'active',
    title: filledTextAt(topic, 'name'),
    createdAt: timeOf(topic['createdAt']),
    updatedAt: timeOf(topic['updatedAt']),
    tags: listAt(assistant, 'tags').flatMap((tag) => (typeof tag === 'string' && tag !== '' ? [tag] : [])),
    activeLeafId: placed.shown,
    options: extraOf({
      prompt: assistant['prompt'],
      model: assistant['model'],
      ...objectAt(assistant, 'settings'),
    }),
    extra: extraOf({
      assistant: extraOf({
        id: assistant['id'],
        name: assistant['name'],
        description: assistant['description'],
      }),
      topic: extraOf({
        ...leftOver(topic, heldOfTopic),
        ...unreadableTimes(topic, ['createdAt', 'updatedAt']),
      }),
      messages: listAt(packed, 'messages').filter((row) => !isJsonObject(row)),
    }),
    messages,
  })
  const find = (part: AttachmentPart): string | null => {
    const name = isJsonObject(part.extra) ? filledTextAt(part.extra, 'storedAs') : null
    return (name === null ? undefined : members.get(name)) ?? members.get(part.ref) ?? null
  }
  return { kind: 'conversation', conversation, files: attachedFiles(messages, 'not in this backup', find) }
}

const heldOfTopic = new Set(['id', 'name', 'pinned', 'createdAt', 'updatedAt', 'assistantId'])

/**
 * The messages with their parents: each answers the one before it, but answers of several models to one question
 * (`askId`) are versions of each other, and the talk goes on from the one that was chosen.
 */
function inPlaces(rows: readonly JsonObject[]): {
  readonly messages: readonly Message[]
  readonly shown: string | null
} {
  const taken = new Set<string>()
  const messages: Message[] = []
  /** The question that was answered last, and the answer to it that the talk goes on from. */
  let question: string | null = null
  let weight = 0
  let shown: string | null = null
  rows.forEach((row, index) => {
    const id = uniqueId(filledTextAt(row, 'id') ?? `#${index + 1}`, taken)
    const askedBy = row['role'] === 'assistant' ? filledTextAt(row, 'askId') : null
    const isVersion = askedBy !== null && askedBy === question
    const parentId = isVersion ? askedBy : shown
    messages.push(messageOf(row, id, parentId))
    const ownWeight = weightOf(row)
    if (!isVersion || ownWeight >= weight) {
      shown = id
      weight = ownWeight
    }
    question = askedBy !== null && (isVersion || askedBy === parentId) ? askedBy : null
  })
  return { messages, shown }
}

/** Of several answers the one marked as useful is what the talk goes on from, then the one unfolded, then the last. */
function weightOf(row: JsonObject): number {
  if (row['useful'] === true) return 2
  return row['foldSelected'] === true ? 1 : 0
}
