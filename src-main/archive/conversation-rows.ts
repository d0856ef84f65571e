/** What adding and merging a conversation have in common. */
import type { TagLook } from '@shared/origin.ts'
import type { Archive } from './archive.ts'
import { storable } from './well-formed.ts'

/** The next number of `conversations.change_seq`, which the search index follows. */
export function nextChange(archive: Archive): number {
  return nextChanges(archive, 1)
}

/** The first of so many next numbers, one after the other. */
export function nextChanges(archive: Archive, count: number): number {
  const change = archive
    .statement<[number], { value: number }>(
      "UPDATE counters SET value = value + ? WHERE name = 'change' RETURNING value",
    )
    .get(count)
  if (change === undefined) throw new Error('The archive has lost its counter of changes')
  return change.value - count + 1
}

export interface SortTimes {
  readonly created: number
  readonly updated: number
  /** True when nothing in the conversation has a time, so that it is sorted by its import. */
  readonly isUndated: boolean
}

/** The times a conversation is sorted by: a missing one is replaced by the other, the newest message's, the import's. */
export function sortTimes(
  createdAt: number | null,
  updatedAt: number | null,
  newestMessage: number | null,
  importedAt: number,
): SortTimes {
  const known = createdAt ?? updatedAt ?? newestMessage
  return {
    created: known ?? importedAt,
    updated: updatedAt ?? known ?? importedAt,
    isUndated: known === null,
  }
}

export interface NamedTag {
  readonly name: string
  /** False when the conversation had it already, from its reader. */
  readonly isAdded: boolean
}

/**
 * Adds the tags that the source names for the first time, and answers them; `before` are those it has named already.
 * A tag that the reader took away is among `before` and stays away.
 *
 * @param looks for tags out of another archive, where a reader may have given them: how those look that nobody has here;
 *   one that the conversation has already is then not taken for the source's
 */
export function addTags(
  archive: Archive,
  conversationId: number,
  tags: readonly string[],
  before: readonly string[],
  looks: readonly TagLook[] | null = null,
): NamedTag[] {
  const known = new Set([...before, ...(looks === null ? [] : tagNames(archive, conversationId))])
  const fresh = [...new Set(tags.map((tag) => storable(tag)))].filter((tag) => !known.has(tag))
  if (fresh.length === 0) return []
  const named = fresh.map((name) => {
    const look = looks?.find((one) => one.name === name)
    archive
      .statement('INSERT INTO tags (name, color, description) VALUES (?, ?, ?) ON CONFLICT (name) DO NOTHING')
      .run(name, look?.color ?? null, look?.description ?? null)
    const { changes } = archive
      .statement(
        `INSERT INTO conversation_tags (conversation_id, tag_id) SELECT ?, id FROM tags WHERE name = ?
         ON CONFLICT (conversation_id, tag_id) DO NOTHING`,
      )
      .run(conversationId, name)
    return { name, isAdded: changes > 0 }
  })
  archive
    .statement('UPDATE conversations SET original_tags = ? WHERE id = ?')
    .run(JSON.stringify([...before, ...fresh]), conversationId)
  return named
}

function tagNames(archive: Archive, conversationId: number): string[] {
  return archive
    .statement<[number], { name: string }>(
      'SELECT name FROM conversation_tags JOIN tags ON tags.id = tag_id WHERE conversation_id = ?',
    )
    .all(conversationId)
    .map(({ name }) => name)
}
