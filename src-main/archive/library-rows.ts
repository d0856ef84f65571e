/** Conversations as rows of the library. Which ones and in which order is library-order.ts's work. */
import type { LibraryRow } from '@shared/contract/library.ts'
import type { ConversationStatus, ConversationType } from '@shared/conversation.ts'
import type { Archive } from './archive.ts'

/** The columns of `conversations` that a row is made of. */
export const rowColumns = `conversations.id, uuid, source, type, conversations.status, title, endpoint, model, created_at, updated_at, messages, branches`

export interface StoredRow {
  readonly id: number
  readonly uuid: string
  readonly source: string
  readonly type: ConversationType
  readonly status: ConversationStatus
  readonly title: string
  readonly endpoint: string | null
  readonly model: string | null
  readonly created_at: number | null
  readonly updated_at: number | null
  readonly messages: number
  readonly branches: number
}

/** Rows of the library with their tags, in the order given. */
export function toLibraryRows(archive: Archive, rows: readonly StoredRow[]): LibraryRow[] {
  const tags = tagsOf(
    archive,
    rows.map((row) => row.id),
  )
  return rows.map((row) => ({
    id: row.uuid,
    source: row.source,
    type: row.type,
    status: row.status,
    title: row.title,
    endpoint: row.endpoint,
    model: row.model,
    createdAt: row.created_at,
    updatedAt: row.updated_at,
    messages: row.messages,
    branches: row.branches,
    tags: tags.get(row.id) ?? [],
  }))
}

/** The tags of each conversation (by row id) that has any, in the order they were given. */
export function tagsOf(archive: Archive, rowIds: readonly number[]): Map<number, string[]> {
  const found = archive
    .statement<[string], { conversation_id: number; name: string }>(
      `SELECT conversation_id, name FROM json_each(?) AS wanted
         CROSS JOIN conversation_tags ON conversation_id = wanted.value JOIN tags ON tags.id = tag_id
       ORDER BY conversation_tags.id`,
    )
    .all(JSON.stringify(rowIds))
  const tags = new Map<number, string[]>()
  for (const { conversation_id: id, name } of found) {
    const before = tags.get(id)
    if (before === undefined) tags.set(id, [name])
    else before.push(name)
  }
  return tags
}
