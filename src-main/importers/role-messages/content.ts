/**
 * The content of messages in the shapes of chat APIs (OpenAI's chat and responses, Anthropic's, LangChain's,
 * LLaMA-Factory's) as typed parts.
 *
 * Who said it is message.ts's work.
 */
import type { AttachmentPart, Part, ToolCallPart } from '@shared/conversation.ts'
import { isJsonObject, type Json, type JsonObject } from '@shared/json.ts'
import { attachmentPart } from '../attachment-part.ts'
import { asObject, filledTextAt, isEmpty, leftOver, objectAt, partExtra, textAt } from '../fields.ts'
import { kindOfMime } from '../mime.ts'
import { parseArguments } from '../tool-arguments.ts'

/** Parts of a content that is a text, a list of pieces, or one piece; what is not known is kept whole. */
export function partsOfContent(content: Json | undefined): Part[] {
  if (content === undefined || content === null) return []
  if (typeof content === 'string') return textParts(content)
  if (Array.isArray(content)) return content.flatMap(partsOfContent)
  if (!isJsonObject(content)) return [{ type: 'unknown', kind: typeof content, raw: content }]
  const kind = filledTextAt(content, 'type')
  if (kind === null) {
    const text = textAt(content, 'text')
    const rest = partExtra(leftOver(content, new Set(['text'])))
    return text === null
      ? [{ type: 'unknown', kind: 'content', raw: content }]
      : [{ type: 'text', text, ...rest }]
  }
  return readers.get(kind)?.(content) ?? [{ type: 'unknown', kind, raw: content }]
}

/** A text as parts: none when it is empty. */
export function textParts(text: string): Part[] {
  return text === '' ? [] : [{ type: 'text', text }]
}

/** The texts of parts in one, for what a tool has answered; null when one of them is no text. */
export function plainTextOf(parts: readonly Part[]): string | null {
  if (!parts.every((part) => part.type === 'text' && part.extra === undefined)) return null
  return parts.map((part) => (part.type === 'text' ? part.text : '')).join('\n\n')
}

/** A call of a tool: `{function: {name, arguments}}`, `{name, arguments}`, `{name, args}` or `{name, input}`. */
export function toolCallOf(call: JsonObject): ToolCallPart | null {
  const inner = isJsonObject(call['function']) ? call['function'] : call
  const name = filledTextAt(inner, 'name', 'tool_name')
  if (name === null) return null
  const key =
    ['arguments', 'args', 'input', 'parameters'].find((one) => inner[one] !== undefined) ?? 'arguments'
  const given = inner[key] ?? {}
  const { input, original } =
    typeof given === 'string' ? parseArguments(given) : { input: given, original: undefined }
  const id = filledTextAt(call, 'id', 'call_id', 'tool_call_id')
  const held = new Set(['id', 'call_id', 'tool_call_id', 'name', 'tool_name', key])
  return {
    type: 'tool-call',
    ...(id === null ? {} : { id }),
    name,
    input,
    ...partExtra({
      ...(inner === call ? {} : leftOver(inner, held)),
      ...leftOver(call, new Set([...held, 'function', ...(isUsualKind(call['type']) ? ['type'] : [])])),
      original,
    }),
  }
}

function isUsualKind(kind: Json | undefined): boolean {
  return kind === 'function' || kind === 'tool_use' || kind === 'tool_call' || kind === 'function_call'
}

/**
 * A file by its address; the bytes of one that stands in the message itself as a data URL stay beside, in `extra`.
 * `rest` is what else the source says of it.
 */
export function partOfAddress(
  url: string,
  kind: AttachmentPart['kind'],
  rest: JsonObject = {},
): AttachmentPart {
  const inline = /^data:([^;,]*)/.exec(url)
  if (inline === null) return attachmentPart({ kind, ref: url, ...partExtra(rest) })
  const mime = inline[1] === undefined || inline[1] === '' ? null : inline[1]
  return attachmentPart({ kind, ref: `data:${mime ?? kind}`, mime, ...partExtra({ ...rest, url }) })
}

type PartReader = (piece: JsonObject) => Part[] | null

function textReader(...keys: readonly string[]): PartReader {
  return (piece) => {
    const key = keys.find((one) => typeof piece[one] === 'string')
    if (key === undefined) return null
    const rest = partExtra(beside(piece, key))
    const text = textAt(piece, key) ?? ''
    return text === '' && rest.extra === undefined ? [] : [{ type: 'text', text, ...rest }]
  }
}

const readText = textReader('text', 'value', 'content')

const readThinking: PartReader = (piece) => {
  const key = ['thinking', 'reasoning', 'text', 'value', 'content'].find(
    (one) => typeof piece[one] === 'string',
  )
  if (key === undefined) return null
  const rest = partExtra(beside(piece, key))
  const text = textAt(piece, key) ?? ''
  return text === '' && rest.extra === undefined ? [] : [{ type: 'thinking', text, ...rest }]
}

