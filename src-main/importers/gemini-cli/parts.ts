/** The content of Gemini CLI's messages as typed parts: the parts of Google's API, thoughts, and the calls of tools. */
import type { Part, ToolCallPart } from '@shared/conversation.ts'
import { isJsonObject, type Json, type JsonObject } from '@shared/json.ts'
import { attachmentPart } from '../attachment-part.ts'
import {
  asObject,
  filledTextAt,
  isEmpty,
  leftOver,
  objectAt,
  objectsAt,
  partExtra,
  textAt,
} from '../fields.ts'
import { kindOfMime } from '../mime.ts'

/** The parts of a content: a text, one piece, or a list of both. What is not known is kept whole. */
export function partsOfContent(content: Json | undefined): Part[] {
  if (content === undefined || content === null || content === '') return []
  if (typeof content === 'string') return [{ type: 'text', text: content }]
  if (Array.isArray(content)) return content.flatMap(partsOfContent)
  if (!isJsonObject(content)) return [{ type: 'unknown', kind: typeof content, raw: content }]
  return partOfPiece(content)
}

/** What the model thought before it spoke: a subject and a description each. */
export function thoughtParts(message: JsonObject): Part[] {
  return objectsAt(message, 'thoughts').map((thought): Part => {
    const title = filledTextAt(thought, 'subject')
    const rest = leftOver(thought, new Set(['subject', 'description']))
    const text = textAt(thought, 'description') ?? ''
    return { type: 'thinking', text, ...(title === null ? {} : { title }), ...partExtra(rest) }
  })
}

/** The calls of tools, each with what the tool answered. */
export function toolCallParts(message: JsonObject): Part[] {
  return objectsAt(message, 'toolCalls').map((call): Part => {
    const answer = answerOf(call['result'])
    const shown = textAt(call, 'resultDisplay')
    const output = answer ?? shown
    const held = new Set(['id', 'name', 'args', ...(answer === null ? [] : ['result'])])
    if (shown !== null && shown === output) held.add('resultDisplay')
    return {
      ...toolCall(filledTextAt(call, 'name') ?? 'tool', call),
      ...(output === null ? {} : { output }),
      ...partExtra(leftOver(call, held)),
    }
  })
}

function toolCall(name: string, call: JsonObject): ToolCallPart {
  const id = filledTextAt(call, 'id')
  return { type: 'tool-call', ...(id === null ? {} : { id }), name, input: call['args'] ?? {} }
}

/** What a tool answered, as one text; null where the result is more than that. */
function answerOf(result: Json | undefined): string | null {
  if (result === undefined || result === null) return null
  const parts = partsOfContent(result)
  const texts = parts.map((part) =>
    (part.type === 'tool-result' || part.type === 'text') && isEmpty(part.extra) ? part.text : null,
  )
  return texts.length > 0 && texts.every((text) => text !== null) ? texts.join('\n\n') : null
}

function partOfPiece(piece: JsonObject): Part[] {
  const text = textAt(piece, 'text')
  if (text !== null) {
    const isThought = piece['thought'] === true
    const rest = leftOver(piece, new Set(['text', 'thought']))
    return text === '' && isEmpty(rest)
      ? []
      : [{ type: isThought ? 'thinking' : 'text', text, ...partExtra(rest) }]
  }
  const call = objectAt(piece, 'functionCall')
  if (!isEmpty(call)) {
    const rest = { ...leftOver(call, heldOfCall), ...leftOver(piece, new Set(['functionCall'])) }
    return [{ ...toolCall(filledTextAt(call, 'name') ?? 'tool', call), ...partExtra(rest) }]
  }
  const response = objectAt(piece, 'functionResponse')
  if (!isEmpty(response)) return [resultPart(response, leftOver(piece, new Set(['functionResponse'])))]
  const code = objectAt(piece, 'executableCode')
  if (!isEmpty(code)) {
    const language = filledTextAt(code, 'language')?.toLowerCase() ?? null
    const rest = leftOver(code, new Set(['language', 'code']))
    return [{ type: 'code', language, text: textAt(code, 'code') ?? '', ...partExtra(rest) }]
  }
  const outcome = objectAt(piece, 'codeExecutionResult')
  if (!isEmpty(outcome)) {
    const rest = leftOver(outcome, new Set(['output']))
    const output = textAt(outcome, 'output') ?? ''
    return [{ type: 'tool-result', name: 'code execution', text: output, ...partExtra(rest) }]
  }
  return filePart(piece) ?? [{ type: 'unknown', kind: Object.keys(piece)[0] ?? 'part', raw: piece }]
}

const heldOfCall: ReadonlySet<string> = new Set(['id', 'name', 'args'])

function resultPart(response: JsonObject, beside: JsonObject): Part {
  const [id, name] = [filledTextAt(response, 'id'), filledTextAt(response, 'name')]
  const answer = asObject(response['response'])
  // A tool's answer stands under `output` or, when it failed, under `error`; anything else is shown as it is.
  const key = ['output', 'error'].find((one) => typeof answer[one] === 'string')
  const isPlain = key !== undefined && Object.keys(answer).length === 1
  const text = isPlain ? (textAt(answer, key) ?? '') : JSON.stringify(response['response'] ?? null)
  const rest = leftOver(response, new Set(['id', 'name', 'response']))
  return {
    type: 'tool-result',
    ...(id === null ? {} : { callId: id }),
    ...(name === null ? {} : { name }),
    text,
    ...partExtra({ ...rest, ...beside, isError: key === 'error' ? true : null }),
  }
}

/** A file that stands in the session as base64, or is named by its address. */
function filePart(piece: JsonObject): Part[] | null {
  const inline = objectAt(piece, 'inlineData')
  const remote = objectAt(piece, 'fileData')
  const file = isEmpty(inline) ? remote : inline
  const address = filledTextAt(remote, 'fileUri')
  if (isEmpty(file) || (file === remote && address === null)) return null
  const mime = filledTextAt(file, 'mimeType')
  const name = filledTextAt(file, 'displayName')
  return [
    attachmentPart({
      kind: kindOfMime(mime, name ?? address),
      ref: file === inline ? `data:${mime ?? ''}` : (address ?? ''),
      name,
      mime,
      ...partExtra({
        ...leftOver(file, new Set(['mimeType', 'displayName', 'fileUri'])),
        ...leftOver(piece, new Set(['inlineData', 'fileData'])),
      }),
    }),
  ]
}
