/** The items of a Codex session as parts: what is said, thought, called and answered. */
import type { Part } from '@shared/conversation.ts'
import { isJsonObject, type Json, type JsonObject } from '@shared/json.ts'
import { filledTextAt, leftOver, listAt, objectAt, objectsAt, partExtra, textAt } from '../fields.ts'
import { partsOfContent } from '../role-messages/content.ts'
import { parseArguments } from '../tool-arguments.ts'

/** What an item is to a reader: said by someone, done by the assistant, or answered by a tool. */
export type Kind = 'message' | 'act' | 'answer' | 'other'

/** What kind of item a type names (OpenAI's Responses API, and what Codex adds to it). */
export function kindOfItem(type: string | null): Kind {
  if (type === 'message') return 'message'
  if (type === null) return 'other'
  if (type === 'reasoning' || type.endsWith('_call')) return 'act'
  return type.endsWith('_call_output') ? 'answer' : 'other'
}

/** The parts of an item. `toolNames` gives the name of a tool by the id of its call. */
export function partsOfItem(item: JsonObject, toolNames: ReadonlyMap<string, string>): Part[] {
  const type = filledTextAt(item, 'type')
  switch (kindOfItem(type)) {
    case 'message':
      return partsOfContent(item['content'])
    case 'act':
      return type === 'reasoning' ? thinkingParts(item) : [callPart(item, type ?? 'call')]
    case 'answer':
      return answerParts(item, toolNames)
    case 'other':
      return [{ type: 'unknown', kind: type ?? 'item', raw: item }]
  }
}

/** Reasoning is there as a summary, rarely in full, and for the service itself in a form that nobody else can read. */
function thinkingParts(item: JsonObject): Part[] {
  const texts = [...objectsAt(item, 'summary'), ...objectsAt(item, 'content')].map((piece) =>
    textAt(piece, 'text'),
  )
  const text = texts.filter((piece) => piece !== null).join('\n\n')
  const isWhole = texts.every((piece) => piece !== null)
  const rest = leftOver(item, new Set(['type', 'id', ...(isWhole ? ['summary', 'content'] : [])]))
  return text === '' && Object.keys(rest).length === 0 ? [] : [{ type: 'thinking', text, ...partExtra(rest) }]
}

function callPart(item: JsonObject, type: string): Part {
  const key = ['arguments', 'input', 'action', 'query', 'execution'].find((one) => item[one] !== undefined)
  const given = key === undefined ? null : (item[key] ?? null)
  const { input, original } =
    typeof given === 'string' ? parseArguments(given) : { input: given, original: undefined }
  const id = filledTextAt(item, 'call_id', 'id')
  return {
    type: 'tool-call',
    ...(id === null ? {} : { id }),
    name: filledTextAt(item, 'name') ?? type.replace(/_call$/, ''),
    input,
    ...partExtra({
      ...leftOver(item, new Set(['type', 'call_id', 'name', ...(key === undefined ? [] : [key])])),
      id: item['id'] === id ? undefined : item['id'],
      type: type === 'function_call' ? undefined : type,
      status: item['status'] === 'completed' ? undefined : item['status'],
      original,
    }),
  }
}

function answerParts(item: JsonObject, toolNames: ReadonlyMap<string, string>): Part[] {
  const callId = filledTextAt(item, 'call_id')
  const name = callId === null ? undefined : toolNames.get(callId)
  const { parts, rest } = outputOf(item['output'])
  const texts = parts.filter((part) => part.type === 'text')
  const extra = partExtra({ ...leftOver(item, new Set(['type', 'id', 'call_id', 'output'])), ...rest })
  return [
    {
      type: 'tool-result',
      ...(callId === null ? {} : { callId }),
      ...(name === undefined ? {} : { name }),
      text: texts.map((part) => part.text).join('\n\n'),
      ...extra,
    },
    ...parts.filter((part) => part.type !== 'text'),
  ]
}

/** An output is a text, a list of pieces, `{content, success}`, or, as JSON in a text, `{output, metadata}`. */
function outputOf(output: Json | undefined): { readonly parts: readonly Part[]; readonly rest: JsonObject } {
  if (typeof output === 'string') {
    const inner = parseArguments(output)
    const isWrapped = isJsonObject(inner.input) && typeof inner.input['output'] === 'string'
    if (!isWrapped || inner.original !== undefined) return { parts: partsOfContent(output), rest: {} }
    return outputOf(inner.input)
  }
  if (!isJsonObject(output)) return { parts: partsOfContent(output), rest: {} }
  const key = ['output', 'content', 'content_items', 'body'].find((one) => output[one] !== undefined)
  if (key === undefined) return { parts: [{ type: 'unknown', kind: 'output', raw: output }], rest: {} }
  return { parts: partsOfContent(output[key]), rest: leftOver(output, new Set([key])) }
}

/** What Codex puts in front of a session by itself: the surroundings, instructions of the reader's files. */
export function isInjected(item: JsonObject): boolean {
  const first = listAt(item, 'content')[0]
  const text = isJsonObject(first) ? (textAt(first, 'text') ?? '') : (textAt(item, 'content') ?? '')
  return /^\s*(?:<(?:environment_context|user_instructions|permissions instructions|INSTRUCTIONS|turn_aborted|skill|collaboration_mode)\b|# AGENTS\.md instructions)/.test(
    text,
  )
}

/** The name of the tool in a call, by the id that the answer will bear. */
export function namedCall(item: JsonObject): readonly [id: string, name: string] | null {
  const id = filledTextAt(item, 'call_id')
  const type = filledTextAt(item, 'type')
  if (id === null || type === null || kindOfItem(type) !== 'act') return null
  return [id, filledTextAt(item, 'name') ?? type.replace(/_call$/, '')]
}

/** The text that an event repeats from an item, for those that do. */
export function repeatedText(event: JsonObject): string | null {
  const type = filledTextAt(event, 'type')
  if (type !== 'user_message' && type !== 'agent_message' && type !== 'agent_reasoning') return null
  return textAt(event, 'message') ?? textAt(event, 'text') ?? textAt(objectAt(event, 'payload'), 'message')
}
