/**
 * What Stemma's own JSON export says beyond LibreChat's shape, under `metadata.stemma` of its messages.
 *
 * With it an export that is imported again is the same conversation, down to sources and parts; programs that do not
 * know it pass it over. The JSON exporter writes it, the LibreChat importer reads it. All times are integers in
 * milliseconds or null.
 */
import { z } from 'zod'
import type { Part } from './conversation.ts'
import { isJsonObject, type Json, type JsonObject } from './json.ts'

export const jsonObject = z.custom<JsonObject>(isJsonObject)
const time = z.number().int().nullable()
const text = z.string()
const textOrNull = z.string().nullable()
const numberOrNull = z.number().nullable()

function partOf<Type extends string, Fields extends z.ZodRawShape>(type: Type, fields: Fields) {
  return z.object({ type: z.literal(type), extra: jsonObject.exactOptional(), ...fields })
}

export const part: z.ZodType<Part> = z.discriminatedUnion('type', [
  partOf('text', { text }),
  partOf('thinking', { text, title: text.exactOptional() }),
  partOf('code', { language: textOrNull, text }),
  partOf('tool-call', {
    id: text.exactOptional(),
    name: text,
    input: z.custom<Json>((value) => value !== undefined),
    output: text.exactOptional(),
  }),
  partOf('tool-result', { callId: text.exactOptional(), name: text.exactOptional(), text }),
  partOf('quote', { title: textOrNull, url: textOrNull, text }),
  partOf('transcript', { text, direction: z.enum(['in', 'out']).nullable() }),
  partOf('attachment', {
    kind: z.enum(['image', 'audio', 'video', 'file']),
    ref: text,
    name: textOrNull,
    mime: textOrNull,
    size: numberOrNull,
    width: numberOrNull,
    height: numberOrNull,
    description: textOrNull,
  }),
  partOf('context', { title: text, text }),
  partOf('error', { text, name: text.exactOptional() }),
  partOf('unknown', { kind: text, raw: z.custom<Json>((value) => value !== undefined) }),
])

/** Stands in the first message of the file: what LibreChat's shape cannot say of the conversation. */
const stemmaConversation = z.object({
  source: z.string().min(1),
  sourceId: textOrNull,
  type: z.enum(['chat', 'agent', 'graph']),
  status: z.enum(['active', 'archived', 'favorite', 'deleted']),
  title: textOrNull,
  model: textOrNull,
  createdAt: time,
  updatedAt: time,
  tags: z.array(text),
  /** A `messageId` of the file. */
  activeLeafId: textOrNull,
  extra: jsonObject.nullable(),
})

/** Stands in every message. */
const stemmaMessage = z.object({
  role: z.enum(['user', 'assistant', 'system', 'tool']),
  isHidden: z.boolean(),
  /** The file itself has a name in any case, for programs that show it. */
  sender: textOrNull.exactOptional(),
  sourceId: textOrNull,
  createdAt: time,
  parts: z.array(part),
  extra: jsonObject.nullable(),
})

/** The value of `metadata.stemma`. */
export const stemmaMetadata = z.object({
  conversation: stemmaConversation.exactOptional(),
  message: stemmaMessage,
})

export type StemmaMetadata = z.infer<typeof stemmaMetadata>
export type StemmaConversation = z.infer<typeof stemmaConversation>
export type StemmaMessage = z.infer<typeof stemmaMessage>
