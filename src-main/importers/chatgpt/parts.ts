/**
 * The content of a ChatGPT message as typed parts: one entry for each `content_type`.
 *
 * Citations are citations.ts's work and the bytes of pictures assets.ts's; here files only get their names.
 */
import type { AttachmentPart, Part } from '@shared/conversation.ts'
import { isJsonObject, type Json, type JsonObject } from '@shared/json.ts'
import {
  filledTextAt,
  isEmpty,
  leftOver,
  listAt,
  numberAt,
  objectAt,
  objectsAt,
  partExtra,
  textAt,
} from '../fields.ts'
import { attachmentPart } from '../attachment-part.ts'
import { parseArguments } from '../tool-arguments.ts'

/** What of the message around it decides how a content is read. */
export interface Around {
  readonly isFromAssistant: boolean
  /** `author.name`: for a tool, what it is called. */
  readonly authorName: string | null
  /** To whom the message is addressed: `all`, or the tool that is called. */
  readonly recipient: string
  readonly metadata: JsonObject
  /** Turns the citations of an assistant's text into links. */
  cite(text: string): string
}

export interface ReadContent {
  readonly parts: readonly Part[]
  /** Filled fields of the content that no part holds. */
  readonly rest: JsonObject
}

interface Fields {
  readonly [key: string]: Json | undefined
}

interface Reader {
  /** Fields of the content that `read` takes care of. */
  readonly held: readonly string[]
  /** The parts, or null when the content is not of the shape its type promises. */
  read(content: JsonObject, around: Around): Part[] | null
}

/** Turns the content of a message into parts; one that is not known or not of its shape is kept whole. */
export function partsOfContent(content: Json | undefined, around: Around): ReadContent {
  if (isEmpty(content) || content === undefined) return { parts: [], rest: {} }
  if (typeof content === 'string') return { parts: textParts(content, around), rest: {} }
  if (!isJsonObject(content)) return { parts: [{ type: 'unknown', kind: 'content', raw: content }], rest: {} }
  const kind = filledTextAt(content, 'content_type')
  const reader = readers.get(kind ?? 'text')
  const parts = reader?.read(content, around) ?? null
  if (!reader || parts === null) {
    return { parts: [{ type: 'unknown', kind: kind ?? 'content', raw: content }], rest: {} }
  }
  return { parts, rest: leftOver(content, heldBy.get(reader) ?? nothing) }
}

const mixed: Reader = {
  held: ['parts', 'text'],
  read: (content, around) => {
    const parts = content['parts']
    if (Array.isArray(parts)) return partsOfPieces(parts, around)
    const text = content['text']
    if (typeof text === 'string') return textParts(text, around)
    return isEmpty(parts) && isEmpty(text) ? [] : null
  },
}

const code: Reader = {
  held: ['text', 'language', 'response_format_name'],
  read: (content, around) => {
    const text = textAt(content, 'text')
    if (text === null) return null
    const language = filledTextAt(content, 'language')
    const format = content['response_format_name']
    if (!isToolCall(around)) {
      const extra = partExtra({ response_format_name: format })
      return [{ type: 'code', language: language === 'unknown' ? null : language, text, ...extra }]
    }
    return [
      toolCall(text, around, {
        language: language === 'unknown' ? null : language,
        response_format_name: format,
      }),
    ]
  },
}

