/**
 * Joins the rows of Gemini's activity to conversations.
 *
 * Rows that name the same conversation belong together; a row that names none is an exchange of its own, since nothing
 * says what came before it. There are no branches, no models and no titles in this export.
 */
import { createHash } from 'node:crypto'
import type { AttachmentPart, Conversation, Message, Part } from '@shared/conversation.ts'
import type { JsonObject } from '@shared/json.ts'
import { attachmentPart, plainRef, withUniqueRef } from '../attachment-part.ts'
import { htmlToMarkdown } from '../html/to-markdown.ts'
import { elementsIn, parseHtml } from '../html/parse.ts'
import type { AttachedFile } from '../importer.ts'
import { kindOfMime, mimeOfName } from '../mime.ts'
import type { ActivityRow } from './activity.ts'

/** A row and where its files are looked for. */
export interface PlacedRow {
  readonly row: ActivityRow
  /** Name of the member that a file of the row is; null when it is not in the source. */
  readonly memberOf: (path: string) => string | null
}

export interface GroupedConversation {
  readonly conversation: Conversation
  readonly files: readonly AttachedFile[]
}

/** The conversations of all rows, those that ended first before others. Rows are given newest first, as Google writes. */
export function conversationsOf(rows: readonly PlacedRow[]): GroupedConversation[] {
  const groups = new Map<string, PlacedRow[]>()
  for (const placed of rows.toReversed()) {
    const id = placed.row.conversationId ?? `row-${keyOf(placed.row)}`
    const group = groups.get(id)
    if (group) group.push(placed)
    else groups.set(id, [placed])
  }
  return [...groups]
    .map(([id, group]) => conversationOf(id, group))
    .toSorted((a, b) => (a.conversation.updatedAt ?? 0) - (b.conversation.updatedAt ?? 0))
}

/** Whether a row holds anything that a conversation is made of: one that only says "Gave feedback" does not. */
export function isExchange(row: ActivityRow): boolean {
  return row.isSaid || row.answers.length > 0 || row.conversationId !== null
}

function conversationOf(id: string, group: readonly PlacedRow[]): GroupedConversation {
  const ordered = group.toSorted((a, b) => (a.row.time ?? Infinity) - (b.row.time ?? Infinity) || 0)
  const messages: Message[] = []
  const files: AttachedFile[] = []
  const seen = new Set<string>()
  for (const placed of ordered) {
    const key = keyOf(placed.row)
    // A row that stands in two parts of a split download, or in the page and the JSON, is one row.
    if (seen.has(key)) continue
    seen.add(key)
    for (const { message, attached } of messagesOf(placed, key)) {
      messages.push({ ...message, parentId: messages.at(-1)?.id ?? null })
      files.push(...attached)
    }
  }
  const times = messages.flatMap(({ createdAt }) => createdAt ?? [])
  const conversation: Conversation = {
    id,
    source: 'gemini',
    sourceId: id,
    type: 'chat',
    status: 'active',
    title: null,
    endpoint: 'google',
    model: null,
    createdAt: times[0] ?? null,
    updatedAt: times.at(-1) ?? null,
    tags: [],
    activeLeafId: messages.at(-1)?.id ?? null,
    options: null,
    extra: null,
    messages,
  }
  return { conversation, files }
}

interface Made {
  readonly message: Omit<Message, 'parentId'>
  readonly attached: readonly AttachedFile[]
}

function messagesOf({ row, memberOf }: PlacedRow, key: string): Made[] {
  const answers = row.answers.map((html) => ({ html, images: imagesIn(html) }))
  const made = new Set(answers.flatMap(({ images }) => images.map(({ path }) => path)))
  const uploads = row.files.filter(({ path }) => !made.has(path))
  const words: Part[] = row.prompt === '' ? [] : [{ type: 'text', text: row.prompt }]
  const prompt = [...words, ...uploads.map(({ path, name }) => filePart(path, name))]
  const found: Made[] = []
  if (prompt.length > 0) {
    const about = { role: row.isSaid ? 'user' : 'system', isHidden: !row.isSaid } as const
    found.push(messageOf(`${key}-prompt`, row, about, prompt, row.extra, memberOf))
  }
  if (answers.length > 0) {
    const answer = answers.flatMap(({ html, images }): Part[] => [
      ...textOf(html),
      ...images.map(({ path, alt }) => ({
        ...filePart(path, row.files.find((file) => file.path === path)?.name ?? null),
        description: alt,
      })),
    ])
    const extra = prompt.length > 0 ? null : row.extra
    found.push(
      messageOf(`${key}-answer`, row, { role: 'assistant', isHidden: false }, answer, extra, memberOf),
    )
  }
  return found
}

/** Markdown to read, with the HTML beside it: not all of it has a word in Markdown. */
function textOf(html: string): Part[] {
  return [{ type: 'text', text: htmlToMarkdown(html), extra: { html } }]
}

function messageOf(
  id: string,
  row: ActivityRow,
  about: Pick<Message, 'role' | 'isHidden'>,
  parts: readonly Part[],
  extra: JsonObject | null,
  memberOf: PlacedRow['memberOf'],
): Made {
  const refs = new Set<string>()
  const named = parts.map((part) => (part.type === 'attachment' ? withUniqueRef(part, refs) : part))
  return {
    message: {
      ...about,
      id,
      sourceId: id,
      sender: null,
      model: null,
      createdAt: row.time,
      isError: false,
      isUnfinished: false,
      parts: named,
      attachments: [],
      extra,
    },
    attached: named.flatMap((part) => (part.type === 'attachment' ? [fileOf(part, id, memberOf)] : [])),
  }
}

function fileOf(part: AttachmentPart, messageId: string, memberOf: PlacedRow['memberOf']): AttachedFile {
  const member = memberOf(plainRef(part.ref))
  return {
    ref: part.ref,
    messageId,
    member,
    mime: part.mime,
    missing: member === null ? 'not in this file' : null,
  }
}

function filePart(path: string, name: string | null): AttachmentPart {
  const shown = name ?? path.slice(path.lastIndexOf('/') + 1)
  const mime = mimeOfName(path)
  return attachmentPart({ kind: kindOfMime(mime, path), ref: path, name: shown, mime })
}

/** The pictures of an answer that lie beside the list. Those on the web stay links. */
function imagesIn(html: string): { readonly path: string; readonly alt: string | null }[] {
  if (!/<img\b/i.test(html)) return []
  return elementsIn(parseHtml(html), ({ name }) => name === 'img').flatMap(({ attributes }) => {
    const source = attributes.get('src') ?? ''
    if (source === '' || /^(?:[a-z][a-z\d+.-]*:|\/\/)/i.test(source)) return []
    const alt = attributes.get('alt') ?? ''
    return [{ path: source, alt: alt === '' ? null : alt }]
  })
}

/** Rows have no id, and several may have one time: a row is told by its time and its words. */
function keyOf({ time, prompt }: ActivityRow): string {
  return createHash('sha1')
    .update(`${time ?? ''}\0${prompt}`)
    .digest('hex')
    .slice(0, 20)
}
