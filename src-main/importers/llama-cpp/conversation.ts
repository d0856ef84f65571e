/**
 * One conversation of llama.cpp's web page: a tree of messages below a root that says nothing.
 *
 * A pure conversion: importer.ts brings the lines of a session together.
 */
import type { Message, Part, Role } from '@shared/conversation.ts'
import { isJsonObject, type Json, type JsonObject } from '@shared/json.ts'
import { attachedFiles } from '../attached-files.ts'
import { attachmentPart } from '../attachment-part.ts'
import {
  asObject,
  extraOf,
  filledTextAt,
  leftOver,
  listAt,
  numberAt,
  objectAt,
  partExtra,
  textAt,
} from '../fields.ts'
import { plainConversation } from '../plain-conversation.ts'
import { plainMessage } from '../plain-message.ts'
import type { Converted } from '../record.ts'
import { partOfAddress, textParts, toolCallOf } from '../role-messages/content.ts'
import { partsOfAnswer } from '../think-tags.ts'
import { timeOf, unreadableTimes } from '../time.ts'
import { inTreeOrder } from '../tree-order.ts'
import { idText, uniqueId } from '../unique-id.ts'

/** Turns what importer.ts packed into a conversation, or says in words for a person why it is none. */
export function conversationFromLlamaCpp(packed: Json): Converted {
  const session = asObject(packed)
  const conv = objectAt(session, 'conv')
  const list = listAt(session, 'messages')
  const rows = list.filter(isJsonObject)
  const roots = new Set(rows.filter(isRoot).map((row) => idText(row['id'])))
  const said = rows.filter((row) => !isRoot(row))
  const first = said[0]
  if (!first) return { kind: 'skipped', reason: 'This conversation holds no messages.' }
  const ranks = ranksOf(rows)
  const taken = new Set<string>()
  const read = said
    .toSorted((a, b) => (ranks.get(idText(a['id'])) ?? 0) - (ranks.get(idText(b['id'])) ?? 0))
    .map((row, index) => {
      const parent = idText(row['parent'])
      const id = uniqueId(idText(row['id']) ?? `#${index + 1}`, taken)
      return messageOf(row, id, roots.has(parent) ? null : parent)
    })
  const messages = inTreeOrder(read, { kind: 'as-given' })
  const id = idText(conv['id']) ?? idText(first['convId'])
  const shown = filledTextAt(conv, 'currNode')
  const isThere = shown !== null && taken.has(shown)
  const conversation = plainConversation({
    id: id ?? messages[0]?.id ?? 'session',
    source: 'llama-cpp',
    sourceId: id,
    status: conv['pinned'] === true ? 'favorite' : 'active',
    title: filledTextAt(conv, 'name'),
    updatedAt: timeOf(conv['lastModified']),
    activeLeafId: isThere ? shown : null,
    options: extraOf({ thinkingEnabled: conv['thinkingEnabled'], reasoningEffort: conv['reasoningEffort'] }),
    extra: extraOf({
      ...leftOver(conv, heldOfConversation),
      ...unreadableTimes(conv, ['lastModified']),
      currNode: isThere || roots.has(shown) ? undefined : conv['currNode'],
      messages: list.filter((row) => !isJsonObject(row)),
      lines: session['others'],
    }),
    messages,
  })
  return { kind: 'conversation', conversation, files: attachedFiles(messages, 'not in this file') }
}

const heldOfConversation = new Set([
  'id',
  'name',
  'lastModified',
  'currNode',
  'pinned',
  'thinkingEnabled',
  'reasoningEffort',
])

/** The root holds the first messages together and nothing else. */
function isRoot(row: JsonObject): boolean {
  return row['type'] === 'root' && (textAt(row, 'content') ?? '') === ''
}

/** Places of messages among their siblings. Times change when a message is edited, the lists of children do not. */
function ranksOf(rows: readonly JsonObject[]): ReadonlyMap<string | null, number> {
  const ranks = new Map<string | null, number>()
  for (const row of rows) listAt(row, 'children').forEach((child, rank) => ranks.set(idText(child), rank))
  return ranks
}

const roles: ReadonlySet<string> = new Set<Role>(['user', 'assistant', 'system', 'tool'])

const heldOfMessage = new Set([
  'id',
  'convId',
  'type',
  'role',
  'content',
  'parent',
  'children',
  'timestamp',
  'model',
  'thinking',
  'reasoningContent',
  'toolCalls',
  'toolCallId',
  'extra',
])