const readers: ReadonlyMap<string, Reader> = new Map<string, Reader>([
  ['text', mixed],
  ['multimodal_text', mixed],
  ['code', code],
  ['tether_browsing_code', code],
  [
    'execution_output',
    {
      held: ['text'],
      read: (content, { authorName, metadata }) => {
        const text = textAt(content, 'text')
        return text === null ? null : [toolResult(authorName, text), ...drawnImages(metadata)]
      },
    },
  ],
  [
    'tether_browsing_display',
    {
      held: ['result', 'summary', 'assets', 'tether_id'],
      read: (content, { authorName }) => {
        const text = filledTextAt(content, 'result', 'summary')
        if (text === null && !isEmpty(content['result'])) return null
        const { summary, assets, tether_id: tetherId } = content
        const extra = { summary: summary === text ? undefined : summary, assets, tether_id: tetherId }
        return [toolResult(authorName, text ?? '', extra)]
      },
    },
  ],
  ['tether_quote', quoteReader(['domain', 'tether_id'])],
  ['sonic_webpage', quoteReader(['domain', 'snippet', 'pub_timestamp', 'crawl_date', 'pub_date', 'ref_id'])],
  [
    'thoughts',
    {
      held: ['thoughts'],
      read: (content) => {
        const thoughts = content['thoughts']
        return Array.isArray(thoughts) ? thoughts.map(thinkingOf) : null
      },
    },
  ],
  [
    'reasoning_recap',
    {
      held: ['content'],
      read: (content) => {
        const title = textAt(content, 'content')
        return title === null ? null : [{ type: 'thinking', text: '', title }]
      },
    },
  ],
  [
    'user_editable_context',
    contextReader([
      ['user_profile', 'About the user'],
      ['user_instructions', 'Custom instructions'],
    ]),
  ],
  ['model_editable_context', contextReader([['model_set_context', 'Memory']])],
  [
    'system_error',
    {
      held: ['name', 'text'],
      read: (content) => {
        const text = textAt(content, 'text')
        const name = filledTextAt(content, 'name')
        if (text === null && name === null) return null
        return [{ type: 'error', text: text ?? '', ...(name === null ? {} : { name }) }]
      },
    },
  ],
  [
    'computer_output',
    {
      held: ['screenshot', 'computer_id', 'state', 'is_ephemeral'],
      read: (content) => {
        const { computer_id: computerId, state, is_ephemeral: isEphemeral } = content
        const image = imagePart(objectAt(content, 'screenshot'))
        if (image === null) return null
        const extra = { ...image.extra, computer_id: computerId, state, is_ephemeral: isEphemeral }
        return [{ ...image, ...partExtra(extra) }]
      },
    },
  ],
])

const nothing: ReadonlySet<string> = new Set()
/** The fields of a content that each reader takes care of, made once for all messages. */
const heldBy = new Map(
  [...readers.values()].map((reader) => [reader, new Set(['content_type', ...reader.held])]),
)

/** Most messages are one text, and every message goes through here: flatMap would cost several times as much. */
function partsOfPieces(pieces: readonly Json[], around: Around): Part[] {
  const [only] = pieces
  if (pieces.length === 1 && only !== undefined) return partsOfPiece(only, around)
  return pieces.flatMap((piece) => partsOfPiece(piece, around))
}

/** A piece of `parts`: a text, or an object with a type of its own. */
function partsOfPiece(piece: Json, around: Around): Part[] {
  if (typeof piece === 'string') return textParts(piece, around)
  if (isEmpty(piece)) return []
  if (!isJsonObject(piece)) return [{ type: 'unknown', kind: 'part', raw: piece }]
  const kind = filledTextAt(piece, 'content_type') ?? 'part'
  return pieceReaders.get(kind)?.(piece, around) ?? [{ type: 'unknown', kind, raw: piece }]
}

const pieceReaders: ReadonlyMap<string, (piece: JsonObject, around: Around) => Part[] | null> = new Map<
  string,
  (piece: JsonObject, around: Around) => Part[] | null
>([
  [
    'text',
    (piece, around) => {
      const text = textAt(piece, 'text')
      return text === null ? null : textParts(text, around)
    },
  ],
  ['image_asset_pointer', (piece) => listOf(imagePart(piece))],
  ['audio_asset_pointer', (piece) => listOf(mediaPart('audio', piece))],
  ['video_container_asset_pointer', (piece) => listOf(mediaPart('video', piece))],
  [
    'audio_transcription',
    (piece) => {
      const text = textAt(piece, 'text')
      const spoken = textAt(piece, 'direction')
      const direction = spoken === 'in' || spoken === 'out' ? spoken : null
      const held = new Set(['content_type', 'text', ...(direction === null ? [] : ['direction'])])
      return text === null
        ? null
        : [{ type: 'transcript', text, direction, ...partExtra(leftOver(piece, held)) }]
    },
  ],
  ['real_time_user_audio_video_asset_pointer', liveParts],
])

/** What a voice or video call recorded: the sound, single frames of the camera, the whole video. */
function liveParts(piece: JsonObject): Part[] | null {
  const parts = [
    mediaPart('audio', objectAt(piece, 'audio_asset_pointer')),
    ...objectsAt(piece, 'frames_asset_pointers').map(imagePart),
    ...listAt(piece, 'frames_asset_pointers').map((frame) =>
      typeof frame === 'string' ? imagePart({ asset_pointer: frame }) : null,
    ),
    typeof piece['video_container_asset_pointer'] === 'string'
      ? mediaPart('video', { asset_pointer: piece['video_container_asset_pointer'] })
      : mediaPart('video', objectAt(piece, 'video_container_asset_pointer')),
  ].filter((part) => part !== null)
  const [first, ...others] = parts
  if (!first) return null
  const held = new Set([
    'content_type',
    'audio_asset_pointer',
    'frames_asset_pointers',
    'video_container_asset_pointer',
  ])
  return [{ ...first, ...partExtra({ ...first.extra, ...leftOver(piece, held) }) }, ...others]
}

