/**
 * One thread of Perplexity as a conversation: every entry is a question and its answer.
 *
 * A pure conversion: threads come from importer.ts, what an answer says is answer.ts's work.
 */
import type { Message, Part } from '@shared/conversation.ts'
import { isJsonObject, type Json, type JsonObject } from '@shared/json.ts'
import { attachedFiles } from '../attached-files.ts'
import { extraOf, filledTextAt, leftOver, listAt, objectAt } from '../fields.ts'
import { plainConversation } from '../plain-conversation.ts'
import { chained, plainMessage } from '../plain-message.ts'
import type { Converted } from '../record.ts'
import { partOfAddress, textParts } from '../role-messages/content.ts'
import { timeOf, unreadableTimes } from '../time.ts'
import { idText, uniqueId } from '../unique-id.ts'
import { answerOf } from './answer.ts'

/** Turns a thread into a conversation, or says in words for a person why it is none. Never throws for any JSON. */
export function conversationFromPerplexity(raw: Json): Converted {
  if (!isJsonObject(raw)) return { kind: 'failed', reason: 'This entry is not a thread.' }
  const key = Array.isArray(raw['entries']) ? 'entries' : 'conversations'
  const list = listAt(raw, key)
  const entries = list.filter(isJsonObject)
  const first = entries[0]
  if (!first) return { kind: 'skipped', reason: 'This thread holds no questions.' }
  const taken = new Set<string>()
  const messages = chained(entries.flatMap((entry, index) => messagesOf(entry, index, taken)))
  const metadata = { ...objectAt(raw, 'thread_metadata'), ...objectAt(raw, 'metadata') }
  const id =
    filledTextAt(first, 'context_uuid') ??
    filledTextAt(metadata, 'context_uuid', 'thread_id', 'thread_url') ??
    filledTextAt(first, 'uuid', 'backend_uuid')
  const conversation = plainConversation({
    id: id ?? messages[0]?.id ?? 'thread',
    source: 'perplexity',
    sourceId: id,
    title: filledTextAt(metadata, 'thread_title', 'title') ?? filledTextAt(first, 'thread_title'),
    createdAt: timeOf(metadata['created_at'] ?? metadata['created']),
    updatedAt: timeOf(metadata['updated_at'] ?? metadata['updated']),
    extra: extraOf({
      ...leftOver(raw, new Set(['title', 'status', 'metadata', 'thread_metadata', key])),
      // When it was saved is nothing of the thread's: it would make each file of it another version.
      metadata: extraOf(leftOver(metadata, new Set(['thread_title', 'title', 'exported_at']))),
      [key]: list.filter((entry) => !isJsonObject(entry)),
    }),
    messages,
  })
  return { kind: 'conversation', conversation, files: attachedFiles(messages, 'not in this file') }
}

const timeKeys = [
  'timestamp',
  'entry_created_datetime',
  'created_at',
  'entry_updated_datetime',
  'updated_datetime',
]

const heldOfEntry = new Set([
  ...timeKeys,
  'uuid',
  'backend_uuid',
  'query',
  'query_str',
  'answer',
  'blocks',
  'text',
  'sources',
  'model',
  'display_model',
  'attachments',
  'context_uuid',
  'thread_title',
  'index',
])

function messagesOf(entry: JsonObject, index: number, taken: Set<string>): Message[] {
  const ownId = idText(entry['uuid']) ?? idText(entry['backend_uuid'])
  const id = uniqueId(ownId ?? `#${index + 1}`, taken)
  const questionId = uniqueId(`${id}/question`, taken)
  const timeKey = timeKeys.find((key) => timeOf(entry[key]) !== null)
  const createdAt = timeKey === undefined ? null : timeOf(entry[timeKey])
  const question = filledTextAt(entry, 'query', 'query_str') ?? ''
  const { parts, rest } = answerOf(entry)
  const isFinished = entry['status'] === undefined || entry['status'] === 'COMPLETED'
  return [
    plainMessage({
      id: questionId,
      sourceId: ownId === null ? null : `${ownId}/question`,
      role: 'user',
      createdAt,
      parts: [...textParts(question), ...listAt(entry, 'attachments').map(attachmentOf)],
    }),
    plainMessage({
      id,
      sourceId: ownId,
      role: 'assistant',
      model: filledTextAt(entry, 'model', 'display_model'),
      createdAt,
      isUnfinished: !isFinished,
      parts,
      extra: extraOf({
        ...leftOver(entry, heldOfEntry),
        ...unreadableTimes(entry, timeKeys),
        ...rest,
        status: isFinished ? undefined : entry['status'],
      }),
    }),
  ]
}

function attachmentOf(attachment: Json): Part {
  if (typeof attachment === 'string') return partOfAddress(attachment, 'file')
  const url = isJsonObject(attachment) ? filledTextAt(attachment, 'url', 'name') : null
  if (!isJsonObject(attachment) || url === null)
    return { type: 'unknown', kind: 'attachment', raw: attachment }
  const name = filledTextAt(attachment, 'name')
  return { ...partOfAddress(url, 'file', leftOver(attachment, new Set(['url', 'name']))), name }
}
