/**
 * Conversations of Microsoft Copilot's activity history.
 *
 * The file knows no ids: a conversation goes by its name, a message by its time, its author and its place among those of
 * the same moment, which stay the same in a later file.
 */
import type { Message } from '@shared/conversation.ts'
import type { Json, JsonObject } from '@shared/json.ts'
import { asObject, extraOf, objectsAt, textAt } from '../fields.ts'
import { plainConversation } from '../plain-conversation.ts'
import { chained, plainMessage } from '../plain-message.ts'
import type { Converted } from '../record.ts'
import { textParts } from '../role-messages/content.ts'
import { timeOf } from '../time.ts'
import { uniqueId } from '../unique-id.ts'

/** A row of the file, its columns by their names. */
export interface MessageRow extends JsonObject {
  conversation: string
  time: string
  author: string
  message: string
  /** Columns beyond those that are known. */
  more: string[]
}

export interface PackedConversation extends JsonObject {
  id: string
  title: string | null
  rows: MessageRow[]
}

/**
 * The rows of each conversation, the oldest first. The file has the newest first; question and answer share a time, so
 * that its order reversed is the only one. Rows without a name are one conversation as long as they follow each other.
 */
export function conversationsOfRows(rows: readonly MessageRow[]): PackedConversation[] {
  const found = new Map<string, PackedConversation>()
  let nameless: PackedConversation | null = null
  for (const row of rows.toReversed()) {
    const name = row.conversation.trim()
    const id: string = name === '' ? (nameless?.id ?? `untitled@${row.time}`) : name
    let conversation = found.get(id)
    if (!conversation) found.set(id, (conversation = { id, title: name === '' ? null : name, rows: [] }))
    conversation.rows.push(row)
    nameless = name === '' ? conversation : null
  }
  return [...found.values()].toReversed()
}

/** Turns what `conversationsOfRows` packed into a conversation. */
export function conversationFromRows(packed: Json): Converted {
  const conversation = asObject(packed)
  const taken = new Set<string>()
  const messages = chained(objectsAt(conversation, 'rows').map((row) => messageOf(row, taken)))
  if (messages.length === 0) return { kind: 'skipped', reason: 'This conversation holds no messages.' }
  const id = textAt(conversation, 'id') ?? ''
  return {
    kind: 'conversation',
    conversation: plainConversation({
      id,
      source: 'microsoft-copilot',
      sourceId: id,
      title: textAt(conversation, 'title'),
      messages,
    }),
    files: [],
  }
}

const people = /^(?:human|user|you)$/i
const machines = /^(?:ai|copilot|assistant|bot)$/i

function messageOf(row: JsonObject, taken: Set<string>): Message {
  const time = textAt(row, 'time') ?? ''
  const author = (textAt(row, 'author') ?? '').trim()
  const id = uniqueId(`${time}/${author}`, taken)
  const createdAt = timeOf(time)
  const isKnown = people.test(author) || machines.test(author)
  return plainMessage({
    id,
    sourceId: id,
    role: people.test(author) ? 'user' : 'assistant',
    sender: isKnown || author === '' ? null : author,
    createdAt,
    parts: textParts(textAt(row, 'message') ?? ''),
    extra: extraOf({ time: createdAt === null ? time : undefined, more: row['more'] }),
  })
}
