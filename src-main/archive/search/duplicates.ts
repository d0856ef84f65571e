/**
 * Finds conversations that say the same although they were imported apart: from two products, or twice with other ids.
 *
 * Compared is what people and assistants say, in folded form and without white space and marks, in whatever order:
 * products write the same text with other quotes and line ends, and order branches differently.
 */
import { createHash } from 'node:crypto'
import type { DuplicateGroup } from '@shared/contract/search.ts'
import { AppError } from '@shared/contract/app-error.ts'
import type { Archive } from '../archive.ts'
import { libraryRows } from '../library.ts'
import type { StoredParts } from '../stored-parts.ts'
import { stateOf } from './archive-state.ts'
import type { Sources } from './conversation-sets.ts'
import { fold } from './fold.ts'
import { storedText } from './message-texts.ts'

/** Conversations that are read before others have their turn. */
const atOnce = 50
/** Letters and digits that a conversation must have for its sameness to mean something. */
const leastLength = 20

interface Found {
  readonly state: string
  /** Row ids of each group, oldest first; the group with the newest conversation first. */
  readonly groups: readonly (readonly number[])[]
}

const kept = new WeakMap<Archive, Found>()

/**
 * A page of the groups of conversations that say the same, the trash left out.
 *
 * @param cursor `next` of the page before
 * @throws AppError `invalid-input` for a cursor that is none, `cancelled`
 */
export async function duplicateConversations(
  sources: Sources,
  limit: number,
  cursor: string | null,
): Promise<{ groups: DuplicateGroup[]; total: number; next: string | null }> {
  const { groups } = await foundIn(sources)
  const start = cursor === null ? 0 : Number(cursor)
  if (!Number.isInteger(start) || start < 0) {
    throw new AppError(
      'invalid-input',
      'This cursor does not belong to the duplicates. Begin with the first page.',
    )
  }
  const page = groups.slice(start, start + limit)
  return {
    groups: page.map((keys) => ({
      conversations: libraryRows(sources.archive, keys).flatMap((row) => row ?? []),
    })),
    total: groups.length,
    next: start + page.length < groups.length ? String(start + page.length) : null,
  }
}

async function foundIn(sources: Sources): Promise<Found> {
  const state = stateOf(sources.archive)
  const before = kept.get(sources.archive)
  if (before?.state === state) return before
  // Few conversations begin alike, and only those are read to their end.
  const alike = await grouped(sources, await eligible(sources), firstSaying)
  const same = await grouped(sources, alike.flat(), everySaying)
  const found = { state, groups: same.toSorted((one, other) => (other.at(-1) ?? 0) - (one.at(-1) ?? 0)) }
  kept.set(sources.archive, found)
  return found
}

async function eligible({ archive }: Sources): Promise<number[]> {
  return archive
    .statement<[], number>("SELECT id FROM conversations WHERE status <> 'deleted' ORDER BY id")
    .pluck()
    .all()
}

/** Conversations that give the same answer to a question, two or more in a group; null is no answer. */
async function grouped(
  sources: Sources,
  ids: readonly number[],
  keyOf: (archive: Archive, id: number) => string | null,
): Promise<number[][]> {
  const groups = new Map<string, number[]>()
  for (const [at, id] of ids.entries()) {
    const key = keyOf(sources.archive, id)
    if (key !== null) {
      const group = groups.get(key)
      if (group === undefined) groups.set(key, [id])
      else group.push(id)
    }
    if (at % atOnce === 0) await sources.turn.pause()
  }
  return [...groups.values()].filter((group) => group.length > 1)
}

/** What the reader said first, or its beginning. */
function firstSaying(archive: Archive, id: number): string | null {
  const first = archive
    .statement<[number], StoredParts>(
      `SELECT text, parts FROM messages JOIN texts ON texts.id = messages.id
       WHERE conversation_id = ? AND role = 'user' AND deletion_id IS NULL ORDER BY seq LIMIT 1`,
    )
    .get(id)
  const said = first === undefined ? '' : bare(storedText(first))
  return said === '' ? null : said.slice(0, 200)
}

function everySaying(archive: Archive, id: number): string | null {
  const sayings = archive
    .statement<[number], StoredParts & { readonly role: string }>(
      `SELECT role, text, parts FROM messages JOIN texts ON texts.id = messages.id
       WHERE conversation_id = ? AND role IN ('user', 'assistant') AND deletion_id IS NULL`,
    )
    .all(id)
    .map((row) => ({ role: row.role, text: bare(storedText(row)) }))
    .filter(({ text }) => text !== '')
  if (sayings.reduce((sum, { text }) => sum + text.length, 0) < leastLength) return null
  const lines = sayings.map(({ role, text }) => `${role} ${text}`).toSorted()
  return createHash('sha256').update(lines.join('\n')).digest('hex')
}

/** A text reduced to its letters, digits and signs. */
function bare(text: string): string {
  return fold(text).replaceAll(/[^\p{L}\p{N}\p{S}]+/gu, '')
}
