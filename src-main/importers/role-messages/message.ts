/**
 * Messages that name a role and a content, as chat APIs, training data and agent frameworks write them: `role` and
 * `content`, ShareGPT's `from` and `value`, LangChain's `type` and `content`.
 *
 * Where a message stands in its conversation is the importers' work.
 */
import type { Message, Part, Role, ToolResultPart } from '@shared/conversation.ts'
import { isJsonObject, type Json, type JsonObject } from '@shared/json.ts'
import { withUniqueRefs } from '../attachment-part.ts'
import { asObject, extraOf, filledTextAt, leftOver, listAt, objectAt, textAt } from '../fields.ts'
import { deepestNesting, isNestedDeeper } from '../nesting.ts'
import { tagged } from '../tagged.ts'
import { timeOf, unreadableTimes } from '../time.ts'
import { idText, uniqueId } from '../unique-id.ts'
import { partsOfContent, plainTextOf, textParts, toolCallOf } from './content.ts'

/** Everything of a message but its place. */
export type RoleMessage = Omit<Message, 'id' | 'parentId'>

const roles: ReadonlyMap<string, Role> = new Map<string, Role>([
  ['user', 'user'],
  ['human', 'user'],
  ['prompter', 'user'],
  ['assistant', 'assistant'],
  ['gpt', 'assistant'],
  ['chatgpt', 'assistant'],
  ['ai', 'assistant'],
  ['model', 'assistant'],
  ['bot', 'assistant'],
  ['function_call', 'assistant'],
  ['tool_call', 'assistant'],
  ['system', 'system'],
  ['developer', 'system'],
  ['tool', 'tool'],
  ['function', 'tool'],
  ['observation', 'tool'],
  ['tool_response', 'tool'],
  ['ipython', 'tool'],
])

const timeKeys = ['created_at', 'createdAt', 'timestamp', 'create_time', 'time']

/** True for an object that says whose message it is and holds something. */
export function isRoleMessage(value: Json | undefined): value is JsonObject {
  if (!isJsonObject(value)) return false
  const message = unwrapped(value)
  return (
    roleNameOf(message) !== null &&
    ['content', 'value', 'tool_calls', 'function_call'].some((key) => key in message)
  )
}

/** Reads a message. A role that is not known is an assistant's, who keeps its name. */
export function readRoleMessage(wrapped: JsonObject): RoleMessage {
  const raw = unwrapped(wrapped)
  const roleName = roleNameOf(raw)
  const known = roles.get(roleName?.toLowerCase() ?? '')
  const role = known ?? 'assistant'
  const name = filledTextAt(raw, 'name')
  const timeKey = timeKeys.find((key) => timeOf(raw[key]) !== null)
  const metadata = objectAt(raw, 'response_metadata')
  const isToolResult = role === 'tool'
  const isNamedRole = known === undefined && roleName !== null
  const parts = isToolResult ? resultParts(raw, name) : spokenParts(raw, role, roleName)
  return {
    sourceId: idText(raw['id']),
    role,
    sender: isToolResult ? null : (name ?? (isNamedRole ? roleName : null)),
    model: filledTextAt(raw, 'model') ?? filledTextAt(metadata, 'model_name', 'model'),
    createdAt: timeKey === undefined ? null : timeOf(raw[timeKey]),
    isError: raw['status'] === 'error',
    isUnfinished: false,
    isHidden: false,
    parts: withUniqueRefs(parts),
    attachments: [],
    extra: extraOf({
      ...leftOver(raw, new Set([...heldOfMessage, ...(timeKey === undefined ? [] : [timeKey])])),
      ...unreadableTimes(raw, timeKeys),
      additional_kwargs: extraOf(leftOver(objectAt(raw, 'additional_kwargs'), heldOfKwargs(raw))),
      role: isNamedRole || roleName === 'developer' ? roleName : undefined,
      type: raw['type'] === roleName ? undefined : raw['type'],
      reasoning: typeof raw['reasoning'] === 'string' ? undefined : raw['reasoning'],
    }),
  }
}

const heldOfMessage: readonly string[] = [
  'id',
  'role',
  'from',
  'type',
  'content',
  'value',
  'name',
  'model',
  'tool_calls',
  'function_call',
  'tool_call_id',
  'reasoning_content',
  'reasoning',
  'refusal',
  'additional_kwargs',
]

/** LangChain keeps what the API sent beside what it has read from it. */
function heldOfKwargs(raw: JsonObject): ReadonlySet<string> {
  const repeated = listAt(raw, 'tool_calls').length > 0 ? ['tool_calls', 'function_call'] : []
  return new Set([...repeated, 'reasoning_content'])
}

/** A message out of LangChain's wrappers: `{type, data}` and `{lc, id, kwargs}`. */
function unwrapped(raw: JsonObject): JsonObject {
  const kwargs = raw['kwargs']
  if (isJsonObject(kwargs) && Array.isArray(raw['id'])) {
    const className = raw['id'].at(-1)
    const role =
      typeof className === 'string' ? className.replace(/Message(Chunk)?$/, '').toLowerCase() : null
    return { ...(role === null ? {} : { type: role }), ...kwargs }
  }
  const data = raw['data']
  return isJsonObject(data) && typeof raw['type'] === 'string' && 'content' in data
    ? { ...data, type: raw['type'] }
    : raw
}

