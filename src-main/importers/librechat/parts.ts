/**
 * The content of a LibreChat message as typed parts: one entry for each type of content.
 *
 * Which of `text` and `content` is read is message.ts's work.
 */
import type { AttachmentPart, Part } from '@shared/conversation.ts'
import { isJsonObject, type Json, type JsonObject } from '@shared/json.ts'
import { attachmentPart } from '../attachment-part.ts'
import {
  extraOf,
  filledTextAt,
  isEmpty,
  leftOver,
  numberAt,
  objectAt,
  objectsAt,
  partExtra,
  textAt,
} from '../fields.ts'
import { kindOfMime } from '../mime.ts'
import { parseArguments } from '../tool-arguments.ts'
import { heldOfFile } from './raw-shape.ts'

type PartReader = (piece: JsonObject) => Part[] | null

/** The parts of `content`; a piece that is not known or not of its shape is kept whole. */
export function partsOfContent(content: readonly Json[]): Part[] {
  return content.flatMap((piece): Part[] => {
    if (typeof piece === 'string') return textParts(piece)
    if (piece === null) return []
    if (!isJsonObject(piece)) return [{ type: 'unknown', kind: 'content', raw: piece }]
    const kind = filledTextAt(piece, 'type') ?? 'content'
    return readers.get(kind)?.(piece) ?? [{ type: 'unknown', kind, raw: piece }]
  })
}

/** A text as parts: none when it is empty. */
export function textParts(text: string): Part[] {
  return text === '' ? [] : [{ type: 'text', text }]
}

/** The part of a record in `files` or `attachments`; null when the record names no file. */
export function partOfFile(file: JsonObject): AttachmentPart | null {
  const ref = filledTextAt(file, 'file_id', 'filepath', 'filename')
  if (ref === null) return null
  const name = filledTextAt(file, 'filename')
  const mime = mimeIn(file)
  const held = mime === null ? new Set([...heldOfFile].filter((key) => key !== 'type')) : heldOfFile
  return attachmentPart({
    kind: kindOfMime(mime, name),
    ref,
    name,
    mime,
    size: numberAt(file, 'bytes'),
    width: numberAt(file, 'width'),
    height: numberAt(file, 'height'),
    ...partExtra(leftOver(file, held)),
  })
}

const readers: ReadonlyMap<string, PartReader> = new Map<string, PartReader>([
  ['text', textReader('text')],
  ['text_delta', textReader('text_delta', 'text')],
  [
    'think',
    (piece) => {
      const found = textIn(piece, ['think', 'text'])
      return found && [{ type: 'thinking', text: found.text, ...partExtra(found.rest) }]
    },
  ],
  ['tool_call', toolCallParts],
  ['image_file', fileReader('image_file', 'image')],
  ['image_url', addressReader('image_url', 'image')],
  ['video_url', addressReader('video_url', 'video')],
  [
    'input_audio',
    (piece) => {
      const audio = objectAt(piece, 'input_audio')
      if (isEmpty(audio)) return null
      const format = filledTextAt(audio, 'format')
      const extra = { ...beside(piece, ['input_audio']), input_audio: audio }
      const mime = format === null ? null : `audio/${format}`
      const ref = filledTextAt(audio, 'file_id') ?? `data:${mime ?? 'audio'}`
      return [attachmentPart({ kind: 'audio', ref, mime, ...partExtra(extra) })]
    },
  ],
  [
    'summary',
    (piece) => {
      const found = textIn(piece, ['text', 'summary', 'content'])
      return found && [{ type: 'context', title: 'Summary', text: found.text, ...partExtra(found.rest) }]
    },
  ],
  [
    'error',
    (piece) => {
      const found = textIn(piece, ['error', 'text'])
      return found && [{ type: 'error', text: found.text, ...partExtra(found.rest) }]
    },
  ],
])

function textReader(...keys: readonly string[]): PartReader {
  return (piece) => {
    const found = textIn(piece, keys)
    if (found === null) return null
    const extra = partExtra(found.rest)
    return found.text === '' && extra.extra === undefined
      ? []
      : [{ type: 'text', text: found.text, ...extra }]
  }
}

/**
 * The text under the first of `keys` that holds any: a string, an object with `value`, `message` or `text`, or a list
 * of such. `rest` is what else the piece says. Null when none is of these shapes.
 */
function textIn(
  piece: JsonObject,
  keys: readonly string[],
): { readonly text: string; readonly rest: JsonObject } | null {
  for (const key of keys) {
    const value = piece[key]
    if (value === undefined || value === null) continue
    const rest = beside(piece, [key])
    if (typeof value === 'string') return { text: value, rest }
    if (Array.isArray(value)) {
      const texts = value.map((inner) => (isJsonObject(inner) ? textAt(inner, 'text') : inner))
      return texts.every((text) => typeof text === 'string') ? { text: texts.join('\n\n'), rest } : null
    }
    if (!isJsonObject(value)) return null
    const inner = ['value', 'message', 'text'].find((name) => typeof value[name] === 'string')
    if (inner === undefined) return null
    return { text: textAt(value, inner) ?? '', rest: { ...leftOver(value, new Set([inner])), ...rest } }
  }
  return null
}

