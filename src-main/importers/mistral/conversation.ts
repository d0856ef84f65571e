/**
 * One chat of Mistral's Le Chat as a conversation: a list of messages without a title and without links between them.
 *
 * A pure conversion: importer.ts brings the messages of a chat together.
 */
import type { Message, Part, Role } from '@shared/conversation.ts'
import { isJsonObject, type Json, type JsonObject } from '@shared/json.ts'
import { attachedFiles } from '../attached-files.ts'
import { attachmentPart } from '../attachment-part.ts'
import { asObject, extraOf, filledTextAt, leftOver, listAt, objectsAt, partExtra, textAt } from '../fields.ts'
import { kindOfMime, mimeOfName } from '../mime.ts'
import { plainConversation } from '../plain-conversation.ts'
import { chained, joinTexts, plainMessage } from '../plain-message.ts'
import type { Converted } from '../record.ts'
import { partOfAddress, textParts } from '../role-messages/content.ts'
import { timeOf, unreadableTimes } from '../time.ts'
import { parseArguments } from '../tool-arguments.ts'
import { idText, uniqueId } from '../unique-id.ts'

/** Turns `{id, messages}` into a conversation; `fileOf` names the member that holds an uploaded file. */
export function conversationFromMistral(packed: Json, fileOf: (name: string) => string | null): Converted {
  const chat = asObject(packed)
  const rows = objectsAt(chat, 'messages')
  const taken = new Set<string>()
  const read = rows.map((row, index) => messageOf(row, uniqueId(idText(row['id']) ?? `#${index + 1}`, taken)))
  const messages = chained(inOrderOfTime(read))
  const first = messages[0]
  if (!first) return { kind: 'skipped', reason: 'This conversation holds no messages.' }
  const id = filledTextAt(chat, 'id')
  const conversation = plainConversation({ id: id ?? first.id, source: 'mistral', sourceId: id, messages })
  const missing = 'not in this export: Le Chat leaves out what it has drawn'
  const files = attachedFiles(messages, missing, ({ name, ref }) => fileOf(name ?? ref))
  return { kind: 'conversation', conversation, files }
}

/** The export does not always write messages in their order; as it stands where one of them has no time. */
function inOrderOfTime(messages: readonly Message[]): readonly Message[] {
  if (messages.some(({ createdAt }) => createdAt === null)) return messages
  return messages.toSorted((a, b) => (a.createdAt ?? 0) - (b.createdAt ?? 0))
}

const roles: ReadonlySet<string> = new Set<Role>(['user', 'assistant', 'system', 'tool'])

const heldOfMessage = new Set([
  'id',
  'chatId',
  'role',
  'content',
  'contentChunks',
  'createdAt',
  'files',
  'quotes',
  'canvas',
  'reaction',
  'version',
])

function messageOf(row: JsonObject, id: string): Message {
  const roleName = filledTextAt(row, 'role')
  const role = roles.has(roleName ?? '') ? (roleName as Role) : 'assistant'
  const content = textAt(row, 'content') ?? ''
  const chunks = listAt(row, 'contentChunks')
  const own = joinTexts(chunks.flatMap(partsOfChunk))
  const words = own.map((part) => (part.type === 'text' ? part.text : '')).join('')
  const isContentShown = !own.some((part) => part.type === 'text')
  const isContentNews = !isContentShown && content.replace(/\s+/g, '') !== words.replace(/\s+/g, '')
  const references = objectsAt(row, 'contentChunks').filter(({ type }) => type === 'reference')
  return plainMessage({
    id,
    sourceId: idText(row['id']),
    role,
    createdAt: timeOf(row['createdAt']),
    isHidden: role === 'system',
    parts: [
      ...own,
      ...(isContentShown ? textParts(content) : []),
      ...listAt(row, 'quotes').map(quotePart),
      ...listAt(row, 'canvas').map((raw): Part => ({ type: 'unknown', kind: 'canvas', raw })),
      ...listAt(row, 'files').map(filePart),
    ],
    extra: extraOf({
      ...leftOver(row, heldOfMessage),
      ...unreadableTimes(row, ['createdAt']),
      role: roleName === role ? undefined : row['role'],
      version: row['version'] === 0 ? undefined : row['version'],
      content: isContentNews ? content : undefined,
      reaction: row['reaction'] === 'neutral' ? undefined : row['reaction'],
      references: references.map((reference) => reference['referenceIds'] ?? reference),
    }),
  })
}

