/** Smart lists: searches that are kept under a name. What they find is search/'s work. */
import { AppError } from '@shared/contract/app-error.ts'
import type { SavedSearch } from '@shared/contract/organise.ts'
import type { Archive } from './archive.ts'
import { inBatch } from './batch.ts'
import { orderRows, refuseTakenName } from './named-lists.ts'
import { storable } from './well-formed.ts'

/** All smart lists in the reader's order. */
export function listSearches(archive: Archive): SavedSearch[] {
  return archive
    .statement<[], SavedSearch>('SELECT id, name, query FROM saved_searches ORDER BY position, id')
    .all()
}

/** Keeps a search; @throws AppError `invalid-input` where another has the name */
export function createSearch(
  archive: Archive,
  { name, query }: Pick<SavedSearch, 'name' | 'query'>,
  now: number,
): SavedSearch {
  return inBatch(archive, () => {
    refuseTakenName(archive, 'saved_searches', storable(name), null)
    const { lastInsertRowid } = archive
      .statement(
        `INSERT INTO saved_searches (name, query, position, created_at)
         SELECT ?, ?, ifnull(max(position), 0) + 1, ? FROM saved_searches`,
      )
      .run(storable(name), storable(query), now)
    return searchOf(archive, Number(lastInsertRowid))
  })
}

export interface SearchChange {
  readonly id: number
  readonly name?: string | undefined
  readonly query?: string | undefined
}

/** Changes what is given; @throws AppError `not-found`, `invalid-input` where another has the name */
export function changeSearch(archive: Archive, { id, ...change }: SearchChange): SavedSearch {
  return inBatch(archive, () => {
    const before = searchOf(archive, id)
    const name = storable(change.name ?? before.name)
    refuseTakenName(archive, 'saved_searches', name, id)
    archive
      .statement('UPDATE saved_searches SET name = ?, query = ? WHERE id = ?')
      .run(name, storable(change.query ?? before.query), id)
    return searchOf(archive, id)
  })
}

/** @throws AppError `not-found` */
export function removeSearch(archive: Archive, id: number): SavedSearch {
  return inBatch(archive, () => {
    const search = searchOf(archive, id)
    archive.statement('DELETE FROM saved_searches WHERE id = ?').run(id)
    return search
  })
}

/** Puts smart lists in an order; those that are not named follow as they stood. */
export function orderSearches(archive: Archive, ids: readonly number[]): void {
  inBatch(archive, () => {
    const all = listSearches(archive).map((search) => search.id)
    orderRows(archive, 'saved_searches', [...ids.filter((id) => all.includes(id)), ...all])
  })
}

function searchOf(archive: Archive, id: number): SavedSearch {
  const search = archive
    .statement<[number], SavedSearch>('SELECT id, name, query FROM saved_searches WHERE id = ?')
    .get(id)
  if (search !== undefined) return search
  throw new AppError('not-found', 'This smart list is no longer there. Load the list again.')
}