/** What else a piece says: agentId, groupId, tool_call_ids … */
function beside(piece: JsonObject, held: readonly string[]): JsonObject {
  return leftOver(piece, new Set(['type', ...held]))
}

/** A call by an agent (`name`, `args`), or one of the four shapes of OpenAI's assistants. */
function toolCallParts(piece: JsonObject): Part[] | null {
  const call = objectAt(piece, 'tool_call')
  if (isEmpty(call)) return null
  const id = filledTextAt(call, 'id')
  const kind = filledTextAt(call, 'type')
  const named = filledTextAt(call, 'name')
  const inner = named === null && kind !== null && isJsonObject(call[kind]) ? call[kind] : null
  const read = inner === null || kind === null ? agentCall(call) : assistantCall(kind, inner)
  if (read === null) return null
  const held = new Set([
    'id',
    'type',
    ...(inner === null ? ['name', 'args', 'output'] : [kind ?? '', 'output']),
  ])
  const output = read.output ?? textAt(call, 'output')
  const rest = extraOf({
    ...leftOver(call, held),
    ...(kind === 'tool_call' || inner !== null ? {} : { type: kind }),
    ...read.rest,
    output: typeof call['output'] === 'string' ? undefined : call['output'],
  })
  const extra = { ...beside(piece, ['tool_call']), original: read.original, tool_call: rest }
  return [
    {
      type: 'tool-call',
      ...(id === null ? {} : { id }),
      name: read.name,
      input: read.input,
      ...(output === null ? {} : { output }),
      ...partExtra(extra),
    },
    ...read.images,
  ]
}

interface Call {
  readonly name: string
  readonly input: Json
  readonly original?: string | undefined
  readonly output: string | null
  readonly images: readonly Part[]
  readonly rest: JsonObject
}

function agentCall(call: JsonObject): Call | null {
  const name = filledTextAt(call, 'name', 'type')
  if (name === null) return null
  return { name, ...argumentsOf(call['args']), output: null, images: [], rest: {} }
}

function assistantCall(kind: string, inner: JsonObject): Call {
  switch (kind) {
    case 'function':
      return {
        name: filledTextAt(inner, 'name') ?? kind,
        ...argumentsOf(inner['arguments']),
        output: textAt(inner, 'output'),
        images: [],
        rest: leftOver(inner, new Set(['name', 'arguments', 'output'])),
      }
    case 'code_interpreter': {
      const outputs = objectsAt(inner, 'outputs')
      const logs = outputs.map((output) => textAt(output, 'logs')).filter((log) => log !== null)
      return {
        name: kind,
        input: inner['input'] ?? '',
        output: logs.length === 0 ? null : logs.join('\n'),
        images: outputs.flatMap((output) => partOfImage(objectAt(output, 'image')) ?? []),
        rest: leftOver(inner, new Set(['input', ...(isPlain(outputs) ? ['outputs'] : [])])),
      }
    }
    default:
      return { name: kind, input: inner, output: null, images: [], rest: {} }
  }
}

/** Whether the outputs of a run are only logs and pictures, which parts hold in full. */
function isPlain(outputs: readonly JsonObject[]): boolean {
  return outputs.every(
    (output) => typeof output['logs'] === 'string' || partOfImage(objectAt(output, 'image')) !== null,
  )
}

function argumentsOf(args: Json | undefined): { readonly input: Json; readonly original?: string } {
  return typeof args === 'string' ? parseArguments(args) : { input: args ?? {} }
}

function fileReader(key: string, kind: AttachmentPart['kind']): PartReader {
  return (piece) => {
    const part = kind === 'image' ? partOfImage(objectAt(piece, key)) : partOfFile(objectAt(piece, key))
    return part && [{ ...part, ...partExtra({ ...part.extra, ...beside(piece, [key]) }) }]
  }
}

function partOfImage(file: JsonObject): AttachmentPart | null {
  const part = partOfFile(file)
  return part && { ...part, kind: 'image' }
}

/** A picture or film by its address; one that stands in the message itself as a data URL is kept beside. */
function addressReader(key: string, kind: AttachmentPart['kind']): PartReader {
  return (piece) => {
    const value = piece[key]
    const url = typeof value === 'string' ? value : isJsonObject(value) ? filledTextAt(value, 'url') : null
    if (url === null || url === '') return null
    const inline = /^data:([^;,]*)/.exec(url)
    const rest = isJsonObject(value) ? leftOver(value, new Set(['url'])) : {}
    const extra = { ...rest, ...beside(piece, [key]), url: inline ? url : undefined }
    const [ref, mime] = inline ? [`data:${inline[1]}`, inline[1] ?? null] : [url, null]
    return [attachmentPart({ kind, ref, mime: mime === '' ? null : mime, ...partExtra(extra) })]
  }
}

/** A media type: `type` is one in file records, and the kind of the record in those that tools attach. */
function mimeIn(file: JsonObject): string | null {
  const type = filledTextAt(file, 'type')
  return type?.includes('/') === true ? type : null
}