function partsOfChunk(chunk: Json): Part[] {
  if (typeof chunk === 'string') return textParts(chunk)
  if (!isJsonObject(chunk)) return [{ type: 'unknown', kind: 'chunk', raw: chunk }]
  const kind = filledTextAt(chunk, 'type') ?? 'chunk'
  const part = partOfKind(kind, chunk)
  return part === null ? [{ type: 'unknown', kind, raw: chunk }] : part
}

function partOfKind(kind: string, chunk: JsonObject): Part[] | null {
  switch (kind) {
    case 'text': {
      const text = textAt(chunk, 'text')
      const rest = partExtra(leftOver(chunk, new Set(['type', 'text'])))
      return text === null ? null : text === '' ? [] : [{ type: 'text', text, ...rest }]
    }
    // Where a source is named; kept beside the text, in `references`.
    case 'reference':
      return []
    case 'tool_call':
      return toolParts(chunk)
    case 'image_url': {
      const url = filledTextAt(chunk, 'imageUrl', 'image_url')
      const rest = leftOver(chunk, new Set(['type', 'imageUrl', 'image_url']))
      return url === null ? null : [partOfAddress(url, 'image', rest)]
    }
    case 'file_reference': {
      const ref = filledTextAt(chunk, 'fileId', 'id', 'name')
      if (ref === null) return null
      const rest = partExtra(leftOver(chunk, new Set(['type', 'name'])))
      return [attachmentPart({ kind: 'file', ref, name: filledTextAt(chunk, 'name'), ...rest })]
    }
    default:
      return null
  }
}

function toolParts(chunk: JsonObject): Part[] | null {
  const name = filledTextAt(chunk, 'name')
  if (name === null) return null
  const given = chunk['publicArguments'] ?? {}
  const { input, original } =
    typeof given === 'string' ? parseArguments(given) : { input: given, original: undefined }
  const result = chunk['publicResult'] ?? null
  const output = result === null ? null : typeof result === 'string' ? result : JSON.stringify(result)
  const rest = leftOver(chunk, new Set(['type', 'name', 'publicArguments', 'publicResult']))
  const answer = output === null ? {} : { output }
  return [{ type: 'tool-call', name, input, ...answer, ...partExtra({ ...rest, original }) }]
}

function quotePart(quote: Json): Part {
  if (typeof quote === 'string') return { type: 'quote', title: null, url: null, text: quote }
  const text = isJsonObject(quote) ? filledTextAt(quote, 'text', 'content', 'quote') : null
  if (!isJsonObject(quote) || text === null) return { type: 'unknown', kind: 'quote', raw: quote }
  const rest = partExtra(leftOver(quote, new Set(['text', 'content', 'quote', 'title', 'url'])))
  return {
    type: 'quote',
    title: filledTextAt(quote, 'title'),
    url: filledTextAt(quote, 'url'),
    text,
    ...rest,
  }
}

function filePart(file: Json): Part {
  const name = isJsonObject(file) ? filledTextAt(file, 'name') : null
  if (!isJsonObject(file) || name === null) return { type: 'unknown', kind: 'file', raw: file }
  const kind = file['type'] === 'image' ? 'image' : kindOfMime(null, name)
  const rest = partExtra(leftOver(file, new Set(['name', 'type'])))
  return attachmentPart({ kind, ref: name, name, mime: mimeOfName(name), ...rest })
}