function messageOf(row: JsonObject, id: string, parentId: string | null): Message {
  const roleName = filledTextAt(row, 'role')
  const role = roles.has(roleName ?? '') ? (roleName as Role) : 'assistant'
  const text = textAt(row, 'content') ?? ''
  const thinking = filledTextAt(row, 'reasoningContent', 'thinking')
  return plainMessage({
    id,
    sourceId: idText(row['id']),
    parentId,
    role,
    model: filledTextAt(row, 'model'),
    createdAt: timeOf(row['timestamp']),
    isHidden: role === 'system',
    parts: [
      ...(thinking === null ? [] : [{ type: 'thinking' as const, text: thinking }]),
      ...spokenParts(row, role, text, thinking !== null),
      ...callsOf(row['toolCalls']),
      ...listAt(row, 'extra').flatMap(partsOfExtra),
    ],
    extra: extraOf({
      ...leftOver(row, heldOfMessage),
      ...unreadableTimes(row, ['timestamp']),
      role: roleName === role ? undefined : row['role'],
      content: typeof row['content'] === 'string' ? undefined : row['content'],
    }),
  })
}

function spokenParts(row: JsonObject, role: Role, text: string, hasThinking: boolean): Part[] {
  if (role === 'tool') {
    const callId = filledTextAt(row, 'toolCallId')
    return [{ type: 'tool-result', ...(callId === null ? {} : { callId }), text }]
  }
  return role === 'assistant' && !hasThinking ? partsOfAnswer(text) : textParts(text)
}

/** A list of calls, in older files as JSON inside a text. */
function callsOf(calls: Json | undefined): Part[] {
  let list = calls
  if (typeof calls === 'string') {
    if (calls === '') return []
    try {
      list = JSON.parse(calls) as Json
    } catch {
      // Kept below as what it is.
      list = calls
    }
  }
  if (list === undefined || list === null) return []
  if (!Array.isArray(list)) return [{ type: 'unknown', kind: 'toolCalls', raw: list }]
  return list.map((call) => {
    const part = isJsonObject(call) ? toolCallOf(leftOver(call, new Set(['index']))) : null
    return part ?? { type: 'unknown', kind: 'toolCall', raw: call }
  })
}

/** Files and texts that were sent along; their bytes, if any, stay in `extra` as they are written. */
function partsOfExtra(file: Json): Part[] {
  if (!isJsonObject(file)) return [{ type: 'unknown', kind: 'extra', raw: file }]
  const kind = (filledTextAt(file, 'type') ?? 'extra').replace(/File$/, '').toUpperCase()
  const name = filledTextAt(file, 'name')
  const text = textAt(file, 'content')
  const held = ['type', 'name', 'size']
  switch (kind) {
    case 'IMAGE': {
      const url = filledTextAt(file, 'base64Url')
      if (url === null) break
      const part = partOfAddress(url, 'image', leftOver(file, new Set([...held, 'base64Url'])))
      return [{ ...part, name, size: numberAt(file, 'size') }]
    }
    case 'AUDIO':
    case 'VIDEO':
    case 'PDF': {
      const mime = kind === 'PDF' ? 'application/pdf' : filledTextAt(file, 'mimeType')
      const shown = kind === 'AUDIO' ? 'audio' : kind === 'VIDEO' ? 'video' : 'file'
      const part = attachmentPart({
        kind: shown,
        ref: `data:${mime ?? shown}`,
        name,
        mime,
        size: numberAt(file, 'size'),
        ...partExtra(leftOver(file, new Set([...held, 'mimeType', 'content']))),
      })
      return [part, ...contextParts(name ?? kind, text)]
    }
    case 'TEXT':
    case 'CONTEXT':
    case 'MCP_PROMPT':
    case 'MCP_RESOURCE': {
      if (text === null) break
      const rest = partExtra(leftOver(file, new Set([...held, 'content'])))
      return [{ type: 'context', title: name ?? 'Text', text, ...rest }]
    }
    default:
  }
  return [{ type: 'unknown', kind: filledTextAt(file, 'type') ?? 'extra', raw: file }]
}

function contextParts(title: string, text: string | null): Part[] {
  return text === null || text === '' ? [] : [{ type: 'context', title, text }]
}