const readToolCall: PartReader = (piece) => {
  const value = piece['value']
  const nested = typeof value === 'string' ? parseArguments(value).input : value
  const call = toolCallOf(
    isJsonObject(nested) ? { ...leftOver(piece, new Set(['value'])), ...nested } : piece,
  )
  return call && [call]
}

const readToolResult: PartReader = (piece) => {
  const callId = filledTextAt(piece, 'tool_use_id', 'tool_call_id', 'call_id')
  const key = ['content', 'output', 'value', 'result'].find((one) => !isEmpty(piece[one])) ?? 'content'
  const parts = partsOfContent(piece[key])
  const texts = parts.filter((part) => part.type === 'text')
  const text = texts.map((part) => part.text).join('\n\n')
  const rest = leftOver(piece, new Set(['type', 'tool_use_id', 'tool_call_id', 'call_id', 'name', key]))
  const name = filledTextAt(piece, 'name')
  return [
    {
      type: 'tool-result',
      ...(callId === null ? {} : { callId }),
      ...(name === null ? {} : { name }),
      text,
      ...partExtra(rest),
    },
    ...parts.filter((part) => part.type !== 'text'),
  ]
}

/** A picture, sound or film: by address (as text or in an object), by file id, or in base64 under `source`. */
function mediaReader(kind: AttachmentPart['kind']): PartReader {
  return (piece) => {
    const key = `${kind}_url`
    const holder = isJsonObject(piece[key]) ? piece[key] : piece
    const address =
      holder === piece ? filledTextAt(piece, key, kind, 'url', 'value', 'path') : filledTextAt(holder, 'url')
    if (address !== null) {
      const inner = holder === piece ? {} : leftOver(holder, new Set(['url']))
      return [partOfAddress(address, kind, { ...beside(piece, key, kind, 'url', 'value', 'path'), ...inner })]
    }
    const fileId = filledTextAt(piece, 'file_id')
    if (fileId !== null)
      return [attachmentPart({ kind, ref: fileId, ...partExtra(beside(piece, 'file_id')) })]
    const source = objectAt(piece, 'source')
    const named = filledTextAt(source, 'url', 'file_id')
    if (named !== null) return [partOfAddress(named, kind, beside(piece))]
    const mime = filledTextAt(source, 'media_type')
    if (typeof source['data'] !== 'string') return null
    return [attachmentPart({ kind, ref: `data:${mime ?? kind}`, mime, ...partExtra(beside(piece)) })]
  }
}

const readAudioData: PartReader = (piece) => {
  const audio = objectAt(piece, 'input_audio')
  if (isEmpty(audio)) return null
  const format = filledTextAt(audio, 'format')
  const mime = format === null ? null : `audio/${format}`
  return [
    attachmentPart({ kind: 'audio', ref: `data:${mime ?? 'audio'}`, mime, ...partExtra(beside(piece)) }),
  ]
}

const readFile: PartReader = (piece) => {
  const file = isJsonObject(piece['file']) ? piece['file'] : piece
  const name = filledTextAt(file, 'filename', 'name', 'title')
  const source = asObject(file['source'])
  const ref =
    filledTextAt(file, 'file_id', 'file_url', 'filename', 'name') ?? filledTextAt(source, 'url', 'file_id')
  const mime = filledTextAt(source, 'media_type') ?? filledTextAt(file, 'mime_type')
  if (ref === null && mime === null) return null
  const extra = partExtra({
    ...leftOver(file, new Set(['type', 'file_id', 'filename', 'name', 'mime_type'])),
    ...(file === piece ? {} : beside(piece, 'file')),
  })
  return [
    attachmentPart({
      kind: kindOfMime(mime, name),
      ref: ref ?? `data:${mime ?? 'file'}`,
      name,
      mime,
      ...extra,
    }),
  ]
}

const readRefusal: PartReader = (piece) => {
  const text = textAt(piece, 'refusal')
  return text === null
    ? null
    : [{ type: 'text', text, extra: { type: 'refusal', ...beside(piece, 'refusal') } }]
}

const readers: ReadonlyMap<string, PartReader> = new Map<string, PartReader>([
  ['text', readText],
  ['input_text', readText],
  ['output_text', readText],
  ['summary_text', readThinking],
  ['reasoning_text', readThinking],
  ['thinking', readThinking],
  ['reasoning', readThinking],
  ['refusal', readRefusal],
  ['image', mediaReader('image')],
  ['image_url', mediaReader('image')],
  ['input_image', mediaReader('image')],
  ['audio', mediaReader('audio')],
  ['audio_url', mediaReader('audio')],
  ['input_audio', readAudioData],
  ['video', mediaReader('video')],
  ['video_url', mediaReader('video')],
  ['file', readFile],
  ['input_file', readFile],
  ['document', readFile],
  ['tool_use', readToolCall],
  ['tool_call', readToolCall],
  ['function_call', readToolCall],
  ['tool_result', readToolResult],
])

/** `input_image` names its address `image_url`, so `type` says nothing that the part does not. */
function beside(piece: JsonObject, ...held: readonly string[]): JsonObject {
  return leftOver(piece, new Set(['type', ...held]))
}
