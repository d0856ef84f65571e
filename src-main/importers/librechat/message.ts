/**
 * One message of a LibreChat file as a message of ours.
 *
 * A message that Stemma itself has written says under `metadata.stemma` what it was, and is that again.
 */
import type { AttachmentPart, Message, Part, Role } from '@shared/conversation.ts'
import { isJsonObject, type JsonObject } from '@shared/json.ts'
import type { StemmaMessage } from '@shared/stemma-metadata.ts'
import { filledIn, withUniqueRef } from '../attachment-part.ts'
import { extraOf, filledTextAt, isEmpty, leftOver, listAt, textAt } from '../fields.ts'
import { timeOf, unreadableTimes } from '../time.ts'
import type { MessageNode } from './nodes.ts'
import { partOfFile, partsOfContent, textParts } from './parts.ts'
import { heldOfMessage } from './raw-shape.ts'

/** What a message is compared with, so that it need not repeat it. */
export interface Surroundings {
  /** The endpoint of the conversation. */
  readonly endpoint: string | null
}

/** Turns a node into a message. `stemma` is what Stemma wrote of it, where it did. */
export function messageOfNode(
  { id, raw, parentId }: MessageNode,
  stemma: StemmaMessage | null,
  { endpoint }: Surroundings,
): Message {
  const common = {
    id,
    parentId,
    sender: textAt(raw, 'sender'),
    model: textAt(raw, 'model'),
    isUnfinished: raw['unfinished'] === true,
    attachments: [],
  }
  if (stemma !== null) return { ...common, ...stemma, isError: raw['error'] === true }

  const { parts, rest } = partsOf(raw)
  return {
    ...common,
    sourceId: id,
    role: roleOf(raw),
    createdAt: timeOf(raw['createdAt']),
    isError: raw['error'] === true || parts.some((part) => part.type === 'error'),
    isHidden: false,
    parts,
    extra: extraOf({
      ...leftOver(raw, heldOfMessage),
      ...unreadableTimes(raw, ['createdAt']),
      ...rest,
      endpoint: raw['endpoint'] === endpoint ? undefined : raw['endpoint'],
      updatedAt: raw['updatedAt'] === raw['createdAt'] ? undefined : raw['updatedAt'],
    }),
  }
}

function roleOf(raw: JsonObject): Role {
  const isByUser = raw['isCreatedByUser']
  if (typeof isByUser === 'boolean') return isByUser ? 'user' : 'assistant'
  return filledTextAt(raw, 'sender')?.toLowerCase() === 'user' ? 'user' : 'assistant'
}

/** The parts of a message, and what stood in their fields without becoming one. */
function partsOf(raw: JsonObject): { readonly parts: readonly Part[]; readonly rest: JsonObject } {
  const fromContent = partsOfContent(contentOf(raw))
  const ownText = textOf(raw)
  const isTextNeeded = fromContent.length === 0
  const isTextNews = !isTextNeeded && ownText !== '' && !isSameText(ownText, fromContent)
  const found = withFiles(isTextNeeded ? textParts(ownText) : fromContent, raw)
  return { parts: found.parts, rest: { ...(isTextNews ? { text: ownText } : {}), ...found.rest } }
}

function contentOf(raw: JsonObject): ReturnType<typeof listAt> {
  const content = raw['content']
  return typeof content === 'string' || isJsonObject(content) ? [content] : listAt(raw, 'content')
}

function textOf(raw: JsonObject): string {
  const text = raw['text']
  if (typeof text === 'string') return text
  return isJsonObject(text) ? (textAt(text, 'value') ?? '') : ''
}

/** Whether a text only repeats the text parts, whatever stands between them. */
function isSameText(text: string, parts: readonly Part[]): boolean {
  const joined = parts.map((part) => (part.type === 'text' ? part.text : '')).join('')
  return joined.replace(/\s+/g, '') === text.replace(/\s+/g, '')
}

/** Adds the files that only `files` and `attachments` name; a record that names no file goes to the rest. */
function withFiles(
  parts: readonly Part[],
  raw: JsonObject,
): { readonly parts: readonly Part[]; readonly rest: JsonObject } {
  const records = new Map<string, AttachmentPart>()
  const rest: JsonObject = {}
  for (const key of ['files', 'attachments']) {
    const nameless = listAt(raw, key).filter((record) => {
      const part = isJsonObject(record) ? partOfFile(record) : null
      if (part === null) return !isEmpty(record)
      const same = records.get(part.ref)
      records.set(part.ref, same ? filledIn(same, part) : part)
      return false
    })
    if (nameless.length > 0) rest[key] = nameless
    else if (!Array.isArray(raw[key]) && !isEmpty(raw[key])) rest[key] = raw[key] ?? null
  }
  const refs = new Set<string>()
  const shown = parts.map((part): Part => {
    if (part.type !== 'attachment') return part
    const record = records.get(part.ref)
    records.delete(part.ref)
    return withUniqueRef(record ? filledIn(part, record) : part, refs)
  })
  const others = [...records.values()].map((part) => withUniqueRef(part, refs))
  return { parts: [...shown, ...others], rest }
}
