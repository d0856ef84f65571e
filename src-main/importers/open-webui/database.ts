/**
 * Reads the chats in Open WebUI's own database, `webui.db`.
 *
 * A database is a file from anywhere: it is never opened where it lies (SQLite would write beside it), but as a copy of
 * ours, read-only, with nothing in its schema trusted, and only its table `chat` is asked for anything.
 */
import { createHash } from 'node:crypto'
import { createWriteStream } from 'node:fs'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { Readable } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import Database from 'better-sqlite3'
import { AppError } from '@shared/contract/app-error.ts'
import type { Json, JsonObject } from '@shared/json.ts'
import { deepestNesting, isNestedDeeper } from '../nesting.ts'
import type { Member, Source } from '../source.ts'

export interface ChatRow {
  /** Place in the table, from 1. */
  readonly number: number
  /** SHA-1 (hex) of everything in the row. */
  readonly fingerprint: string
  /** Bytes of the row, about. */
  readonly size: number
  /** The row as the export would write it. Throws AppError `corrupt-file` when its chat is no JSON. */
  parse(): JsonObject
}

const magic = Buffer.from('SQLite format 3\0', 'latin1')

/**
 * How SQLite writes the entry of a table `chat` into its schema: type, name and table one after the other, the page
 * where it begins, and its statement.
 */
const chatTable = /tablechatchat[^]{1,8}CREATE TABLE/i

/** Whether a member is a database with a table `chat`. Reads until it finds it. Throws what reading the source throws. */
export async function isChatDatabase(source: Source, member: Member, signal?: AbortSignal): Promise<boolean> {
  const head = await source.head(member, magic.length)
  if (!head.equals(magic)) return false
  let last = ''
  for await (const chunk of source.read(member, signal)) {
    const text = last + chunk.toString('latin1')
    if (chatTable.test(text)) return true
    last = text.slice(-64)
  }
  return false
}

/**
 * The chats of a database. Those that were written last may still stand in its `-wal` file, which is read with it where
 * the source has it.
 *
 * Throws AppError `corrupt-file` when it is no sound database or has no such table, and what reading the source throws.
 */
export async function* chatRows(
  source: Source,
  member: Member,
  signal: AbortSignal,
): AsyncGenerator<ChatRow, void, undefined> {
  const folder = await mkdtemp(join(tmpdir(), 'stemma-database-'))
  try {
    const path = join(folder, 'copy.db')
    await copyTo(path, source, member, signal)
    const log = source.members.find(({ name }) => name === `${member.name}-wal`)
    if (log) await copyTo(`${path}-wal`, source, log, signal)
    yield* rowsOf(path)
  } finally {
    await rm(folder, { recursive: true, force: true })
  }
}

async function copyTo(path: string, source: Source, member: Member, signal: AbortSignal): Promise<void> {
  await pipeline(Readable.from(source.read(member, signal)), createWriteStream(path, { mode: 0o600 }))
}

function* rowsOf(path: string): Generator<ChatRow, void, undefined> {
  let db: Database.Database | null = null
  try {
    db = openSafely(path)
    const isTable = db
      .prepare(
        "SELECT 1 FROM sqlite_schema WHERE name = 'chat' AND type = 'table' AND sql LIKE 'CREATE TABLE%'",
      )
      .pluck()
      .get()
    if (isTable === undefined) throw new AppError('corrupt-file', 'This database has no table of chats.')
    let number = 0
    for (const row of db.prepare<[], Record<string, unknown>>('SELECT * FROM chat').iterate()) {
      number++
      yield chatRow(number, row)
    }
  } catch (error) {
    if (!(error instanceof Database.SqliteError)) throw error
    throw new AppError(
      'corrupt-file',
      'The database is damaged and cannot be read to its end.',
      error.message,
    )
  } finally {
    db?.close()
  }
}

function openSafely(path: string): Database.Database {
  const db = new Database(path, { readonly: true, fileMustExist: true })
  try {
    // Views, triggers and generated columns of a stranger's schema may call no function with side effects.
    db.pragma('trusted_schema = OFF')
    db.pragma('cell_size_check = ON')
    db.pragma('query_only = ON')
    db.pragma('mmap_size = 0')
    return db
  } catch (error) {
    db.close()
    throw error
  }
}

function chatRow(number: number, row: Readonly<Record<string, unknown>>): ChatRow {
  const hash = createHash('sha1')
  let size = 0
  for (const [name, value] of Object.entries(row)) {
    const text = Buffer.isBuffer(value) ? value.toString('hex') : String(value)
    size += text.length
    hash.update(`${name}\0${text}\0`)
  }
  return {
    number,
    size,
    fingerprint: hash.digest('hex'),
    parse: () =>
      Object.fromEntries(
        Object.entries(row).map(([name, value]) => [
          name,
          name === 'chat' || name === 'meta' ? parsed(value) : plain(value),
        ]),
      ),
  }
}

/** `chat` and `meta` are JSON in a text. */
function parsed(value: unknown): Json {
  if (typeof value !== 'string') return plain(value)
  let json: Json
  try {
    json = JSON.parse(value) as Json
  } catch {
    throw new AppError('corrupt-file', 'It is not valid JSON.')
  }
  if (isNestedDeeper(json, deepestNesting)) {
    throw new AppError(
      'corrupt-file',
      `It is nested more than ${deepestNesting} levels deep, which no chat is.`,
    )
  }
  return json
}

function plain(value: unknown): Json {
  if (value === null || typeof value === 'string' || typeof value === 'number') return value
  return Buffer.isBuffer(value) ? value.toString('base64') : null
}
