/**
 * Lists of the library that are narrowed by a query.
 *
 * The whole list is made once (its keys in its order) and kept while nothing changes: further pages and another window
 * cost what their rows cost.
 */
import type { LibraryFilter, LibraryPage, LibrarySort, LibrarySpine } from '@shared/contract/library.ts'
import { parseQuery } from '@shared/query.ts'
import { libraryPage, libraryRows, librarySpine, type PageRequest } from '../library.ts'
import { cursorOf, positionOf } from '../library-order.ts'
import { searchStateOf } from './archive-state.ts'
import type { Sources } from './conversation-sets.ts'
import { matchingConversations } from './matching.ts'

interface Matches {
  readonly key: string
  /** Row ids of what the query finds; null when it asks for nothing. */
  readonly among: readonly number[] | null
  readonly spine: LibrarySpine
  /** The place of each key in the spine. */
  readonly places: ReadonlyMap<number, number>
}

const kept = new WeakMap<Sources['index'], Matches>()

/** The whole list as two columns (`librarySpine`), of the conversations that a filter's query finds. */
export async function matchingSpine(
  sources: Sources,
  filter: LibraryFilter,
  sort: LibrarySort,
): Promise<LibrarySpine> {
  return (await matchesOf(sources, filter, sort)).spine
}

/** A page of the list (`libraryPage`), of the conversations that a filter's query finds. */
export async function matchingPage(sources: Sources, request: PageRequest): Promise<LibraryPage> {
  const { filter, sort, limit, cursor, counted = false } = request
  const { archive } = sources
  const { spine, places, among } = await matchesOf(sources, filter, sort)
  const last = cursor === null ? null : positionOf(sort, cursor)
  const place = last === null ? -1 : places.get(last.id)
  // The last row of the page before is no longer in the list: its place has to be looked for.
  if (place === undefined) return libraryPage(archive, request, among)
  const keys = spine.keys.slice(place + 1, place + 1 + limit)
  const end = keys.at(-1)
  const hasMore = end !== undefined && place + 1 + keys.length < spine.keys.length
  return {
    rows: libraryRows(archive, keys).flatMap((row) => row ?? []),
    next: hasMore ? cursorOf(sort, { value: sortValueOf(sources, sort, end), id: end }) : null,
    total: counted ? spine.keys.length : null,
  }
}

async function matchesOf(sources: Sources, filter: LibraryFilter, sort: LibrarySort): Promise<Matches> {
  const key = JSON.stringify([searchStateOf(sources.index, sources.archive), filter, sort])
  const before = kept.get(sources.index)
  if (before?.key === key) return before
  const query = filter.query ?? ''
  const among =
    parseQuery(query).root === null
      ? null
      : await matchingConversations(sources, query, { withTrash: filter.place === 'trash' })
  const spine = librarySpine(sources.archive, filter, sort, among)
  const matches = { key, among, spine, places: new Map(spine.keys.map((id, place) => [id, place])) }
  kept.set(sources.index, matches)
  return matches
}

function sortValueOf({ archive }: Sources, sort: LibrarySort, id: number): string | number {
  const column = { updated: 'sort_updated', created: 'sort_created', title: 'sort_title' }[sort.by]
  const value = archive
    .statement<[number], string | number>(`SELECT ${column} FROM conversations WHERE id = ?`)
    .pluck()
    .get(id)
  return value ?? 0
}
