/**
 * The pictures, sounds and films of a data set's record: listed in a column of their own, and shown where the texts say
 * `<image>`, `<audio>` or `<video>`, one after the other.
 */
import type { AttachmentPart, Message, Part } from '@shared/conversation.ts'
import { isJsonObject, type Json, type JsonObject } from '@shared/json.ts'
import { withUniqueRef } from '../attachment-part.ts'
import { filledTextAt } from '../fields.ts'
import type { AttachedFile } from '../importer.ts'
import { baseName } from '../members.ts'
import { mimeOfName } from '../mime.ts'
import { partOfAddress } from '../role-messages/content.ts'
import type { Source } from '../source.ts'

/** The member of the source that a path in a record names, null when there is none. */
export type MediaFinder = (path: string) => string | null

/** Looks for files beside the record, below any folder of the source. */
export function mediaFinder(source: Source): MediaFinder {
  const byBase = new Map<string, string[]>()
  for (const { name } of source.members) {
    const base = baseName(name)
    const same = byBase.get(base)
    if (same) same.push(name)
    else byBase.set(base, [name])
  }
  return (path) => {
    const wanted = path.replace(/^(?:file:\/\/)?(?:\.?\/)*/, '')
    const names = byBase.get(baseName(wanted)) ?? []
    return names.find((name) => name === wanted || name.endsWith(`/${wanted}`)) ?? null
  }
}

const kinds = [
  ['images', 'image'],
  ['image', 'image'],
  ['audios', 'audio'],
  ['videos', 'video'],
] as const

/** Adds the media of a record to the messages that show them, or to the first one where none does. */
export function withMedia(
  messages: readonly Message[],
  raw: JsonObject,
  find: MediaFinder,
): { readonly messages: readonly Message[]; readonly files: readonly AttachedFile[] } {
  const queues = new Map<AttachmentPart['kind'], AttachmentPart[]>()
  for (const [key, kind] of kinds) {
    const parts = asList(raw[key]).flatMap((value) => partOfMedium(value, kind) ?? [])
    if (parts.length > 0) queues.set(kind, [...(queues.get(kind) ?? []), ...parts])
  }
  const added = messages.map((message) => mediaOf(message, queues))
  const left = [...queues.values()].flat()
  const first = Math.max(
    0,
    messages.findIndex((message) => message.role === 'user'),
  )
  const files: AttachedFile[] = []
  const shown = messages.map((message, index): Message => {
    const refs = new Set<string>()
    const all: readonly Part[] = [...message.parts, ...(added[index] ?? []), ...(index === first ? left : [])]
    if (!all.some((part) => part.type === 'attachment')) return message
    const parts = all.map((part) => {
      if (part.type !== 'attachment') return part
      const unique = withUniqueRef(part, refs)
      files.push(fileOf(part.ref, unique, message.id, find))
      return unique
    })
    return { ...message, parts }
  })
  return { messages: shown, files }
}

/** The columns of media in which something stands that names no file: they are kept as they are. */
export function unreadMedia(raw: JsonObject): JsonObject {
  const unread = kinds.filter(([key, kind]) =>
    asList(raw[key]).some((value) => partOfMedium(value, kind) === null),
  )
  return Object.fromEntries(unread.map(([key]) => [key, raw[key] ?? null]))
}

/** Takes from the queues what the marks in the texts of a message ask for. */
function mediaOf(
  message: Message,
  queues: ReadonlyMap<AttachmentPart['kind'], AttachmentPart[]>,
): readonly AttachmentPart[] {
  if (queues.size === 0) return []
  return message.parts.flatMap((part) => {
    if (part.type !== 'text') return []
    return [...part.text.matchAll(/<(image|audio|video)>/g)].flatMap(
      (mark) => queues.get(mark[1] as AttachmentPart['kind'])?.shift() ?? [],
    )
  })
}

function asList(value: Json | undefined): readonly Json[] {
  if (value === undefined || value === null) return []
  return Array.isArray(value) ? value : [value]
}

/** A path, an address, or the object that Hugging Face's data sets keep in its place. */
function partOfMedium(value: Json, kind: AttachmentPart['kind']): AttachmentPart | null {
  const path =
    typeof value === 'string' ? value : isJsonObject(value) ? filledTextAt(value, 'path', 'url') : null
  if (path === null || path === '') return null
  const part = partOfAddress(path, kind)
  return part.ref === path ? { ...part, name: baseName(path), mime: mimeOfName(path) } : part
}

function fileOf(path: string, part: AttachmentPart, messageId: string, find: MediaFinder): AttachedFile {
  const isInline = path.startsWith('data:')
  const member = isInline ? null : find(path)
  const missing = isInline
    ? 'stands inside the message as text'
    : 'not in this file: the data set only names it'
  return { ref: part.ref, messageId, member, mime: part.mime, missing: member === null ? missing : null }
}
