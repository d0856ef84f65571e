/**
 * The SQL of the library's lists: every order has an index of its own, and a page begins where the last one ended
 * (by the sort value and id of its last row), so the last page costs what the first does.
 */
import { AppError } from '@shared/contract/app-error.ts'
import type { LibraryFilter, LibrarySort } from '@shared/contract/library.ts'

export interface Query {
  readonly sql: string
  readonly parameters: readonly (string | number)[]
}

/** The last row of a page: where the next one begins. */
export interface Position {
  readonly value: string | number
  readonly id: number
}

const sortColumns = { updated: 'sort_updated', created: 'sort_created', title: 'sort_title' } as const
const timeColumns = { updated: 'sort_updated', created: 'sort_created', title: 'sort_updated' } as const

/** Selects `id` and the time each conversation is grouped by (null when it has none), the whole list. */
export function spineQuery(filter: LibraryFilter, sort: LibrarySort): Query {
  const { where, parameters } = conditionsOf(filter)
  return {
    sql: `SELECT id, CASE undated WHEN 0 THEN ${timeColumns[sort.by]} END FROM conversations WHERE ${where} ${orderOf(sort)}`,
    parameters,
  }
}

/**
 * Selects the given columns and `sort_value` of the rows behind a position. The queries are to be run one after the
 * other until they have given enough rows; the last parameter of each, how many rows, is left out.
 *
 * They are two because SQLite finds the place of `(value, id) < (?, ?)` in an index by the value alone when the id is
 * the row's own, and so would walk through all rows of the same value again for each page.
 */
export function pageQueries(
  columns: string,
  filter: LibraryFilter,
  sort: LibrarySort,
  after: Position | null,
): readonly Query[] {
  const { where, parameters } = conditionsOf(filter)
  const column = sortColumns[sort.by]
  const compare = sort.direction === 'ascending' ? '>' : '<'
  const select = `SELECT ${columns}, ${column} AS sort_value FROM conversations WHERE ${where}`
  const rest = `${orderOf(sort)} LIMIT ?`
  if (after === null) return [{ sql: `${select} ${rest}`, parameters }]
  return [
    {
      sql: `${select} AND ${column} = ? AND id ${compare} ? ${rest}`,
      parameters: [...parameters, after.value, after.id],
    },
    { sql: `${select} AND ${column} ${compare} ? ${rest}`, parameters: [...parameters, after.value] },
  ]
}

/** A position in a text that callers hand back without looking into it. */
export function cursorOf(sort: LibrarySort, position: Position): string {
  return Buffer.from(JSON.stringify([sort.by, sort.direction, position.value, position.id])).toString(
    'base64url',
  )
}

/** @throws AppError `invalid-input` when it is no cursor of a list in this order */
export function positionOf(sort: LibrarySort, cursor: string): Position {
  const [by, direction, value, id] = parseList(Buffer.from(cursor, 'base64url').toString())
  const isText = sort.by === 'title'
  const isValid = by === sort.by && direction === sort.direction && typeof id === 'number'
  if (isValid && typeof value === 'string' && isText) return { value, id }
  if (isValid && typeof value === 'number' && !isText) return { value, id }
  throw new AppError(
    'invalid-input',
    'This cursor does not belong to the list that was asked for. Begin with the first page.',
  )
}

function parseList(text: string): unknown[] {
  try {
    const value: unknown = JSON.parse(text)
    return Array.isArray(value) ? value : []
  } catch {
    return []
  }
}

function orderOf(sort: LibrarySort): string {
  const direction = sort.direction === 'ascending' ? 'ASC' : 'DESC'
  return `ORDER BY ${sortColumns[sort.by]} ${direction}, id ${direction}`
}

function conditionsOf(filter: LibraryFilter): { where: string; parameters: (string | number)[] } {
  const conditions = [filter.place === 'trash' ? "status = 'deleted'" : "status <> 'deleted'"]
  const parameters: (string | number)[] = []
  if (filter.source !== null) {
    conditions.push('source = ?')
    parameters.push(filter.source)
  }
  if (filter.importId !== null) {
    conditions.push('id IN (SELECT conversation_id FROM import_items WHERE import_id = ?)')
    parameters.push(filter.importId)
  }
  return { where: conditions.join(' AND '), parameters }
}