/** A text, with its citations as links; what it said before stays beside it. Called tools get it as their input. */
function textParts(text: string, around: Around): Part[] {
  if (text === '') return []
  if (isToolCall(around)) return [toolCall(text, around, {})]
  const cited = around.isFromAssistant ? around.cite(text) : text
  return [{ type: 'text', text: cited, ...(cited === text ? {} : { extra: { original: text } }) }]
}

function isToolCall({ isFromAssistant, recipient }: Around): boolean {
  return isFromAssistant && recipient !== 'all'
}

function toolCall(text: string, { recipient }: Around, beside: Fields): Part {
  const { input, original } = parseArguments(text)
  return { type: 'tool-call', name: recipient, input, ...partExtra({ ...beside, original }) }
}

function toolResult(name: string | null, text: string, beside: Fields = {}): Part {
  return { type: 'tool-result', ...(name === null ? {} : { name }), text, ...partExtra(beside) }
}

/** The pictures that a run of code has drawn. */
function drawnImages(metadata: JsonObject): Part[] {
  return objectsAt(objectAt(metadata, 'aggregate_result'), 'messages').flatMap((message): Part[] => {
    const pointer = filledTextAt(message, 'image_url')
    return message['message_type'] === 'image' && pointer !== null
      ? (listOf(
          imagePart({
            asset_pointer: pointer,
            width: message['width'] ?? null,
            height: message['height'] ?? null,
          }),
        ) ?? [])
      : []
  })
}

function thinkingOf(thought: Json): Part {
  if (typeof thought === 'string') return { type: 'thinking', text: thought }
  if (!isJsonObject(thought)) return { type: 'unknown', kind: 'thought', raw: thought }
  const title = filledTextAt(thought, 'summary')
  const chunks = listAt(thought, 'chunks').filter((chunk) => typeof chunk === 'string')
  const content = filledTextAt(thought, 'content')
  const held = new Set(['summary', 'content', ...(content === null ? ['chunks'] : [])])
  return {
    type: 'thinking',
    text: content ?? chunks.join(''),
    ...(title === null ? {} : { title }),
    ...partExtra(leftOver(thought, held)),
  }
}

function quoteReader(besides: readonly string[]): Reader {
  return {
    held: ['url', 'title', 'text', ...besides],
    read: (content) => {
      const text = filledTextAt(content, 'text', 'snippet')
      const [title, url] = [filledTextAt(content, 'title'), filledTextAt(content, 'url')]
      if (text === null && title === null && url === null) return null
      const beside = Object.fromEntries(
        besides.filter((key) => content[key] !== text).map((key) => [key, content[key]]),
      )
      return [{ type: 'quote', title, url, text: text ?? '', ...partExtra(beside) }]
    },
  }
}

function contextReader(fields: readonly (readonly [key: string, title: string])[]): Reader {
  return {
    held: fields.map(([key]) => key),
    read: (content) =>
      fields.flatMap(([key, title]): Part[] => {
        const value = content[key]
        if (value === undefined || isEmpty(value)) return []
        if (typeof value !== 'string') return [{ type: 'unknown', kind: key, raw: value }]
        return [{ type: 'context', title, text: value }]
      }),
  }
}

function imagePart(pointer: JsonObject): AttachmentPart | null {
  const metadata = objectAt(pointer, 'metadata')
  const prompt = filledTextAt(objectAt(metadata, 'dalle'), 'prompt')
  const part = mediaPart('image', pointer)
  return part === null || prompt === null ? part : { ...part, description: prompt }
}

/** A file that is named by an asset pointer; null when there is no pointer. */
function mediaPart(kind: AttachmentPart['kind'], pointer: JsonObject): AttachmentPart | null {
  const ref = filledTextAt(pointer, 'asset_pointer')
  if (ref === null) return null
  const format = kind === 'image' ? null : filledTextAt(pointer, 'format')
  const held = new Set(['content_type', 'asset_pointer', 'size_bytes', 'width', 'height', 'format'])
  return attachmentPart({
    kind,
    ref,
    mime: format === null ? null : format.includes('/') ? format : `${kind}/${format}`,
    size: numberAt(pointer, 'size_bytes'),
    width: numberAt(pointer, 'width'),
    height: numberAt(pointer, 'height'),
    ...partExtra(leftOver(pointer, held)),
  })
}

function listOf(part: Part | null): Part[] | null {
  return part === null ? null : [part]
}
