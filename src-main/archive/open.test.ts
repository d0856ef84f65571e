import { createHash } from 'node:crypto'
import { mkdirSync, readFileSync, readdirSync, statSync, truncateSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { AppError } from '@shared/contract/app-error.ts'
import Database from 'better-sqlite3'
import { getTableColumns, getTableName, is, Table } from 'drizzle-orm'
import { describe, expect, it, onTestFinished } from 'vitest'
import { migrate, migrations } from './migrate.ts'
import { openArchive } from './open.ts'
import { readConversation } from './read-conversation.ts'
import * as schema from './schema.ts'
import { conversation, importOne } from './testing/conversations.ts'
import { freshArchive, freshFolder } from './testing/fresh-archive.ts'

/** An archive with one conversation, closed again; answers its folder. */
function filledFolder(): string {
  const folder = freshFolder()
  const archive = openArchive(folder)
  importOne(archive, conversation())
  archive.close()
  return folder
}

function fileOf(folder: string): string {
  return join(folder, 'archive.sqlite')
}

function hashOf(path: string): string {
  return createHash('sha256').update(readFileSync(path)).digest('hex')
}

function failureOf(work: () => unknown): AppError {
  try {
    work()
  } catch (error) {
    if (error instanceof AppError) return error
    throw error
  }
  throw new Error('It did not fail')
}

/** An archive of an older form that holds conversation 7 and what the SQL adds; answers its folder. */
function folderOfForm(version: number, sql: string): string {
  const folder = freshFolder()
  const db = new Database(fileOf(folder))
  migrate(db, folder, migrations.slice(0, version))
  db.exec(`INSERT INTO conversations (id, uuid, source, source_id, type, status, title, sort_created, sort_updated, sort_title,
      messages, branches, change_seq) VALUES (7, 'u', 'chatgpt', 's', 'chat', 'archived', 'T', 1, 2, 't', 1, 1, 1)`)
  db.exec(sql)
  db.close()
  return folder
}

function messageOf(role: string): string {
  return `INSERT INTO messages (conversation_id, seq, uuid, role, length)
    VALUES (7, 0, x'${'01'.repeat(16)}', '${role}', 2)`
}

/** How opening a folder is refused, and whether the file is as it was. */
function refusalOf(folder: string): {
  kind: string
  message: string
  isUntouched: boolean
  namesFolder: boolean
} {
  const before = hashOf(fileOf(folder))
  const { kind, message } = failureOf(() => openArchive(folder))
  return {
    kind,
    message,
    isUntouched: hashOf(fileOf(folder)) === before,
    namesFolder: message.includes(folder),
  }
}

function refused(kind: string, words: string): unknown {
  return { kind, message: expect.stringContaining(words), isUntouched: true, namesFolder: true }
}

function byTable(one: { table: string }, other: { table: string }): number {
  return one.table.localeCompare(other.table)
}

describe('opening an archive', () => {
  it('makes it in a folder that is not there yet, readable by its owner only', () => {
    const folder = join(freshFolder(), 'ünï cødé', "漢字 🗂 a'b")
    const archive = openArchive(folder)
    onTestFinished(() => archive.close())
    expect(statSync(folder).mode & 0o777).toBe(0o700)
    for (const name of readdirSync(folder)) expect(statSync(join(folder, name)).mode & 0o777).toBe(0o600)
  })

  it('finds what was saved before', () => {
    const archive = openArchive(filledFolder())
    onTestFinished(() => archive.close())
    expect(archive.statement('SELECT title FROM conversations').all()).toEqual([{ title: 'Trip to Oslo' }])
  })

  it('sets the connection up for safety, every time', () => {
    const archive = openArchive(filledFolder(), { cacheMegabytes: 64 })
    onTestFinished(() => archive.close())
    const read = (name: string): unknown => archive.db.pragma(name, { simple: true })
    expect(
      ['journal_mode', 'synchronous', 'foreign_keys', 'trusted_schema', 'cell_size_check', 'mmap_size'].map(
        read,
      ),
    ).toEqual(['wal', 2, 1, 0, 1, 0])
    expect(['page_size', 'cache_size', 'user_version'].map(read)).toEqual([
      16_384,
      -65_536,
      migrations.length,
    ])
    expect(read('application_id')).toBe(0x53746d61)
  })

  it('describes to drizzle the tables that the migrations make', () => {
    const archive = freshArchive()
    const described = Object.values(schema)
      .filter((table) => is(table, Table))
      .map((table) => ({
        table: getTableName(table),
        columns: Object.values(getTableColumns(table)).map(
          (column) => `${column.name} ${column.notNull || column.primary}`,
        ),
      }))
    const found = archive
      .statement<[], { name: string }>(
        "SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE 'sqlite_%'",
      )
      .all()
      .map(({ name }) => ({
        table: name,
        columns: (
          archive.db.pragma(`table_info(${name})`) as { name: string; notnull: number; pk: number }[]
        ).map((column) => `${column.name} ${column.notnull === 1 || column.pk === 1}`),
      }))
    expect(described.toSorted(byTable)).toEqual(found.toSorted(byTable))
  })

  it('lets two programs work in it at once', () => {
    const folder = filledFolder()
    const one = openArchive(folder)
    onTestFinished(() => one.close())
    const other = openArchive(folder)
    onTestFinished(() => other.close())
    importOne(one, conversation({ sourceId: 'one' }))
    importOne(other, conversation({ sourceId: 'other' }))
    expect(one.statement('SELECT count(*) AS n FROM messages').get()).toEqual({ n: 9 })
  })

  it('says so when another program does not stop writing', () => {
    const folder = filledFolder()
    const archive = openArchive(folder)
    onTestFinished(() => archive.close())
    archive.db.pragma('busy_timeout = 20')
    const other = new Database(fileOf(folder))
    onTestFinished(() => void other.close())
    other.exec('BEGIN IMMEDIATE')
    const failure = failureOf(() => importOne(archive, conversation({ sourceId: 'other' })))
    expect(failure.kind).toBe('archive-busy')
  })
})

describe('an archive that cannot be opened', () => {
  it('is refused and left alone when a newer Stemma made it', () => {
    const folder = filledFolder()
    const db = new Database(fileOf(folder))
    db.pragma(`user_version = ${migrations.length + 1}`)
    db.close()
    expect(refusalOf(folder)).toEqual(refused('archive-newer', 'newer version of Stemma'))
  })

  it('is refused and left alone when the newer version stands only in the journal yet', () => {
    const folder = filledFolder()
    const db = new Database(fileOf(folder))
    onTestFinished(() => void db.close())
    db.pragma(`user_version = ${migrations.length + 1}`)
    expect(statSync(`${fileOf(folder)}-wal`).size).toBeGreaterThan(0)
    expect(refusalOf(folder)).toEqual(refused('archive-newer', 'newer version of Stemma'))
  })

  it('is not taken for a new one when its file is empty and there are backups', () => {
    const folder = filledFolder()
    mkdirSync(join(folder, 'backups'))
    writeFileSync(join(folder, 'backups', 'before-version-2.sqlite'), 'a backup')
    truncateSync(fileOf(folder), 0)
    expect(refusalOf(folder)).toEqual(refused('archive-damaged', 'is empty, but there are backups'))
  })

  it('is not taken for a new one when its file is gone and there are backups', () => {
    const folder = freshFolder()
    mkdirSync(join(folder, 'backups'))
    writeFileSync(join(folder, 'backups', 'before-version-2.sqlite'), 'a backup')
    const failure = failureOf(() => openArchive(folder))
    expect([failure.kind, failure.message]).toEqual([
      'archive-damaged',
      expect.stringContaining('is missing'),
    ])
    expect(readdirSync(folder)).toEqual(['backups'])
  })

  it.each([50, 100, 16_384, 60_000])('is found to be cut short at %i bytes', (size) => {
    const folder = filledFolder()
    truncateSync(fileOf(folder), size)
    expect(refusalOf(folder)).toEqual(refused('archive-damaged', 'cut short'))
  })

  it('is refused when it is no database', () => {
    const folder = freshFolder()
    writeFileSync(fileOf(folder), 'Dear diary, '.repeat(2000))
    expect(refusalOf(folder)).toEqual(refused('archive-damaged', 'is not a database'))
  })

  it('is refused when it belongs to another program', () => {
    const folder = freshFolder()
    const db = new Database(fileOf(folder))
    db.exec('CREATE TABLE bookmarks (url TEXT)')
    db.pragma('user_version = 3')
    db.close()
    expect(refusalOf(folder)).toEqual(refused('archive-damaged', 'another program'))
  })

  it('is refused with a sentence when its first pages are overwritten', () => {
    const folder = filledFolder()
    const bytes = readFileSync(fileOf(folder))
    bytes.fill(0x5a, 100, 16_384)
    writeFileSync(fileOf(folder), bytes)
    expect(refusalOf(folder)).toEqual(refused('archive-damaged', 'damaged'))
  })

  it('names the folder when it is a file', () => {
    const path = join(freshFolder(), 'file')
    writeFileSync(path, 'x')
    const failure = failureOf(() => openArchive(path))
    expect([failure.kind, failure.message]).toEqual(['cannot-write', expect.stringContaining(path)])
  })
})

describe('a journal that is garbage', () => {
  it('does not keep the archive from being opened', () => {
    const folder = filledFolder()
    writeFileSync(`${fileOf(folder)}-wal`, 'garbage'.repeat(1000))
    const archive = openArchive(folder)
    onTestFinished(() => archive.close())
    expect(archive.statement('SELECT count(*) AS n FROM messages').get()).toEqual({ n: 3 })
  })
})

describe('an archive of an older form', () => {
  const withBookmarks = [...migrations, 'CREATE TABLE bookmarks (id INTEGER PRIMARY KEY, text TEXT) STRICT']

  it('is backed up whole and then brought to the new one', () => {
    const folder = filledFolder()
    const db = new Database(fileOf(folder))
    onTestFinished(() => void db.close())
    migrate(db, folder, withBookmarks)
    expect(db.pragma('user_version', { simple: true })).toBe(withBookmarks.length)
    expect(db.prepare('SELECT count(*) AS n FROM bookmarks').get()).toEqual({ n: 0 })
    const backups = readdirSync(join(folder, 'backups'))
    const name = new RegExp(String.raw`^before-version-${withBookmarks.length}-.*\.sqlite$`)
    expect(backups).toEqual([expect.stringMatching(name)])
    const backup = new Database(join(folder, 'backups', backups[0] ?? ''), { readonly: true })
    onTestFinished(() => void backup.close())
    expect(backup.pragma('user_version', { simple: true })).toBe(migrations.length)
    expect(backup.prepare('SELECT count(*) AS n FROM messages').get()).toEqual({ n: 3 })
  })

  it('keeps the tags of its conversations, in their order', () => {
    const folder = folderOfForm(
      3,
      `INSERT INTO tags (id, name) VALUES (4, 'zoo'), (9, 'art');
       INSERT INTO conversation_tags (id, conversation_id, tag_id) VALUES (1, 7, 4), (2, 7, 9);`,
    )
    const archive = openArchive(folder)
    onTestFinished(() => archive.close())
    expect(
      archive.db
        .prepare(
          `SELECT name, status, sort_updated, sort_title FROM conversation_tags JOIN tags ON tags.id = tag_id
           WHERE conversation_id = 7 ORDER BY conversation_tags.id`,
        )
        .raw()
        .all(),
    ).toEqual([
      ['zoo', 'archived', 2, 't'],
      ['art', 'archived', 2, 't'],
    ])
    expect(archive.db.pragma('foreign_key_check')).toEqual([])
  })

  it('keeps what messages had beside their texts where it stood, and still refuses a role that is none', () => {
    const folder = folderOfForm(
      8,
      `${messageOf('user')};
       INSERT INTO texts (id, text) SELECT id, 'Hi' FROM messages;
       INSERT INTO extras (message_id, extra) SELECT id, '{"weight":1}' FROM messages;`,
    )
    const reader = new Database(fileOf(folder), { readonly: true })
    onTestFinished(() => void reader.close())
    expect(reader.prepare('SELECT count(*) AS n FROM texts').get()).toEqual({ n: 1 })
    const archive = openArchive(folder)
    onTestFinished(() => archive.close())
    expect(readConversation(archive, 'u').messages).toMatchObject([{ role: 'user', extra: { weight: 1 } }])
    expect(archive.db.pragma('integrity_check', { simple: true })).toBe('ok')
    expect(() => archive.db.exec(messageOf('robot'))).toThrow("CHECK constraint failed: role = 'user' OR")
    expect(() => archive.db.exec('DELETE FROM sqlite_master')).toThrow('may not be modified')
    expect(reader.prepare('SELECT extra FROM texts').get(), 'who had it open before').toEqual({ extra: null })
  })

  it('stays as it was when a step fails', () => {
    const folder = filledFolder()
    const db = new Database(fileOf(folder))
    onTestFinished(() => void db.close())
    expect(() => migrate(db, folder, [...withBookmarks, 'CREATE TABLE bookmarks (again)'])).toThrow(
      /already exists/,
    )
    expect(db.pragma('user_version', { simple: true })).toBe(migrations.length)
    expect(db.prepare("SELECT name FROM sqlite_master WHERE name = 'bookmarks'").all()).toEqual([])
  })
})
