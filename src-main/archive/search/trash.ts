/** What is in the trash: it stays in the index, so that it is there again at once, but is not found. */
import type { Archive } from '../archive.ts'

export interface Trash {
  readonly conversations: ReadonlySet<number>
  /** Those of the conversations and those that were deleted by themselves. */
  readonly messages: ReadonlySet<number>
  /** Those that were deleted by themselves: they are not found with their conversation either. */
  readonly deleted: ReadonlySet<number>
}

interface KnownTrash extends Trash {
  /** Names the content of the trash: the same key, the same trash. */
  readonly key: string
}

const known = new WeakMap<Archive, KnownTrash>()

/** The row ids of all conversations and messages in the trash; read anew when the trash has changed. */
export function trashOf(archive: Archive): Trash {
  const rows = archive
    .statement<[], { id: number; change: number }>(
      "SELECT id, change_seq AS change FROM conversations WHERE status = 'deleted'",
    )
    .all()
  const deleted = archive
    .statement<[], { id: number }>('SELECT id FROM messages WHERE deletion_id IS NOT NULL')
    .all()
  const key = [...rows.map((row) => `${row.id} ${row.change}`), '', ...deleted.map((row) => row.id)].join()
  const before = known.get(archive)
  if (before?.key === key) return before
  const messages = archive
    .statement<[string], { id: number }>(
      'SELECT messages.id FROM json_each(?) AS wanted JOIN messages ON conversation_id = wanted.value',
    )
    .all(JSON.stringify(rows.map((row) => row.id)))
  const trash = {
    key,
    conversations: new Set(rows.map((row) => row.id)),
    messages: new Set([...messages, ...deleted].map((message) => message.id)),
    deleted: new Set(deleted.map((message) => message.id)),
  }
  known.set(archive, trash)
  return trash
}
