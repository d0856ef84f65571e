/**
 * What a change did to rows, so that it can be taken back and done again.
 *
 * The rows that a change is about are read before and after it; what differs is kept. Putting one side back touches only
 * what still is as the other side left it: what somebody else has changed since stays theirs.
 */
import { SqliteError } from 'better-sqlite3'
import type { Archive } from './archive.ts'
import { nextChange } from './conversation-rows.ts'

/** A table whose changes are kept, with the columns that a reader can change in it. */
interface KeptTable {
  readonly columns: readonly string[]
  /** A row is not removed while this holds. */
  readonly inUse?: string
  /** Rows are only changed, never added or removed. */
  readonly isFixed?: true
}

const tables = {
  conversations: {
    columns: ['title', 'sort_title', 'title_by_reader', 'status', 'status_before', 'trashed_at'],
    isFixed: true,
  },
  tags: {
    columns: ['name', 'color', 'description', 'position', 'by_reader', 'created_at', 'updated_at'],
    inUse: 'EXISTS (SELECT 1 FROM conversation_tags WHERE tag_id = tags.id)',
  },
  conversation_tags: { columns: ['conversation_id', 'tag_id'] },
  notes: { columns: ['conversation_id', 'message_id', 'text', 'created_at', 'updated_at'] },
  collections: {
    columns: ['name', 'description', 'position', 'created_at'],
    inUse: 'EXISTS (SELECT 1 FROM collection_items WHERE collection_id = collections.id)',
  },
  collection_items: { columns: ['collection_id', 'conversation_id', 'position'] },
  saved_searches: { columns: ['name', 'query', 'position', 'created_at'] },
} satisfies Record<string, KeptTable>

type TableName = keyof typeof tables

/** Some rows of a table: what a change may touch. */
export interface Rows {
  readonly table: TableName
  /** SQL after WHERE; null for all rows. */
  readonly where: string | null
  /** In the place of its `?`, one or several. */
  readonly value: string | number | null | readonly (string | number)[]
}

/** Titles and statuses of conversations, by UUID. */
export function headsOf(uuids: readonly string[]): Rows {
  const where = 'uuid IN (SELECT value FROM json_each(?))'
  return { table: 'conversations', where, value: JSON.stringify(uuids) }
}

const ofUuids =
  'conversation_id IN (SELECT id FROM conversations WHERE uuid IN (SELECT value FROM json_each(?)))'

/** The tags that conversations have, by UUID. */
export function tagsGivenTo(uuids: readonly string[]): Rows {
  return { table: 'conversation_tags', where: ofUuids, value: JSON.stringify(uuids) }
}

/** The conversations that have a tag. */
export function conversationsWith(tagId: number): Rows {
  return { table: 'conversation_tags', where: 'tag_id = ?', value: tagId }
}

export function notesOf(uuid: string): Rows {
  return { table: 'notes', where: ofUuids, value: JSON.stringify([uuid]) }
}

/** Some conversations (by UUID) as they stand in a collection. */
export function itemsWith(collectionId: number, uuids: readonly string[]): Rows {
  const where = `collection_id = ? AND ${ofUuids}`
  return { table: 'collection_items', where, value: [collectionId, JSON.stringify(uuids)] }
}

/** What is in a collection. */
export function itemsOf(collectionId: number): Rows {
  return { table: 'collection_items', where: 'collection_id = ?', value: collectionId }
}

/** All rows of a table that is never long. */
export function allOf(table: 'tags' | 'collections' | 'saved_searches'): Rows {
  return { table, where: null, value: null }
}

type Value = string | number | null
type Row = Readonly<Record<string, Value>>

interface RowChange {
  readonly table: TableName
  readonly id: number
  /** What differs of a row that stayed, all of one that did not; null where there was none. */
  readonly before: Row | null
  readonly after: Row | null
}

/** Changes of rows, in the order in which their tables depend on one another. */
export type RowChanges = readonly RowChange[]

/** Does some work, and answers what it did to rows; part of the caller's transaction. */
export function watchRows<Result>(
  archive: Archive,
  watched: readonly Rows[],
  work: () => Result,
): { result: Result; changes: RowChanges } {
  const before = watched.map((rows) => read(archive, rows))
  const result = work()
  const changes = watched.flatMap((rows, index) =>
    differences(rows.table, before[index] ?? new Map<number, Row>(), read(archive, rows)),
  )
  return { result, changes }
}

/**
 * Puts rows back to one side of some changes; answers how many could not be, because they have been changed since or what
 * they belong to is gone. Part of the caller's transaction.
 */
