/** The reader's notes: one on each conversation and each message. Searching them is search/'s work. */
import { AppError } from '@shared/contract/app-error.ts'
import type { Note } from '@shared/contract/organise.ts'
import type { Archive } from './archive.ts'
import { inBatch } from './batch.ts'
import { conversationIdOf } from './conversation-id.ts'
import { storable } from './well-formed.ts'

/** The conversation's own note first, then those on its messages in their order, without messages in the trash. @throws AppError `not-found` */
export function readNotes(archive: Archive, id: string): Note[] {
  return archive
    .statement<[number], Note>(
      `SELECT message_id AS messageKey, text, notes.created_at AS createdAt, updated_at AS updatedAt
       FROM notes LEFT JOIN messages ON messages.id = message_id
       WHERE notes.conversation_id = ? AND deletion_id IS NULL ORDER BY seq NULLS FIRST`,
    )
    .all(conversationIdOf(archive, id))
}

export interface NoteText {
  /** UUID of the conversation. */
  readonly id: string
  /** Row id of the message; null for the conversation. */
  readonly messageKey: number | null
  readonly text: string
}

/** Writes a note; an empty one goes, and null is the answer. @throws AppError `not-found` */
export function writeNote(archive: Archive, { id, messageKey, text }: NoteText, now: number): Note | null {
  return inBatch(archive, () => {
    const conversationId = conversationIdOf(archive, id)
    if (messageKey !== null) checkMessage(archive, conversationId, messageKey)
    const stored = storable(text.trim())
    if (stored === '') {
      archive
        .statement('DELETE FROM notes WHERE conversation_id = ? AND ifnull(message_id, 0) = ?')
        .run(conversationId, messageKey ?? 0)
      return null
    }
    const note = archive
      .statement<unknown[], Note>(
        `INSERT INTO notes (conversation_id, message_id, text, created_at, updated_at)
         VALUES (:conversationId, :messageKey, :stored, :now, :now)
         ON CONFLICT (conversation_id, ifnull(message_id, 0)) DO UPDATE SET text = :stored, updated_at = :now
         RETURNING message_id AS messageKey, text, created_at AS createdAt, updated_at AS updatedAt`,
      )
      .get({ conversationId, messageKey, stored, now })
    return note ?? null
  })
}

function checkMessage(archive: Archive, conversationId: number, key: number): void {
  const message = archive
    .statement('SELECT 1 FROM messages WHERE id = ? AND conversation_id = ? AND deletion_id IS NULL')
    .get(key, conversationId)
  if (message === undefined) {
    throw new AppError('not-found', 'This message is no longer in the conversation. Open it again.')
  }
}
