/** Finds conversations by their titles. All words must stand in the title; the same needles decide as for messages. */
import type { Archive } from '../archive.ts'
import type { Condition } from './lookup.ts'
import { holdsAll } from './needle.ts'
import type { SearchIndex } from './open-index.ts'
import type { Trash } from './trash.ts'

export interface FoundTitle {
  /** Row id of the conversation. */
  readonly conversationId: number
  /** What the library sorts by, ms. */
  readonly updatedAt: number
}

export interface FoundTitles {
  /** The conversations that changed last. */
  readonly page: readonly FoundTitle[]
  readonly count: number
}

/** Finds titles by the index; to be called inside `index.reading`. */
export function findTitles(
  index: SearchIndex,
  archive: Archive,
  conditions: readonly Condition[],
  trash: Trash,
  pageLength: number,
): FoundTitles {
  const [first] = conditions
  if (first === undefined) return { page: [], count: 0 }
  const needles = conditions.map((condition) => condition.needle)
  const core = conditions
    .map((condition) => condition.core)
    .reduce((one, other) => longer(one, other), first.core)
  const ids = index
    .statement<[string], { id: number; title: string }>(
      'SELECT rowid AS id, title FROM titles_fts WHERE title GLOB ?',
    )
    .all(`*${core}*`)
    .filter(({ id, title }) => !trash.conversations.has(id) && holdsAll(title, needles))
    .map(({ id }) => id)
  if (ids.length === 0) return { page: [], count: 0 }
  const page = archive
    .statement<[string, number], FoundTitle>(
      `SELECT id AS conversationId, sort_updated AS updatedAt FROM conversations
       WHERE id IN (SELECT value FROM json_each(?)) ORDER BY sort_updated DESC, id DESC LIMIT ?`,
    )
    .all(JSON.stringify(ids), Math.min(pageLength, ids.length))
  return { page, count: ids.length }
}

function longer(one: string, other: string): string {
  return other.length > one.length ? other : one
}
