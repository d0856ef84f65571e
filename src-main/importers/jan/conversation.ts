/**
 * One thread of Jan as a conversation.
 *
 * A pure conversion: importer.ts brings the files of a thread together.
 */
import type { Message, Part, Role } from '@shared/conversation.ts'
import { isJsonObject, type Json, type JsonObject } from '@shared/json.ts'
import { attachedFiles } from '../attached-files.ts'
import {
  asObject,
  extraOf,
  filledTextAt,
  leftOver,
  listAt,
  objectAt,
  objectsAt,
  partExtra,
  textAt,
} from '../fields.ts'
import { plainConversation } from '../plain-conversation.ts'
import { chained, plainMessage } from '../plain-message.ts'
import type { Converted } from '../record.ts'
import { partsOfContent, textParts, toolCallOf } from '../role-messages/content.ts'
import { partsOfAnswer } from '../think-tags.ts'
import { timeOf, unreadableTimes } from '../time.ts'
import { idText, uniqueId } from '../unique-id.ts'

/** Turns `{thread, messages}` into a conversation, or says in words for a person why it is none. */
export function conversationFromJan(packed: Json): Converted {
  const thread = objectAt(asObject(packed), 'thread')
  if (!isJsonObject(packed) || !Array.isArray(packed['messages'])) {
    return {
      kind: 'skipped',
      reason: 'The messages of this thread are missing: import the folder it stands in.',
    }
  }
  const rows = packed['messages'].filter(isJsonObject)
  const first = rows[0]
  if (!first) return { kind: 'skipped', reason: 'This conversation holds no messages.' }
  const taken = new Set<string>()
  const messages = chained(
    rows.map((row, index) => messageOf(row, uniqueId(idText(row['id']) ?? `#${index + 1}`, taken))),
  )
  const id = filledTextAt(thread, 'id') ?? filledTextAt(first, 'thread_id')
  const assistant = objectsAt(thread, 'assistants')[0] ?? {}
  const model = objectAt(assistant, 'model')
  const conversation = plainConversation({
    id: id ?? messages[0]?.id ?? 'thread',
    source: 'jan',
    sourceId: id,
    title: filledTextAt(thread, 'title'),
    endpoint: filledTextAt(model, 'engine', 'provider'),
    model: messages.findLast((message) => message.model !== null)?.model ?? filledTextAt(model, 'id'),
    createdAt: timeOf(thread['created']) ?? timeOf(objectAt(thread, 'metadata')['created']),
    updatedAt: timeOf(thread['updated']) ?? timeOf(objectAt(thread, 'metadata')['updated_at']),
    options: extraOf({
      instructions: assistant['instructions'],
      ...objectAt(model, 'settings'),
      ...objectAt(model, 'parameters'),
    }),
    extra: extraOf({
      ...leftOver(thread, heldOfThread),
      ...unreadableTimes(thread, ['created', 'updated']),
      assistants: objectsAt(thread, 'assistants').map((one) =>
        leftOver(one, new Set(['instructions', 'model'])),
      ),
      messages: packed['messages'].filter((row) => !isJsonObject(row)),
    }),
    messages,
  })
  return { kind: 'conversation', conversation, files: attachedFiles(messages, 'not in this folder') }
}

const heldOfThread = new Set(['id', 'object', 'title', 'created', 'updated', 'assistants', 'messages'])

const heldOfMessage = new Set([
  'id',
  'object',
  'thread_id',
  'role',
  'content',
  'created_at',
  'completed_at',
  'metadata',
  'status',
])

const roles: ReadonlySet<string> = new Set<Role>(['user', 'assistant', 'system', 'tool'])

function messageOf(row: JsonObject, id: string): Message {
  const roleName = filledTextAt(row, 'role')
  const role = roles.has(roleName ?? '') ? (roleName as Role) : 'assistant'
  const metadata = objectAt(row, 'metadata')
  const status = filledTextAt(row, 'status')
  const calls = listAt(metadata, 'tool_calls').map(callPart)
  return plainMessage({
    id,
    sourceId: idText(row['id']),
    role,
    model:
      filledTextAt(objectAt(metadata, 'assistant'), 'model') ?? filledTextAt(metadata, 'model', 'modelId'),
    createdAt: timeOf(row['created_at']),
    isError: status === 'error',
    isUnfinished: status !== null && /^(?:pending|stopped|in_progress|incomplete)$/.test(status),
    isHidden: role === 'system',
    parts: [...piecesOf(row).flatMap((piece) => partsOfPiece(piece, role)), ...calls],
    extra: extraOf({
      ...leftOver(row, heldOfMessage),
      ...unreadableTimes(row, ['created_at']),
      role: roleName === role ? undefined : row['role'],
      status: status === 'ready' || status === 'completed' ? undefined : row['status'],
      completed_at: row['completed_at'] === row['created_at'] ? undefined : row['completed_at'],
      metadata: extraOf(leftOver(metadata, new Set(['tool_calls', 'model', 'modelId']))),
    }),
  })
}

function piecesOf(row: JsonObject): readonly Json[] {
  const content = row['content']
  if (Array.isArray(content)) return content
  return content === undefined || content === null ? [] : [content]
}

/** A piece of content; its text stands in `text.value`, as in OpenAI's assistants. */
function partsOfPiece(piece: Json, role: Role): Part[] {
  if (!isJsonObject(piece)) return partsOfContent(piece)
  const kind = filledTextAt(piece, 'type')
  const inner = isJsonObject(piece['text']) ? piece['text'] : null
  const text = inner === null ? textAt(piece, 'text') : textAt(inner, 'value')
  if (text === null || (kind !== 'text' && kind !== 'reasoning')) return partsOfContent(piece)
  const { extra } = partExtra({
    ...leftOver(piece, new Set(['type', 'text'])),
    ...(inner && leftOver(inner, new Set(['value']))),
  })
  const parts =
    kind === 'reasoning' ? thinkingParts(text) : role === 'assistant' ? partsOfAnswer(text) : textParts(text)
  return extra === undefined ? parts : parts.map((part) => ({ ...part, extra }))
}

function thinkingParts(text: string): Part[] {
  return text === '' ? [] : [{ type: 'thinking', text }]
}

/** A call of a tool with what it answered: `{tool: {id, function}, response: {content: [{text}]}, state}`. */
function callPart(call: Json): Part {
  const part = isJsonObject(call) ? toolCallOf(objectAt(call, 'tool')) : null
  if (!isJsonObject(call) || part === null) return { type: 'unknown', kind: 'tool_call', raw: call }
  const response = call['response']
  const pieces = objectsAt(asObject(response), 'content').map((piece) => textAt(piece, 'text'))
  const isText = pieces.length > 0 && pieces.every((text) => text !== null)
  const output = isText ? pieces.join('\n\n') : typeof response === 'string' ? response : null
  return {
    ...part,
    ...(output === null ? {} : { output }),
    ...partExtra({
      ...part.extra,
      ...leftOver(call, new Set(['tool', 'response'])),
      response: output === null ? response : extraOf(leftOver(asObject(response), new Set(['content']))),
    }),
  }
}
