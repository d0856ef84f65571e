/** One message of a LobeChat backup. Its place in the conversation is places.ts's work. */
import type { AttachmentPart, Message, Part, Role } from '@shared/conversation.ts'
import { isJsonObject, type Json, type JsonObject } from '@shared/json.ts'
import { attachmentPart } from '../attachment-part.ts'
import {
  extraOf,
  filledTextAt,
  isEmpty,
  leftOver,
  listAt,
  numberAt,
  objectAt,
  partExtra,
  textAt,
} from '../fields.ts'
import { kindOfMime } from '../mime.ts'
import { plainMessage } from '../plain-message.ts'
import { textParts } from '../role-messages/content.ts'
import { timeOf, unreadableTimes } from '../time.ts'
import { parseArguments } from '../tool-arguments.ts'
import type { Place } from './places.ts'

const roles: ReadonlyMap<string, Role> = new Map<string, Role>([
  ['user', 'user'],
  ['system', 'system'],
  ['tool', 'tool'],
  ['function', 'tool'],
])

/** What LobeChat writes where an answer is still to come. */
const pending = '...'

const heldOfMessage = new Set([
  'id',
  'role',
  'content',
  'model',
  'createdAt',
  'updatedAt',
  'parentId',
  'sessionId',
  'topicId',
  'tools',
  'plugin',
  'tool_call_id',
  'reasoning',
  'search',
  'files',
  'fileList',
  'imageList',
  'error',
  'extra',
])

/** Turns a row, completed by tables.ts, into a message. */
export function messageOf(row: JsonObject, { id, parentId }: Place): Message {
  const role = roles.get(filledTextAt(row, 'role') ?? '') ?? 'assistant'
  const content = textAt(row, 'content')
  const isUnfinished = role === 'assistant' && content === pending
  const more = objectAt(row, 'extra')
  const files = filesOf(row)
  return plainMessage({
    id,
    sourceId: filledTextAt(row, 'id'),
    parentId,
    role,
    model: filledTextAt(row, 'model') ?? filledTextAt(more, 'fromModel'),
    createdAt: timeOf(row['createdAt']),
    isUnfinished,
    isHidden: role === 'system',
    parts: [
      ...reasoningParts(row['reasoning']),
      ...(role === 'tool'
        ? [resultPart(row, content ?? '')]
        : textParts(isUnfinished ? '' : (content ?? ''))),
      ...listAt(row, 'tools').map(toolPart),
      ...searchParts(row['search']),
      ...files.parts,
      ...errorParts(row['error']),
    ],
    extra: extraOf({
      ...leftOver(row, heldOfMessage),
      ...leftOver(more, new Set(['fromModel'])),
      ...unreadableTimes(row, ['createdAt']),
      content: content === null ? row['content'] : undefined,
      files: files.rest,
      updatedAt: row['updatedAt'] === row['createdAt'] ? undefined : row['updatedAt'],
    }),
  })
}

function reasoningParts(reasoning: Json | undefined): Part[] {
  if (reasoning === undefined || isEmpty(reasoning)) return []
  if (typeof reasoning === 'string') return [{ type: 'thinking', text: reasoning }]
  const text = isJsonObject(reasoning) ? textAt(reasoning, 'content') : null
  if (!isJsonObject(reasoning) || text === null)
    return [{ type: 'unknown', kind: 'reasoning', raw: reasoning }]
  return [{ type: 'thinking', text, ...partExtra(leftOver(reasoning, new Set(['content']))) }]
}

function toolPart(tool: Json): Part {
  const name = isJsonObject(tool) ? filledTextAt(tool, 'apiName', 'name', 'identifier') : null
  if (!isJsonObject(tool) || name === null) return { type: 'unknown', kind: 'tool', raw: tool }
  const id = filledTextAt(tool, 'id')
  const given = tool['arguments']
  const { input, original } =
    typeof given === 'string' ? parseArguments(given) : { input: given ?? {}, original: undefined }
  const rest = leftOver(tool, new Set(['id', 'apiName', 'name', 'arguments']))
  return {
    type: 'tool-call',
    ...(id === null ? {} : { id }),
    name,
    input,
    ...partExtra({ ...rest, original }),
  }
}

function resultPart(row: JsonObject, text: string): Part {
  const plugin = objectAt(row, 'plugin')
  const name = filledTextAt(plugin, 'apiName', 'identifier')
  const callId = filledTextAt(row, 'tool_call_id')
  return {
    type: 'tool-result',
    ...(callId === null ? {} : { callId }),
    ...(name === null ? {} : { name }),
    text,
    ...partExtra({
      plugin: extraOf(leftOver(plugin, new Set(['id', 'apiName', 'toolCallId', 'state', 'error']))),
    }),
  }
}

function searchParts(search: Json | undefined): Part[] {
  if (search === undefined || isEmpty(search)) return []
  const citations = isJsonObject(search) ? search['citations'] : null
  if (!isJsonObject(search) || !Array.isArray(citations))
    return [{ type: 'unknown', kind: 'search', raw: search }]
  const rest = leftOver(search, new Set(['citations']))
  return citations.map((citation, index): Part => {
    const url = isJsonObject(citation) ? filledTextAt(citation, 'url') : null
    if (!isJsonObject(citation) || url === null) return { type: 'unknown', kind: 'citation', raw: citation }
    return {
      type: 'quote',
      title: filledTextAt(citation, 'title'),
      url,
      text: textAt(citation, 'snippet') ?? '',
      ...partExtra({
        ...leftOver(citation, new Set(['url', 'title', 'snippet'])),
        ...(index === 0 ? rest : {}),
      }),
    }
  })
}

function errorParts(error: Json | undefined): Part[] {
  if (error === undefined || isEmpty(error)) return []
  if (typeof error === 'string') return [{ type: 'error', text: error }]
  if (!isJsonObject(error)) return [{ type: 'unknown', kind: 'error', raw: error }]
  const name = filledTextAt(error, 'type')
  const rest = leftOver(error, new Set(['message', 'type']))
  return [
    {
      type: 'error',
      text: filledTextAt(error, 'message') ?? name ?? 'An error of an unknown kind',
      ...(name === null ? {} : { name }),
      ...partExtra(rest),
    },
  ]
}

/** The files of a message, each once; what names no file goes to the rest. */
function filesOf(row: JsonObject): { readonly parts: readonly Part[]; readonly rest: Json[] } {
  const parts = new Map<string, AttachmentPart>()
  const rest: Json[] = []
  const add = (file: Json, isImage: boolean): void => {
    const part = partOfFile(file, isImage)
    if (part === null) rest.push(file)
    else parts.set(part.ref, part)
  }
  for (const file of listAt(row, 'files')) add(file, false)
  for (const file of listAt(row, 'fileList')) add(file, false)
  for (const file of listAt(row, 'imageList')) add(file, true)
  return { parts: [...parts.values()], rest }
}

function partOfFile(file: Json, isImage: boolean): AttachmentPart | null {
  if (typeof file === 'string') return attachmentPart({ kind: isImage ? 'image' : 'file', ref: file })
  const ref = isJsonObject(file) ? filledTextAt(file, 'id', 'url') : null
  if (!isJsonObject(file) || ref === null) return null
  const name = filledTextAt(file, 'name', 'alt')
  const mime = filledTextAt(file, 'fileType')
  return attachmentPart({
    kind: isImage ? 'image' : kindOfMime(mime, name),
    ref,
    name,
    mime,
    size: numberAt(file, 'size'),
    ...partExtra(leftOver(file, new Set(['id', 'name', 'alt', 'fileType', 'size']))),
  })
}
