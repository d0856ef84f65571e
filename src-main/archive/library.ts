/** The library: lists of conversations. What a reader does to them from the list has a file each. */
import { AppError } from '@shared/contract/app-error.ts'
import type {
  LibraryFilter,
  LibraryPage,
  LibraryRow,
  LibrarySort,
  LibrarySpine,
} from '@shared/contract/library.ts'
import type { Archive } from './archive.ts'
import { countQuery, cursorOf, pageQueries, positionOf, spineQuery } from './library-order.ts'
import { rowColumns, toLibraryRows, type StoredRow } from './library-rows.ts'

export { libraryCounts } from './library-counts.ts'
export { renameConversation } from './rename-conversation.ts'
export { moveToTrash, restoreFromTrash } from './statuses.ts'

/**
 * The whole list as two columns: keys for `libraryRows`, and the times it is grouped by. What a filter's `query` finds
 * is not looked for here but given as `among` (search/library-matches.ts).
 */
export function librarySpine(
  archive: Archive,
  filter: LibraryFilter,
  sort: LibrarySort,
  among: readonly number[] | null = null,
): LibrarySpine {
  const { sql, parameters } = spineQuery(filter, sort, among)
  const found = archive
    .statement<unknown[], [key: number, time: number | null]>(sql)
    .raw()
    .all(...parameters)
  return { keys: found.map(([key]) => key), times: found.map(([, time]) => time) }
}

/** Ids in the order of their keys; one that is gone is left out. */
export function idsOfKeys(archive: Archive, keys: readonly number[]): string[] {
  return archive
    .statement<[string], string>(
      'SELECT uuid FROM json_each(?) AS wanted CROSS JOIN conversations ON conversations.id = wanted.value',
    )
    .pluck()
    .all(JSON.stringify(keys))
}

/** Rows in the order of their keys; null for one that is gone. */
export function libraryRows(archive: Archive, keys: readonly number[]): (LibraryRow | null)[] {
  const stored = archive
    .statement<[string], StoredRow>(
      `SELECT ${rowColumns} FROM (SELECT value FROM json_each(?)) AS wanted
         CROSS JOIN conversations ON conversations.id = wanted.value`,
    )
    .all(JSON.stringify(keys))
  const rows = toLibraryRows(archive, stored)
  const rowOfKey = new Map(stored.map((row, index) => [row.id, rows[index]]))
  return keys.map((key) => rowOfKey.get(key) ?? null)
}

export interface PageRequest {
  readonly filter: LibraryFilter
  readonly sort: LibrarySort
  readonly limit: number
  /** `next` of the page before, null for the first. */
  readonly cursor: string | null
  /** Whether the rows of the whole list are to be counted. */
  readonly counted?: boolean
}

/** A page of the list. */
export function libraryPage(
  archive: Archive,
  { filter, sort, limit, cursor, counted = false }: PageRequest,
  among: readonly number[] | null = null,
): LibraryPage {
  const after = cursor === null ? null : positionOf(sort, cursor)
  const found: (StoredRow & { readonly sort_value: string | number })[] = []
  for (const { sql, parameters } of pageQueries(rowColumns, filter, sort, after, among)) {
    const wanted = limit + 1 - found.length
    if (wanted > 0)
      found.push(...archive.statement<unknown[], (typeof found)[number]>(sql).all(...parameters, wanted))
  }
  const page = found.slice(0, limit)
  const last = page.at(-1)
  const hasMore = found.length > limit && last !== undefined
  return {
    rows: toLibraryRows(archive, page),
    next: hasMore ? cursorOf(sort, { value: last.sort_value, id: last.id }) : null,
    total: counted ? countRows(archive, filter, among) : null,
  }
}

function countRows(archive: Archive, filter: LibraryFilter, among: readonly number[] | null): number {
  const { sql, parameters } = countQuery(filter, among)
  return (
    archive
      .statement<unknown[], number>(sql)
      .pluck()
      .get(...parameters) ?? 0
  )
}

/** The row of one conversation; @throws AppError `not-found` */
export function libraryRow(archive: Archive, id: string): LibraryRow {
  const stored = archive
    .statement<[string], StoredRow>(`SELECT ${rowColumns} FROM conversations WHERE uuid = ?`)
    .get(id)
  const row = stored === undefined ? undefined : toLibraryRows(archive, [stored])[0]
  if (row !== undefined) return row
  throw new AppError('not-found', `There is no conversation ${id} in the archive. Load the list again.`)
}
