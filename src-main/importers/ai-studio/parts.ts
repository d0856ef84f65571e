/** The content of one chunk of an AI Studio prompt as typed parts. Which chunks make a message is messages.ts's work. */
import type { AttachmentPart, Part } from '@shared/conversation.ts'
import { isJsonObject, type Json, type JsonObject } from '@shared/json.ts'
import { attachmentPart } from '../attachment-part.ts'
import { filledTextAt, isEmpty, leftOver, listAt, objectAt, partExtra, textAt } from '../fields.ts'
import { kindOfMime } from '../mime.ts'
import { heldOfChunk } from './raw-shape.ts'

/** The parts of a chunk. What it says beside them (tokens, grounding, a branch made of it) goes to the first part. */
export function partsOfChunk(chunk: JsonObject): Part[] {
  const { texts, rest: restOfTexts } = textsOf(chunk)
  const parts: Part[] = [
    ...texts,
    ...codeParts(chunk),
    ...fileKinds.flatMap(([key, kind]) => fileParts(chunk[key], key, kind)),
    ...errorParts(chunk),
  ]
  const rest: JsonObject = { ...leftOver(chunk, heldOfChunk), ...restOfTexts }
  const [first, ...others] = parts
  if (first === undefined) return isEmpty(rest) ? [] : [{ type: 'unknown', kind: 'chunk', raw: rest }]
  return [{ ...first, ...partExtra({ ...first.extra, ...rest }) }, ...others]
}

const fileKinds: readonly (readonly [key: string, kind: AttachmentPart['kind']])[] = [
  ['driveDocument', 'file'],
  ['driveImage', 'image'],
  ['driveVideo', 'video'],
  ['driveAudio', 'audio'],
  ['inlineFile', 'file'],
  ['inlineData', 'file'],
  ['inlineImage', 'image'],
  ['youtubeVideo', 'video'],
]

/** `text` is the whole of it; `parts` repeats it in the pieces in which it arrived, or stands alone. */
function textsOf(chunk: JsonObject): { readonly texts: readonly Part[]; readonly rest: JsonObject } {
  const pieces = listAt(chunk, 'parts')
  const whole = textAt(chunk, 'text')
  const isThought = chunk['isThought'] === true
  const spoken = pieces.map((piece) => (isJsonObject(piece) ? textAt(piece, 'text') : piece))
  const isRepeated = spoken.every((text) => typeof text === 'string') && spoken.join('') === (whole ?? '')
  if (whole !== null && whole !== '') {
    const marks = pieces.flatMap((piece) => (isJsonObject(piece) ? leftOver(piece, heldOfPiece) : []))
    const kept: Json = isRepeated ? marks.filter((mark) => !isEmpty(mark)) : [...pieces]
    return { texts: [wordsPart(whole, isThought)], rest: isEmpty(kept) ? {} : { parts: kept } }
  }
  const texts = pieces.flatMap((piece): Part[] => {
    if (typeof piece === 'string') return piece === '' ? [] : [wordsPart(piece, isThought)]
    if (!isJsonObject(piece)) return piece === null ? [] : [{ type: 'unknown', kind: 'part', raw: piece }]
    const text = textAt(piece, 'text')
    const rest = leftOver(piece, heldOfPiece)
    if (text === null) return isEmpty(rest) ? [] : [{ type: 'unknown', kind: 'part', raw: piece }]
    return [{ ...wordsPart(text, isThought || piece['thought'] === true), ...partExtra(rest) }]
  })
  return { texts, rest: {} }
}

const heldOfPiece: ReadonlySet<string> = new Set(['text', 'thought'])

function wordsPart(text: string, isThought: boolean): Part {
  return { type: isThought ? 'thinking' : 'text', text }
}

function codeParts(chunk: JsonObject): Part[] {
  const parts: Part[] = []
  const code = objectAt(chunk, 'executableCode')
  if (!isEmpty(code)) {
    const language = filledTextAt(code, 'language')?.toLowerCase() ?? null
    const rest = leftOver(code, new Set(['language', 'code']))
    parts.push({ type: 'code', language, text: textAt(code, 'code') ?? '', ...partExtra(rest) })
  }
  const result = objectAt(chunk, 'codeExecutionResult')
  if (!isEmpty(result)) {
    const text = textAt(result, 'output') ?? ''
    const rest = leftOver(result, new Set(['output']))
    parts.push({ type: 'tool-result', name: 'code execution', text, ...partExtra(rest) })
  }
  return parts
}

/** A file by its id on Drive, a film by its id on YouTube, or one that stands in the prompt as base64. */
function fileParts(value: Json | undefined, key: string, kind: AttachmentPart['kind']): Part[] {
  if (value === undefined || isEmpty(value)) return []
  if (!isJsonObject(value)) return [{ type: 'unknown', kind: key, raw: value }]
  const id = filledTextAt(value, 'id')
  const name = filledTextAt(value, 'name', 'displayName', 'fileName')
  const mime = filledTextAt(value, 'mimeType')
  const data = textAt(value, 'data')
  if (id === null && data === null) return [{ type: 'unknown', kind: key, raw: value }]
  const ref = id === null ? `data:${mime ?? ''}` : key === 'youtubeVideo' ? youtubeAddress(id) : `drive:${id}`
  return [
    attachmentPart({
      kind: kind === 'file' ? kindOfMime(mime, name) : kind,
      ref,
      name,
      mime,
      ...partExtra(leftOver(value, new Set(['id', 'name', 'displayName', 'fileName', 'mimeType']))),
    }),
  ]
}

function youtubeAddress(id: string): string {
  return `https://www.youtube.com/watch?v=${encodeURIComponent(id)}`
}

function errorParts(chunk: JsonObject): Part[] {
  const error = chunk['errorMessage']
  if (error === undefined || isEmpty(error)) return []
  return [{ type: 'error', text: typeof error === 'string' ? error : JSON.stringify(error) }]
}
