/** The library: lists of conversations, and what a reader does to them from the list. Counting is library-counts.ts's work. */
import { AppError } from '@shared/contract/app-error.ts'
import type { LibraryFilter, LibraryRow, LibrarySort, LibrarySpine } from '@shared/contract/library.ts'
import type { Archive } from './archive.ts'
import { inBatch } from './batch.ts'
import { nextChange } from './conversation-rows.ts'
import { cursorOf, pageQueries, positionOf, spineQuery } from './library-order.ts'
import { rowColumns, toLibraryRows, type StoredRow } from './library-rows.ts'
import { titleSortKey } from './title.ts'
import { storable } from './well-formed.ts'

export { libraryCounts } from './library-counts.ts'

/** The whole list as two columns: keys for `libraryRows`, and the times it is grouped by. */
export function librarySpine(archive: Archive, filter: LibraryFilter, sort: LibrarySort): LibrarySpine {
  const { sql, parameters } = spineQuery(filter, sort)
  const found = archive
    .statement<unknown[], [key: number, time: number | null]>(sql)
    .raw()
    .all(...parameters)
  return { keys: found.map(([key]) => key), times: found.map(([, time]) => time) }
}

/** Rows in the order of their keys; null for one that is gone. */
export function libraryRows(archive: Archive, keys: readonly number[]): (LibraryRow | null)[] {
  const stored = archive
    .statement<[string], StoredRow>(
      `SELECT ${rowColumns} FROM conversations WHERE conversations.id IN (SELECT value FROM json_each(?))`,
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
}

/** A page of the list and the cursor of the next one, null after the last. */
export function libraryPage(
  archive: Archive,
  { filter, sort, limit, cursor }: PageRequest,
): { rows: LibraryRow[]; next: string | null } {
  const after = cursor === null ? null : positionOf(sort, cursor)
  const found: (StoredRow & { readonly sort_value: string | number })[] = []
  for (const { sql, parameters } of pageQueries(rowColumns, filter, sort, after)) {
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
  }
}

/** Gives a conversation the reader's own title, which no import changes; @throws AppError `not-found` */
export function renameConversation(archive: Archive, id: string, title: string): LibraryRow {
  const stored = inBatch(archive, () => {
    const shown = storable(title)
    return archive
      .statement<unknown[], StoredRow>(
        `UPDATE conversations SET title = ?, sort_title = ?, title_by_reader = 1, change_seq = ?
         WHERE uuid = ? RETURNING ${rowColumns}`,
      )
      .get(shown, titleSortKey(shown), nextChange(archive), id)
  })
  const row = stored === undefined ? undefined : toLibraryRows(archive, [stored])[0]
  if (row === undefined) {
    throw new AppError('not-found', `There is no conversation ${id} in the archive. Load the list again.`)
  }
  return row
}

/** Moves conversations to the trash; answers how many were not there yet. */
export function moveToTrash(archive: Archive, ids: readonly string[]): number {
  return inBatch(
    archive,
    () =>
      archive
        .statement(
          `UPDATE conversations SET status_before = status, status = 'deleted'
           WHERE status <> 'deleted' AND uuid IN (SELECT value FROM json_each(?))`,
        )
        .run(JSON.stringify(ids)).changes,
  )
}

/** Takes conversations out of the trash, back to what they were; answers how many were in it. */
export function restoreFromTrash(archive: Archive, ids: readonly string[]): number {
  return inBatch(
    archive,
    () =>
      archive
        .statement(
          `UPDATE conversations SET status = coalesce(status_before, 'active'), status_before = NULL
           WHERE status = 'deleted' AND uuid IN (SELECT value FROM json_each(?))`,
        )
        .run(JSON.stringify(ids)).changes,
  )
}
