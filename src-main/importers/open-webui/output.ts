/**
 * The `output` of an answer, which newer versions keep beside its text: what the model thought, said and called, one
 * item each, in the shape of OpenAI's Responses API.
 */
import type { Part, ToolCallPart } from '@shared/conversation.ts'
import { isJsonObject, type Json, type JsonObject } from '@shared/json.ts'
import { filledTextAt, leftOver, listAt, objectsAt, partExtra, textAt } from '../fields.ts'
import { partsOfContent } from '../role-messages/content.ts'
import { parseArguments } from '../tool-arguments.ts'

/** The parts of all items. An answer stands in the call that it answers; what is not known is kept whole. */
export function partsOfOutput(items: readonly Json[]): Part[] {
  const answers = new Map<string, JsonObject>()
  for (const item of items.filter(isJsonObject)) {
    const callId = filledTextAt(item, 'call_id')
    if (item['type'] === 'function_call_output' && callId !== null) answers.set(callId, item)
  }
  return items.flatMap((item) => {
    if (!isJsonObject(item)) return item === null ? [] : [{ type: 'unknown', kind: 'output', raw: item }]
    return partsOfItem(item, answers)
  })
}

function partsOfItem(item: JsonObject, answers: Map<string, JsonObject>): Part[] {
  const type = filledTextAt(item, 'type') ?? 'output'
  switch (type) {
    case 'message':
      return withExtra(partsOfContent(item['content']), leftOver(item, heldOfMessage))
    case 'reasoning':
      return [reasoningPart(item)]
    case 'function_call':
      return [callPart(item, answers)]
    case 'function_call_output':
      // One whose call came before it went with the call.
      return answers.get(filledTextAt(item, 'call_id') ?? '') === item ||
        filledTextAt(item, 'call_id') === null
        ? resultParts(item)
        : []
    case 'open_webui:code_interpreter':
      return [codePart(item)]
    default:
      return [{ type: 'unknown', kind: type, raw: item }]
  }
}

const heldOfMessage: ReadonlySet<string> = new Set(['type', 'role', 'content'])

function reasoningPart(item: JsonObject): Part {
  const key = listAt(item, 'summary').length > 0 ? 'summary' : 'content'
  const texts = objectsAt(item, key).flatMap((piece) => textAt(piece, 'text') ?? [])
  const isWhole = texts.length === listAt(item, key).length
  const held = new Set(['type', ...(isWhole ? [key] : [])])
  return { type: 'thinking', text: texts.join(''), ...partExtra(leftOver(item, held)) }
}

function callPart(item: JsonObject, answers: Map<string, JsonObject>): ToolCallPart {
  const id = filledTextAt(item, 'call_id', 'id')
  const answer = id === null ? undefined : answers.get(id)
  if (id !== null) answers.delete(id)
  const given = item['arguments']
  const { input, original } =
    typeof given === 'string' ? parseArguments(given) : { input: given ?? {}, original: undefined }
  const output = answer === undefined ? null : textOfAnswer(answer)
  return {
    type: 'tool-call',
    ...(id === null ? {} : { id }),
    name: filledTextAt(item, 'name') ?? 'tool',
    input,
    ...(output === null ? {} : { output }),
    ...partExtra({
      ...leftOver(item, new Set(['type', 'call_id', 'name', 'arguments'])),
      original,
      answer: answer && leftOver(answer, heldOfAnswer(output)),
    }),
  }
}

function heldOfAnswer(output: string | null): ReadonlySet<string> {
  return new Set(['type', 'call_id', ...(output === null ? [] : ['output'])])
}

function resultParts(item: JsonObject): Part[] {
  const callId = filledTextAt(item, 'call_id')
  const text = textOfAnswer(item)
  return [
    {
      type: 'tool-result',
      ...(callId === null ? {} : { callId }),
      text: text ?? '',
      ...partExtra(leftOver(item, heldOfAnswer(text))),
    },
  ]
}

/** The texts of an answer; null when it holds anything else. */
function textOfAnswer(item: JsonObject): string | null {
  const output = item['output']
  if (typeof output === 'string') return output
  const texts = objectsAt(item, 'output').map((piece) => textAt(piece, 'text'))
  const isWhole = Array.isArray(output) && texts.length === output.length
  return isWhole && texts.every((text) => text !== null) ? texts.join('') : null
}

function codePart(item: JsonObject): ToolCallPart {
  const output = item['output']
  const text = typeof output === 'string' ? output : output === undefined ? null : JSON.stringify(output)
  return {
    type: 'tool-call',
    name: 'code_interpreter',
    input: { language: textAt(item, 'lang') ?? '', code: textAt(item, 'code') ?? '' },
    ...(text === null || output === null ? {} : { output: text }),
    ...partExtra(leftOver(item, new Set(['type', 'lang', 'code', 'output']))),
  }
}

function withExtra(parts: readonly Part[], rest: JsonObject): Part[] {
  const [first, ...others] = parts
  return first === undefined ? [] : [{ ...first, ...partExtra({ ...first.extra, ...rest }) }, ...others]
}
