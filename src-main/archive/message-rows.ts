/** Writes messages and what belongs to them. Which message is new or richer is decided elsewhere. */
import type { Attachment, Message } from '@shared/conversation.ts'
import type { JsonObject } from '@shared/json.ts'
import type { Archive } from './archive.ts'
import { newUuidBytes } from './ids.ts'
import type { IncomingMessage } from './incoming.ts'
import { storeParts, type StoredParts } from './stored-parts.ts'
import { storable } from './well-formed.ts'

const isError = 1
const isUnfinished = 2
const isHidden = 4

/** The flags of a message as the bits of `messages.flags`. */
export function flagsOf(message: Pick<Message, 'isError' | 'isUnfinished' | 'isHidden'>): number {
  return (
    (message.isError ? isError : 0) |
    (message.isUnfinished ? isUnfinished : 0) |
    (message.isHidden ? isHidden : 0)
  )
}

export function flagsFrom(bits: number): Pick<Message, 'isError' | 'isUnfinished' | 'isHidden'> {
  return {
    isError: (bits & isError) !== 0,
    isUnfinished: (bits & isUnfinished) !== 0,
    isHidden: (bits & isHidden) !== 0,
  }
}

/** The same flags without `isUnfinished`. */
export function finished(bits: number): number {
  return bits & ~isUnfinished
}

export interface MessagePlace {
  readonly conversationId: number
  /** messages.id */
  readonly parentId: number | null
  readonly seq: number
  /** The import that brings it. */
  readonly importId: number
}

/** Adds a message with its text, extra and attachments; answers its id. */
export function insertMessage(archive: Archive, place: MessagePlace, incoming: IncomingMessage): number {
  const { message } = incoming
  const id = archive.messageIds.next(incoming.createdAt)
  archive
    .statement(
      `INSERT INTO messages (id, conversation_id, parent_id, seq, uuid, source_id, role, sender, model, created_at, flags, length, import_id)
       VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`,
    )
    .run(
      id,
      place.conversationId,
      place.parentId,
      place.seq,
      newUuidBytes(),
      incoming.sourceId,
      message.role,
      storable(message.sender),
      storable(message.model),
      incoming.createdAt,
      flagsOf(message),
      incoming.text.length,
      place.importId,
    )
  const stored = storeParts(message.parts)
  archive.statement('INSERT INTO texts (id, text, parts) VALUES (?, ?, ?)').run(id, stored.text, stored.parts)
  if (message.extra !== null) writeExtra(archive, id, message.extra)
  for (const attachment of incoming.attachments) putAttachment(archive, place.conversationId, id, attachment)
  return id
}

/** Replaces what a message says. */
export function replaceParts(archive: Archive, id: number, stored: StoredParts, length: number): void {
  archive.statement('UPDATE texts SET text = ?, parts = ? WHERE id = ?').run(stored.text, stored.parts, id)
  archive.statement('UPDATE messages SET length = ? WHERE id = ?').run(length, id)
}

export function writeExtra(archive: Archive, messageId: number, extra: JsonObject): void {
  archive
    .statement(
      `INSERT INTO extras (message_id, extra) VALUES (?, ?)
       ON CONFLICT (message_id) DO UPDATE SET extra = excluded.extra`,
    )
    .run(messageId, JSON.stringify(extra))
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
