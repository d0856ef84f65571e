/**
 * Removes conversations from the archive for good. Only what is in the trash goes, so that nothing is lost by one wrong
 * key; SQLite overwrites what it frees (`secure_delete`).
 */
import type { Archive } from './archive.ts'
import { inBatch } from './batch.ts'
import { nextChange } from './conversation-rows.ts'
import { removeUnusedFiles } from './files.ts'

export interface Removed {
  readonly conversations: number
  readonly messages: number
}

/** Removes those of some conversations (by UUID) that are in the trash, in one transaction. Files follow with `finishRemoval`. */
export function removeForGood(archive: Archive, ids: readonly string[]): Removed {
  return inBatch(archive, () => {
    const rows = archive
      .statement<[string], { id: number }>(
        `SELECT id FROM conversations WHERE status = 'deleted' AND uuid IN (SELECT value FROM json_each(?))`,
      )
      .all(JSON.stringify(ids))
    const wanted = JSON.stringify(rows.map((row) => row.id))
    const count = archive
      .statement<[string], { messages: number }>(
        `SELECT count(*) AS messages FROM messages WHERE conversation_id IN (SELECT value FROM json_each(?))`,
      )
      .get(wanted)
    archive
      .statement(
        `INSERT INTO unused_files SELECT DISTINCT hash FROM attachments
         WHERE conversation_id IN (SELECT value FROM json_each(?)) AND hash IS NOT NULL
         ON CONFLICT (hash) DO NOTHING`,
      )
      .run(wanted)
    const tags = archive
      .statement<[string], { id: number }>(
        `SELECT DISTINCT tag_id AS id FROM conversation_tags WHERE conversation_id IN (SELECT value FROM json_each(?))`,
      )
      .all(wanted)
    archive.statement('DELETE FROM conversations WHERE id IN (SELECT value FROM json_each(?))').run(wanted)
    archive
      .statement(
        `DELETE FROM tags WHERE by_reader = 0 AND id IN (SELECT value FROM json_each(?))
         AND NOT EXISTS (SELECT 1 FROM conversation_tags WHERE tag_id = tags.id)`,
      )
      .run(JSON.stringify(tags.map((tag) => tag.id)))
    // Nothing else tells the search index that there is something to do.
    nextChange(archive)
    return { conversations: rows.length, messages: count?.messages ?? 0 }
  })
}

/** Removes files that nothing uses any more, and what the journal still holds of removed rows. */
export function finishRemoval(archive: Archive): void {
  removeUnusedFiles(archive)
  archive.messageIds.forget()
  archive.db.pragma('wal_checkpoint(TRUNCATE)')
}

/** What went to the trash before a time (ms): conversations by UUID, messages by their deletion. */
export function trashedBefore(archive: Archive, time: number): { ids: string[]; deletions: number[] } {
  const ids = archive
    .statement<[number], string>("SELECT uuid FROM conversations WHERE status = 'deleted' AND trashed_at < ?")
    .pluck()
    .all(time)
  const deletions = archive
    .statement<[number], number>('SELECT id FROM deletions WHERE emptied_at IS NULL AND deleted_at < ?')
    .pluck()
    .all(time)
  return { ids, deletions }
}
