/**
 * Takes in what the reader of another archive had made of a conversation: a title, notes. What somebody has done here stays.
 *
 * Tags come in with those of the source (conversation-rows.ts).
 */
import type { Archive } from './archive.ts'
import type { Incoming } from './incoming.ts'
import type { HeadBefore } from './replaced.ts'
import { titleSortKey } from './title.ts'

/** Gives a conversation that is new the title it had there. */
export function takeReaderTitle(archive: Archive, conversationId: number, incoming: Incoming): void {
  const title = incoming.origin?.reader.title ?? null
  if (title === null) return
  archive
    .statement('UPDATE conversations SET title = ?, sort_title = ?, title_by_reader = 1 WHERE id = ?')
    .run(title, titleSortKey(title), conversationId)
}

/**
 * Takes in the notes where there are none; answers what an undoing needs to know.
 *
 * @param messageIds messages.id of each message of `incoming`
 */
export function takeNotes(
  archive: Archive,
  conversationId: number,
  incoming: Incoming,
  messageIds: readonly (number | undefined)[],
): HeadBefore {
  const taken: Record<`note ${string}`, string> = {}
  for (const { message, text, createdAt, updatedAt } of incoming.origin?.reader.notes ?? []) {
    const messageId = message === null ? null : messageIds[message]
    if (messageId === undefined || text === '') continue
    const { changes } = archive
      .statement(
        `INSERT INTO notes (conversation_id, message_id, text, created_at, updated_at)
         SELECT :conversationId, :messageId, :text, :createdAt, :updatedAt
         WHERE :messageId IS NULL OR EXISTS (SELECT 1 FROM messages WHERE id = :messageId AND deletion_id IS NULL)
         ON CONFLICT (conversation_id, ifnull(message_id, 0)) DO NOTHING`,
      )
      .run({ conversationId, messageId, text, createdAt, updatedAt })
    if (changes > 0) taken[`note ${messageId ?? ''}`] = text
  }
  return taken
}

/** Takes a note back that an import had brought, unless the reader has written something else there since. */
export function putBackNote(archive: Archive, conversationId: number, place: string, text: string): void {
  archive
    .statement('DELETE FROM notes WHERE conversation_id = ? AND ifnull(message_id, 0) = ? AND text = ?')
    .run(conversationId, Number(place), text)
}
