/** One message of a Chatbox session: its pieces of content as typed parts, and what stands beside them. */
import type { Message, Part, Role } from '@shared/conversation.ts'
import { isJsonObject, type Json, type JsonObject } from '@shared/json.ts'
import { attachmentPart } from '../attachment-part.ts'
import { extraOf, filledTextAt, leftOver, listAt, numberAt, partExtra, textAt } from '../fields.ts'
import { kindOfMime, mimeOfName } from '../mime.ts'
import { plainMessage } from '../plain-message.ts'
import { partOfAddress, textParts } from '../role-messages/content.ts'
import { timeOf, unreadableTimes } from '../time.ts'
import { idText } from '../unique-id.ts'

const roles: ReadonlySet<string> = new Set<Role>(['user', 'assistant', 'system', 'tool'])

const heldOfMessage = new Set([
  'id',
  'role',
  'name',
  'content',
  'contentParts',
  'reasoningContent',
  'pictures',
  'files',
  'links',
  'error',
  'model',
  'timestamp',
  'generating',
])

/** Turns a message into one of ours. */
export function messageOf(raw: JsonObject, id: string, parentId: string | null): Message {
  const roleName = filledTextAt(raw, 'role')
  const role = roles.has(roleName ?? '') ? (roleName as Role) : 'assistant'
  const pieces = listAt(raw, 'contentParts')
  const own = pieces.length > 0 ? pieces.flatMap(partsOfPiece) : textParts(textAt(raw, 'content') ?? '')
  const thinking = filledTextAt(raw, 'reasoningContent')
  const isThinkingNews = thinking !== null && !own.some((part) => part.type === 'thinking')
  const error = filledTextAt(raw, 'error')
  return plainMessage({
    id,
    sourceId: idText(raw['id']),
    parentId,
    role,
    sender: filledTextAt(raw, 'name'),
    model: filledTextAt(raw, 'model'),
    createdAt: timeOf(raw['timestamp']),
    isUnfinished: raw['generating'] === true,
    isHidden: role === 'system',
    parts: [
      ...(isThinkingNews ? [{ type: 'thinking' as const, text: thinking }] : []),
      ...own,
      ...listAt(raw, 'pictures').map(picturePart),
      ...listAt(raw, 'files').map(filePart),
      ...listAt(raw, 'links').map(linkPart),
      ...(error === null ? [] : [{ type: 'error' as const, text: error }]),
    ],
    extra: extraOf({
      ...leftOver(raw, heldOfMessage),
      ...unreadableTimes(raw, ['timestamp']),
      role: roleName === role ? undefined : raw['role'],
      content: pieces.length > 0 && !repeats(raw, own) ? raw['content'] : undefined,
      error: error === null ? raw['error'] : undefined,
    }),
  })
}

/** Old versions write the text a second time beside its pieces. */
function repeats(raw: JsonObject, parts: readonly Part[]): boolean {
  const text = textAt(raw, 'content')
  const words = parts.map((part) => (part.type === 'text' ? part.text : '')).join('')
  return text === null || text.replace(/\s+/g, '') === words.replace(/\s+/g, '')
}

function partsOfPiece(piece: Json): Part[] {
  if (typeof piece === 'string') return textParts(piece)
  if (!isJsonObject(piece)) return [{ type: 'unknown', kind: 'content', raw: piece }]
  const kind = filledTextAt(piece, 'type') ?? 'content'
  const text = textAt(piece, 'text')
  const rest = partExtra(leftOver(piece, new Set(['type', 'text'])))
  switch (kind) {
    case 'text':
      return text === null
        ? unknown(kind, piece)
        : text === '' && !rest.extra
          ? []
          : [{ type: 'text', text, ...rest }]
    case 'reasoning':
      return text === null ? unknown(kind, piece) : [{ type: 'thinking', text, ...rest }]
    case 'info':
      return text === null
        ? unknown(kind, piece)
        : [{ type: 'text', text, extra: { type: 'info', ...rest.extra } }]
    case 'image':
      return [picturePart(piece)]
    case 'tool-call':
      return toolParts(piece)
    default:
      return unknown(kind, piece)
  }
}

function unknown(kind: string, raw: JsonObject): Part[] {
  return [{ type: 'unknown', kind, raw }]
}

function toolParts(piece: JsonObject): Part[] {
  const name = filledTextAt(piece, 'toolName')
  if (name === null) return unknown('tool-call', piece)
  const id = filledTextAt(piece, 'toolCallId')
  const result = piece['result'] ?? null
  const output = result === null ? null : typeof result === 'string' ? result : JSON.stringify(result)
  const isDone = piece['state'] === 'result'
  const held = new Set(['type', 'toolName', 'toolCallId', 'args', 'result', ...(isDone ? ['state'] : [])])
  return [
    {
      type: 'tool-call',
      ...(id === null ? {} : { id }),
      name,
      input: piece['args'] ?? {},
      ...(output === null ? {} : { output }),
      ...partExtra(leftOver(piece, held)),
    },
  ]
}

function picturePart(picture: Json): Part {
  const fields = isJsonObject(picture) ? picture : {}
  const url = filledTextAt(fields, 'url')
  const description = filledTextAt(fields, 'ocrResult')
  const rest = leftOver(fields, new Set(['type', 'url', 'storageKey', 'ocrResult', 'loading']))
  if (url !== null) return { ...partOfAddress(url, 'image', rest), description }
  const ref = filledTextAt(fields, 'storageKey')
  if (ref === null) return { type: 'unknown', kind: 'image', raw: picture }
  return attachmentPart({ kind: 'image', ref, description, ...partExtra(rest) })
}

function filePart(file: Json): Part {
  const fields = isJsonObject(file) ? file : {}
  const ref = filledTextAt(fields, 'storageKey', 'id', 'url', 'name')
  if (ref === null) return { type: 'unknown', kind: 'file', raw: file }
  const name = filledTextAt(fields, 'name')
  const type = filledTextAt(fields, 'fileType')
  const mime = type?.includes('/') === true ? type : name === null ? null : mimeOfName(name)
  return attachmentPart({
    kind: kindOfMime(mime, name),
    ref,
    name,
    mime,
    size: numberAt(fields, 'byteLength'),
    ...partExtra(leftOver(fields, new Set(['storageKey', 'name', 'fileType', 'byteLength']))),
  })
}

function linkPart(link: Json): Part {
  const fields = isJsonObject(link) ? link : {}
  const url = filledTextAt(fields, 'url')
  if (url === null) return { type: 'unknown', kind: 'link', raw: link }
  const rest = partExtra(leftOver(fields, new Set(['url', 'title'])))
  return { type: 'quote', title: filledTextAt(fields, 'title'), url, text: '', ...rest }
}