export function putRows(archive: Archive, changes: RowChanges, side: 'before' | 'after'): number {
  const moves = changes.map(({ table, id, before, after }): Move => {
    const [is, becomes] = side === 'before' ? [after, before] : [before, after]
    return { table, id, is, becomes }
  })
  const alike = alikeMoves(moves)
  const together = alike.reduce((sum, group) => sum + moveTogether(archive, group), 0)
  const inGroup = new Set(alike.flat())
  const updates = moves.filter((move) => move.is !== null && move.becomes !== null && !inGroup.has(move))
  const removals = moves.filter(({ becomes }) => becomes === null).toReversed()
  const additions = moves.filter(({ is }) => is === null)
  const done = [...updates, ...removals, ...additions].filter((move) => moveRow(archive, move))
  for (const { table, id, becomes } of done) {
    if (table !== 'conversations' || becomes?.['title'] === undefined) continue
    archive.statement('UPDATE conversations SET change_seq = ? WHERE id = ?').run(nextChange(archive), id)
  }
  return moves.length - done.length - together
}

/** Conversations whose statuses become the same from the same: with a hundred thousand of them, one by one is slow. */
function alikeMoves(moves: readonly Move[]): Move[][] {
  const groups = new Map<string, Move[]>()
  for (const move of moves) {
    if (move.table !== 'conversations' || move.becomes?.['title'] !== undefined) continue
    const key = JSON.stringify([move.is, move.becomes])
    const group = groups.get(key)
    if (group === undefined) groups.set(key, [move])
    else group.push(move)
  }
  return [...groups.values()].filter((group) => group.length > 1)
}

/** Makes moves that differ in nothing but their rows; answers how many could be made. */
function moveTogether(archive: Archive, group: readonly Move[]): number {
  const [{ is, becomes } = { is: null, becomes: null }] = group
  const old = Object.entries(is ?? {})
  const now = Object.entries(becomes ?? {})
  const set = now.map(([column]) => `${column} = ?`).join(', ')
  const isAsLeft = old.map(([column]) => ` AND ${column} IS ?`).join('')
  return archive
    .statement(`UPDATE conversations SET ${set} WHERE id IN (SELECT value FROM json_each(?))${isAsLeft}`)
    .run(
      ...now.map(([, value]) => value),
      JSON.stringify(group.map((move) => move.id)),
      ...old.map(([, value]) => value),
    ).changes
}

interface Move {
  readonly table: TableName
  readonly id: number
  readonly is: Row | null
  readonly becomes: Row | null
}

function moveRow(archive: Archive, { table, id, is, becomes }: Move): boolean {
  const { inUse }: KeptTable = tables[table]
  const old = Object.entries(is ?? {})
  const now = Object.entries(becomes ?? {})
  const isAsLeft = ['id = ?', ...old.map(([column]) => `${column} IS ?`)].join(' AND ')
  const oldValues = old.map(([, value]) => value)
  const newValues = now.map(([, value]) => value)
  if (becomes === null) {
    const unless = inUse === undefined ? '' : ` AND NOT ${inUse}`
    return runs(archive, `DELETE FROM ${table} WHERE ${isAsLeft}${unless}`, [id, ...oldValues])
  }
  if (is === null) {
    const columns = ['id', ...now.map(([column]) => column)]
    const sql = `INSERT INTO ${table} (${columns.join(', ')}) VALUES (${columns.map(() => '?').join(', ')})`
    return runs(archive, sql, [id, ...newValues])
  }
  const set = now.map(([column]) => `${column} = ?`).join(', ')
  return runs(archive, `UPDATE ${table} SET ${set} WHERE ${isAsLeft}`, [...newValues, id, ...oldValues])
}

/**
 * False also where the row no longer fits in: its name is taken, its conversation is gone. SQLite then takes back that one
 * statement by itself, and the transaction goes on.
 */
function runs(archive: Archive, sql: string, values: readonly Value[]): boolean {
  try {
    return archive.statement(sql).run(...values).changes > 0
  } catch (error) {
    if (error instanceof SqliteError && error.code.startsWith('SQLITE_CONSTRAINT')) return false
    throw error
  }
}

function read(archive: Archive, { table, where, value }: Rows): Map<number, Row> {
  const condition = where === null ? '' : ` WHERE ${where}`
  const sql = `SELECT id, ${tables[table].columns.join(', ')} FROM ${table}${condition} ORDER BY id`
  const statement = archive.statement<Value[], Row & { readonly id: number }>(sql)
  const found = where === null ? statement.all() : statement.all(...[value].flat())
  return new Map(found.map(({ id, ...row }) => [id, row as Row]))
}

function differences(
  table: TableName,
  before: ReadonlyMap<number, Row>,
  after: ReadonlyMap<number, Row>,
): RowChange[] {
  const { isFixed }: KeptTable = tables[table]
  const changes: RowChange[] = []
  for (const [id, was] of before) {
    const is = after.get(id)
    if (is === undefined) {
      if (isFixed !== true) changes.push({ table, id, before: was, after: null })
      continue
    }
    const columns = Object.keys(was).filter((column) => was[column] !== is[column])
    if (columns.length > 0) changes.push({ table, id, before: pick(was, columns), after: pick(is, columns) })
  }
  for (const [id, is] of after) {
    if (!before.has(id) && isFixed !== true) changes.push({ table, id, before: null, after: is })
  }
  return changes
}

function pick(row: Row, columns: readonly string[]): Row {
  return Object.fromEntries(columns.map((column) => [column, row[column] ?? null]))
}
