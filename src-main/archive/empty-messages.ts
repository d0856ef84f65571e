/**
 * Takes out of messages what they said, for good. What is left recognises them: without it the next import would bring
 * them back, and a message without an id of its source is known by what stands above it.
 */
import type { Archive } from './archive.ts'
import { readStoredMessages, storedKeys } from './merge-message.ts'
import { withoutCount } from './message-keys.ts'

/** Empties messages of a conversation; part of the caller's transaction. Files that nothing else uses go with `removeUnusedFiles`. */
export function emptyMessages(archive: Archive, conversationId: number, ids: readonly number[]): void {
  const wanted = new Set(ids)
  const stored = readStoredMessages(archive, conversationId)
  const keys = storedKeys(archive, stored)
  stored.forEach(({ id, source_id: sourceId }, index) => {
    if (!wanted.has(id)) return
    if (sourceId === null) {
      archive
        .statement(
          'INSERT INTO emptied_keys (message_id, key) VALUES (?, ?) ON CONFLICT (message_id) DO NOTHING',
        )
        .run(id, withoutCount(keys[index] ?? ''))
    }
    emptyMessage(archive, id)
  })
}

function emptyMessage(archive: Archive, id: number): void {
  archive
    .statement(
      `INSERT INTO unused_files SELECT DISTINCT hash FROM attachments WHERE message_id = ? AND hash IS NOT NULL
       ON CONFLICT (hash) DO NOTHING`,
    )
    .run(id)
  archive.statement("UPDATE texts SET text = '', parts = NULL, extra = NULL WHERE id = ?").run(id)
  archive.statement('UPDATE messages SET sender = NULL, model = NULL, length = 0 WHERE id = ?').run(id)
  for (const table of ['extras', 'attachments', 'notes', 'replaced'] as const) {
    archive.statement(`DELETE FROM ${table} WHERE message_id = ?`).run(id)
  }
}
