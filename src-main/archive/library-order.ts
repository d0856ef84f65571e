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

/**
 * Where a list is read from: the conversations themselves, or the table that ties them to a tag or a collection. Both
 * have status and sort values, with the same indexes.
 */
interface Listed {
  readonly from: string
  /** The table whose index gives the order. */
  readonly at: string
  /** The row id of the conversation in it. */
  readonly id: string
  readonly where: string
  readonly parameters: readonly (string | number)[]
}

/** As the indexes of the places have it, word for word. */
const placeConditions = {
  library: (status: string) => `${status} <> 'deleted'`,
  current: (status: string) => `${status} IN ('active', 'favorite')`,
  archived: (status: string) => `${status} = 'archived'`,
  favorites: (status: string) => `${status} = 'favorite'`,
  trash: (status: string) => `${status} = 'deleted'`,
} as const satisfies Record<LibraryFilter['place'], (status: string) => string>

/**
 * Selects `id` and the time each conversation is grouped by (null when it has none), the whole list.
 *
 * @param among row ids of the only conversations that may be in it, null for all; that a filter's `query` finds is for
 *   its caller to know
 */
export function spineQuery(filter: LibraryFilter, sort: LibrarySort, among: readonly number[] | null): Query {
  const listed = listedBy(filter, among)
  const { from, at, id, where, parameters } = listed
  return {
    sql: `SELECT ${id}, CASE undated WHEN 0 THEN ${at}.${timeColumns[sort.by]} END FROM ${from}
      WHERE ${where} ${orderOf(listed, sort)}`,
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
  among: readonly number[] | null,
): readonly Query[] {
  const listed = listedBy(filter, among)
  const { from, at, id, where, parameters } = listed
  const column = `${at}.${sortColumns[sort.by]}`
  const compare = sort.direction === 'ascending' ? '>' : '<'
  const select = `SELECT ${columns}, ${column} AS sort_value FROM ${from} WHERE ${where}`
  const rest = `${orderOf(listed, sort)} LIMIT ?`
  if (after === null) return [{ sql: `${select} ${rest}`, parameters }]
  return [
    {
      sql: `${select} AND ${column} = ? AND ${id} ${compare} ? ${rest}`,
      parameters: [...parameters, after.value, after.id],
    },
    { sql: `${select} AND ${column} ${compare} ? ${rest}`, parameters: [...parameters, after.value] },
  ]
}

/** Counts the rows of the whole list. */
export function countQuery(filter: LibraryFilter, among: readonly number[] | null): Query {
  const { from, where, parameters } = listedBy(filter, among)
  return { sql: `SELECT count(*) FROM ${from} WHERE ${where}`, parameters }
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

function orderOf({ at, id }: Listed, sort: LibrarySort): string {
  const direction = sort.direction === 'ascending' ? 'ASC' : 'DESC'
  return `ORDER BY ${at}.${sortColumns[sort.by]} ${direction}, ${id} ${direction}`
}

function listedBy(filter: LibraryFilter, among: readonly number[] | null): Listed {
  const { place, source, tagId, collectionId } = filter
  const { from, at, id } = tableOf(filter)
  const conditions: string[] = [placeConditions[place](`${at}.status`)]
  const parameters: (string | number)[] = []
  const add = (condition: string, value: string | number | null): void => {
    if (value === null) return
    conditions.push(condition)
    parameters.push(value)
  }
  add('source = ?', source)
  add('conversation_tags.tag_id = ?', tagId)
  add(
    tagId === null
      ? 'collection_items.collection_id = ?'
      : `${id} IN (SELECT conversation_id FROM collection_items WHERE collection_id = ?)`,
    collectionId,
  )
  const { importIds = [], anyTag = [] } = filter
  add(
    `${id} IN (SELECT conversation_id FROM json_each(?) AS wanted CROSS JOIN import_items ON import_id = wanted.value)`,
    importIds.length === 0 ? null : JSON.stringify(importIds),
  )
  add(
    `${id} IN (SELECT conversation_id FROM conversation_tags JOIN tags ON tags.id = tag_id
       WHERE name IN (SELECT value FROM json_each(?)))`,
    anyTag.length === 0 ? null : JSON.stringify(anyTag),
  )
  add(`${id} IN (SELECT value FROM json_each(?))`, among === null ? null : JSON.stringify(among))
  return { from, at, id, where: conditions.join(' AND '), parameters }
}

function tableOf({ tagId, collectionId }: LibraryFilter): Pick<Listed, 'from' | 'at' | 'id'> {
  const table = tagId !== null ? 'conversation_tags' : collectionId !== null ? 'collection_items' : null
  if (table === null) return { from: 'conversations', at: 'conversations', id: 'conversations.id' }
  const id = `${table}.conversation_id`
  return { from: `${table} CROSS JOIN conversations ON conversations.id = ${id}`, at: table, id }
}