function roleNameOf(raw: JsonObject): string | null {
  const named = filledTextAt(raw, 'role', 'from')
  if (named !== null) return named
  const type =
    filledTextAt(raw, 'type')
      ?.replace(/MessageChunk$/, '')
      .toLowerCase() ?? null
  return type !== null && roles.has(type) ? type : null
}

function spokenParts(raw: JsonObject, role: Role, roleName: string | null): Part[] {
  const reasoning =
    filledTextAt(raw, 'reasoning_content', 'reasoning') ??
    filledTextAt(objectAt(raw, 'additional_kwargs'), 'reasoning_content')
  const content = raw['content'] ?? raw['value']
  const calls = [
    ...listAt(raw, 'tool_calls'),
    ...(isJsonObject(raw['function_call']) ? [raw['function_call']] : []),
  ]
  const refusal = textAt(raw, 'refusal')
  return [
    ...(reasoning === null ? [] : [{ type: 'thinking' as const, text: reasoning }]),
    ...contentParts(content, role, roleName, calls.length > 0),
    ...calls.map(
      (call): Part => toolCallOf(asObject(call)) ?? { type: 'unknown', kind: 'tool_call', raw: call },
    ),
    ...(refusal === null || refusal === ''
      ? []
      : [{ type: 'text' as const, text: refusal, extra: { type: 'refusal' } }]),
  ]
}

function contentParts(
  content: Json | undefined,
  role: Role,
  roleName: string | null,
  hasCalls: boolean,
): Part[] {
  if (typeof content !== 'string' || role !== 'assistant') return partsOfContent(content)
  const { thinking, rest } = withoutThinking(content)
  const thoughts: Part[] = thinking === null ? [] : [{ type: 'thinking', text: thinking }]
  if (roleName !== 'function_call' && roleName !== 'tool_call') return [...thoughts, ...textParts(rest)]
  const written = writtenCalls(rest)
  if (written === null) return [...thoughts, ...textParts(rest)]
  // Where the calls stand in a field of their own as well, the text only repeats them.
  return [...thoughts, ...textParts(written.text), ...(hasCalls ? [] : written.calls)]
}

/** Reasoning models write what they think in front of what they say. */
function withoutThinking(text: string): { readonly thinking: string | null; readonly rest: string } {
  const found = /^\s*<think>\n?([^]*?)\n?<\/think>\s*/.exec(text)
  if (found === null) return { thinking: null, rest: text }
  const thinking = found[1] ?? ''
  return { thinking: thinking.trim() === '' ? null : thinking, rest: text.slice(found[0].length) }
}

/** Calls that are written as JSON text: one, a list of them, or in `<tool_call>` tags behind a text. */
function writtenCalls(text: string): { readonly text: string; readonly calls: readonly Part[] } | null {
  const found = tagged(text, 'tool_call')
  const before = found[0] === undefined ? '' : text.slice(0, found[0].start).trimEnd()
  const calls: Part[] = []
  for (const written of found.length === 0 ? [text] : found.map(({ inside }) => inside)) {
    const value = parsed(written)
    for (const call of Array.isArray(value) ? value : [value]) {
      const part = isJsonObject(call) ? toolCallOf(call) : null
      if (part === null) return null
      calls.push(part)
    }
  }
  return calls.length === 0 ? null : { text: before, calls }
}

function parsed(text: string): Json | undefined {
  try {
    const value = JSON.parse(text) as Json
    return isNestedDeeper(value, deepestNesting) ? undefined : value
  } catch {
    return undefined
  }
}

/** What a tool has answered is one part, with pictures and the like behind it. */
function resultParts(raw: JsonObject, name: string | null): Part[] {
  const parts = partsOfContent(raw['content'] ?? raw['value'])
  const text = plainTextOf(parts)
  const callId = filledTextAt(raw, 'tool_call_id')
  const others = text === null ? parts.filter((part) => part.type !== 'text' || part.extra !== undefined) : []
  const result: ToolResultPart = {
    type: 'tool-result',
    ...(callId === null ? {} : { callId }),
    ...(name === null ? {} : { name }),
    text: text ?? plainTextOf(parts.filter((part) => !others.includes(part))) ?? '',
  }
  return [result, ...others]
}

/**
 * Messages one after the other, each answering the one before. A tool's answer is named after the call that it answers.
 * Ids are those of the source, made unique, else `message-1`, `message-2` …
 */
export function inOneLine(read: readonly RoleMessage[]): Message[] {
  const names = new Map<string, string>()
  const taken = new Set<string>()
  let parentId: string | null = null
  return read.map((message, index) => {
    for (const part of message.parts) {
      if (part.type === 'tool-call' && part.id !== undefined) names.set(part.id, part.name)
    }
    const id = uniqueId(message.sourceId ?? `message-${index + 1}`, taken)
    const linked: Message = {
      ...message,
      id,
      parentId,
      parts: message.parts.map((part) => namedResult(part, names)),
    }
    parentId = id
    return linked
  })
}

function namedResult(part: Part, names: ReadonlyMap<string, string>): Part {
  if (part.type !== 'tool-result' || part.name !== undefined || part.callId === undefined) return part
  const name = names.get(part.callId)
  return name === undefined ? part : { ...part, name }
}
