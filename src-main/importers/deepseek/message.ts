/**
 * One message of DeepSeek: its fragments since 2025, or the older pair of `content` and `reasoning_content`.
 *
 * Where it stands in the tree is conversation.ts's work.
 */
import type { Message, Part } from '@shared/conversation.ts'
import { isJsonObject, type Json, type JsonObject } from '@shared/json.ts'
import { attachmentPart, withUniqueRefs } from '../attachment-part.ts'
import { extraOf, filledTextAt, leftOver, listAt, numberAt, objectsAt, partExtra, textAt } from '../fields.ts'
import { kindOfMime } from '../mime.ts'
import { timeOf, unreadableTimes } from '../time.ts'
import { idText } from '../unique-id.ts'

type Spoken = Omit<Message, 'id' | 'sourceId' | 'parentId' | 'role'> & { readonly role: 'user' | 'assistant' }

/** What the parts and fields of the model hold; what DeepSeek's page needs for its own working is kept as extra. */
const heldOfMessage: ReadonlySet<string> = new Set([
  'message_id',
  'parent_id',
  'role',
  'model',
  'inserted_at',
  'fragments',
  'content',
  'reasoning_content',
  'thinking_content',
  'files',
])

/**
 * Reads a message. Who wrote it is told by `role`, else by its fragments, else it is the other one than `answered`, the
 * writer of the message above.
 */
export function messageOf(
  raw: JsonObject,
  answered: 'user' | 'assistant' | null,
  around: JsonObject,
): Spoken {
  const status = filledTextAt(raw, 'status')
  return {
    role: roleOf(raw) ?? (answered === 'user' ? 'assistant' : 'user'),
    sender: null,
    model: filledTextAt(raw, 'model'),
    createdAt: timeOf(raw['inserted_at']),
    isError: false,
    isUnfinished: status !== null && /^(?:WIP|INCOMPLETE|PENDING)$/i.test(status),
    isHidden: false,
    parts: withUniqueRefs([...textParts(raw), ...listAt(raw, 'files').map(partOfFile)]),
    attachments: [],
    extra: extraOf({
      ...around,
      ...leftOver(raw, heldOfMessage),
      ...unreadableTimes(raw, ['inserted_at']),
      role: roleOf({ role: raw['role'] ?? null }) === null ? raw['role'] : undefined,
      status: status === 'FINISHED' ? undefined : raw['status'],
    }),
  }
}

function roleOf(raw: JsonObject): 'user' | 'assistant' | null {
  const role = filledTextAt(raw, 'role')?.toLowerCase()
  if (role === 'user' || role === 'assistant') return role
  const kinds = objectsAt(raw, 'fragments').map((fragment) => fragment['type'])
  if (kinds.length === 0) return typeof raw['reasoning_content'] === 'string' ? 'assistant' : null
  return kinds.every((kind) => kind === 'REQUEST' || kind === 'FILE') ? 'user' : 'assistant'
}

function textParts(raw: JsonObject): Part[] {
  if (Array.isArray(raw['fragments'])) return raw['fragments'].flatMap(partsOfFragment)
  const thinking = filledTextAt(raw, 'reasoning_content', 'thinking_content')
  const content = raw['content'] ?? null
  return [
    ...(thinking === null ? [] : [{ type: 'thinking' as const, text: thinking }]),
    ...(typeof content === 'string'
      ? content === ''
        ? []
        : [{ type: 'text' as const, text: content }]
      : []),
    ...(content === null || typeof content === 'string'
      ? []
      : [{ type: 'unknown' as const, kind: 'content', raw: content }]),
  ]
}

function partsOfFragment(fragment: Json): Part[] {
  if (!isJsonObject(fragment)) return [{ type: 'unknown', kind: 'fragment', raw: fragment }]
  const kind = filledTextAt(fragment, 'type') ?? 'fragment'
  const text = textAt(fragment, 'content')
  // The numbers by which the page puts fragments in order say nothing beyond their order.
  const rest = leftOver(fragment, new Set(['type', 'content', 'id', 'stage_id']))
  switch (kind) {
    case 'REQUEST':
    case 'RESPONSE':
    case 'TEMPLATE_RESPONSE':
      if (text === null) break
      return text === '' ? [] : [{ type: 'text', text, ...partExtra(rest) }]
    case 'THINK':
      if (text === null) break
      return text === '' ? [] : [{ type: 'thinking', text, ...partExtra(rest) }]
    case 'SEARCH':
    case 'TOOL_SEARCH':
      return [searchCall(fragment, text)]
  }
  return [{ type: 'unknown', kind, raw: fragment }]
}

/** A web search as the call of a tool that answered with the pages it found. */
function searchCall(fragment: JsonObject, text: string | null): Part {
  const found = objectsAt(fragment, 'results').map((page) =>
    [filledTextAt(page, 'title'), filledTextAt(page, 'url'), filledTextAt(page, 'snippet')]
      .filter((line) => line !== null)
      .join('\n'),
  )
  const output = [...(text === null || text === '' ? [] : [text]), ...found].join('\n\n')
  return {
    type: 'tool-call',
    name: 'search',
    input: fragment['queries'] ?? fragment['query'] ?? null,
    ...(output === '' ? {} : { output }),
    ...partExtra(leftOver(fragment, new Set(['type', 'content', 'id', 'stage_id', 'queries', 'query']))),
  }
}

function partOfFile(file: Json): Part {
  const name = isJsonObject(file) ? filledTextAt(file, 'file_name', 'name') : null
  const id = isJsonObject(file) ? idText(file['id'] ?? file['file_id']) : null
  const ref = id ?? name
  if (!isJsonObject(file) || ref === null) return { type: 'unknown', kind: 'file', raw: file }
  return attachmentPart({
    kind: kindOfMime(null, name),
    ref,
    name,
    size: numberAt(file, 'file_size') ?? numberAt(file, 'size'),
    ...partExtra(leftOver(file, new Set(['id', 'file_id', 'file_name', 'name', 'file_size', 'size']))),
  })
}
