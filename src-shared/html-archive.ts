/**
 * How conversations stand as data in an HTML archive: what its writer and its importer agree on.
 *
 * Each conversation is one line of the file: a script block of JSON, which no browser runs. In it `<` is escaped, so that
 * no text can end the block; everywhere else in the file a text's `<` is an entity, so that no text can begin one.
 */
import { z } from 'zod'
import type { Conversation } from './conversation.ts'
import { part, jsonObject } from './stemma-metadata.ts'

/**
 * Stands near the start of every page; its content is the version of the blocks, `none` where there are none, `index` where
 * they stand in other pages.
 */
export const archiveMark = '<meta name="stemma-html-archive" content="'
export const archiveVersion = '1'
/** The beginning of a line that holds a conversation, and its end. */
export const dataStart = '<script type="application/json" class="stemma-conversation">'
export const dataEnd = '</script>'
/** The beginning of an inlined file's address, up to its bytes: the SHA-256 in it finds it again. */
export const inlinedFile = /data:[a-z0-9.+-]+\/[a-z0-9.+-]+;sha256=([0-9a-f]{64});base64,$/

/** The address that holds a file's bytes. */
export function inlineAddress(mime: string, hash: string, base64: string): string {
  return `data:${mime};sha256=${hash};base64,${base64}`
}

/** The line of a file that the page does not show, with its line end. `address` is one of `inlineAddress`. */
export function fileLine(address: string): string {
  return `<script type="text/plain" class="stemma-file">"${address}"</script>\n`
}

/** The line of a conversation, with its line end. */
export function dataLine(conversation: Conversation): string {
  return `${dataStart}${JSON.stringify(conversation).replaceAll('<', '\\u003c')}${dataEnd}\n`
}

const text = z.string()
const textOrNull = text.nullable()
const time = z.number().int().nullable()

/** A whole conversation as it stands in a block. */
export const wholeConversation: z.ZodType<Conversation> = z.object({
  id: text,
  source: text.min(1),
  sourceId: textOrNull,
  type: z.enum(['chat', 'agent', 'graph']),
  status: z.enum(['active', 'archived', 'favorite', 'deleted']),
  title: textOrNull,
  endpoint: textOrNull,
  model: textOrNull,
  createdAt: time,
  updatedAt: time,
  tags: z.array(text),
  activeLeafId: textOrNull,
  options: jsonObject.nullable(),
  extra: jsonObject.nullable(),
  messages: z.array(
    z.object({
      id: text,
      sourceId: textOrNull,
      parentId: textOrNull,
      role: z.enum(['user', 'assistant', 'system', 'tool']),
      sender: textOrNull,
      model: textOrNull,
      createdAt: time,
      isError: z.boolean(),
      isUnfinished: z.boolean(),
      isHidden: z.boolean(),
      parts: z.array(part),
      attachments: z.array(z.object({ ref: text, hash: textOrNull, mime: textOrNull, missing: textOrNull })),
      extra: jsonObject.nullable(),
    }),
  ),
})
