/** Writes messages and what belongs to them. Which message is new or richer is decided elsewhere. */
import type { Attachment } from '@shared/conversation.ts'
import type { Archive } from './archive.ts'
import { writeNewUuid } from './ids.ts'
import type { IncomingMessage } from './incoming.ts'
import type { StoredParts } from './stored-parts.ts'

/** UTF-8 or UTF-16 units of an extra that costs no row of its own. Those of ChatGPT and Claude are hardly ever longer than 500. */
const longestBesideText = 1000

export interface MessagePlace {
  readonly conversationId: number
  /** messages.id */
  readonly parentId: number | null
  readonly seq: number
  /** The import that brings it. */
  readonly importId: number
}

/** SQLite copies what it is given: one for all rows. */
const uuid = Buffer.alloc(16)

/** Adds a message with its text, extra and attachments; answers its id. */
export function insertMessage(archive: Archive, place: MessagePlace, message: IncomingMessage): number {
  const id = insertMessageRow(archive, place, message)
  insertTexts(archive, [[id, message]])
  insertAttachments(archive, place.conversationId, id, message)
  return id
}

/** The parts of `insertMessage`: the row that all others name, and those that belong to it. */
export function insertMessageRow(archive: Archive, place: MessagePlace, message: IncomingMessage): number {
  const insert = archive.statement(
    `INSERT INTO messages (id, conversation_id, parent_id, seq, uuid, source_id, role, sender, model, created_at, flags, length, import_id)
     VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?) ON CONFLICT (id) DO NOTHING`,
  )
  const { createdAt } = message
  writeNewUuid(uuid)
  return archive.messageIds.next(createdAt, (id) => {
    const { changes } = insert.run(
      id,
      place.conversationId,
      place.parentId,
      place.seq,
      uuid,
      message.sourceId,
      message.role,
      message.sender,
      message.model,
      createdAt,
      message.flags,
      message.length,
      place.importId,
    )
    return changes === 1
  })
}

/** The id of a message and what it says. */
export type PlacedMessage = readonly [id: number, message: IncomingMessage]

/** Texts that are inserted together: of one by itself a third of the time goes to the statement. */
const textsTogether = 16
/** UTF-8 or UTF-16 units of a text that is inserted by itself: what is inserted is copied. */
const longText = 65_536
/** A cast takes bytes for the text that they are, and leaves a text as it is. */
const textRow = '(?, CAST(? AS TEXT), CAST(? AS TEXT), CAST(? AS TEXT))'
const textColumns = 4
const insertTextsOf = (rows: number): string =>
  `INSERT INTO texts (id, text, parts, extra) VALUES ${Array<string>(rows).fill(textRow).join(', ')}`
const insertOneText = insertTextsOf(1)
const insertManyTexts = insertTextsOf(textsTogether)

/** Adds what messages say, with their extras: the longer ones, which stand in rows of their own, behind all texts. */
export function insertTexts(archive: Archive, messages: readonly PlacedMessage[]): void {
  const withLongExtra: PlacedMessage[] = []
  let together: unknown[] = []
  for (const placed of messages) {
    const [id, message] = placed
    const text = storedForm(message, 'text')
    const parts = storedForm(message, 'parts')
    const extra = storedForm(message, 'extra')
    const isBeside = isShort(extra)
    if (extra !== null && !isBeside) withLongExtra.push(placed)
    const short = isBeside ? extra : null
    if ((text ?? '').length + (parts ?? '').length > longText) {
      archive.statement(insertOneText).run(id, text, parts, short)
    } else if (together.push(id, text, parts, short) === textsTogether * textColumns) {
      archive.statement(insertManyTexts).run(together)
      together = []
    }
  }
  for (let at = 0; at < together.length; at += textColumns) {
    archive.statement(insertOneText).run(together.slice(at, at + textColumns))
  }
  for (const [id, message] of withLongExtra) insertLongExtra(archive, id, message)
}

/** An extra that is too long to stand beside the text. */
function insertLongExtra(archive: Archive, id: number, message: IncomingMessage): void {
  const extra = storedForm(message, 'extra')
  archive.statement('INSERT INTO extras (message_id, extra) VALUES (?, CAST(? AS TEXT))').run(id, extra)
}

function storedForm(message: IncomingMessage, text: 'text' | 'parts' | 'extra'): string | Uint8Array | null {
  return message.bytesOf === undefined ? message[text] : message.bytesOf(text)
}

export function insertAttachments(
  archive: Archive,
  conversationId: number,
  id: number,
  { attachments }: IncomingMessage,
): void {
  for (const attachment of attachments ?? []) putAttachment(archive, conversationId, id, attachment)
}

function isShort(extra: string | Uint8Array | null): boolean {
  return extra !== null && extra.length <= longestBesideText
}

/** Replaces what a message says. */
export function replaceParts(archive: Archive, id: number, stored: StoredParts, length: number): void {
  archive.statement('UPDATE texts SET text = ?, parts = ? WHERE id = ?').run(stored.text, stored.parts, id)
  archive.statement('UPDATE messages SET length = ? WHERE id = ?').run(length, id)
}

/** The extra of a message (JSON), wherever it stands; to be read from `texts LEFT JOIN extras`. */
export const extraColumn = 'coalesce(texts.extra, extras.extra) AS extra'

/** Sets the extra of a message (JSON, null for none), whether it had one or not. */
export function writeExtra(archive: Archive, messageId: number, extra: string | null): void {
  const short = isShort(extra) ? extra : null
  archive.statement('UPDATE texts SET extra = ? WHERE id = ?').run(short, messageId)
  if (extra === short) {
    archive.statement('DELETE FROM extras WHERE message_id = ?').run(messageId)
    return
  }
  archive
    .statement(
      `INSERT INTO extras (message_id, extra) VALUES (?, ?)
       ON CONFLICT (message_id) DO UPDATE SET extra = excluded.extra`,
    )
    .run(messageId, extra)
}

/** Adds an attachment, or fills in the bytes of one that was missing; true when that changed anything. */
export function putAttachment(
  archive: Archive,
  conversationId: number,
  messageId: number,
  attachment: Attachment,
): boolean {
  const { changes } = archive
    .statement(
      `INSERT INTO attachments (conversation_id, message_id, ref, hash, mime, missing) VALUES (?, ?, ?, ?, ?, ?)
       ON CONFLICT (message_id, ref) DO UPDATE
       SET hash = excluded.hash, mime = coalesce(excluded.mime, mime), missing = NULL
       WHERE hash IS NULL AND excluded.hash IS NOT NULL`,
    )
    .run(conversationId, messageId, attachment.ref, attachment.hash, attachment.mime, attachment.missing)
  return changes > 0
}
