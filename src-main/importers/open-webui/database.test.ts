import { mkdir, mkdtemp, readFile, readdir, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import Database from 'better-sqlite3'
import JSZip from 'jszip'
import { afterEach, beforeEach, expect, it } from 'vitest'
import { fixtureJson, importPath } from '../import-fixture.ts'

let folder = ''
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'stemma-webui-'))
})
afterEach(() => rm(folder, { recursive: true }))

interface Row {
  readonly id: string
  readonly title: string
  readonly chat: unknown
  readonly archived?: boolean
}

/** A database as Open WebUI makes it: the table of chats among others, and a row that is no JSON. */
function makeDatabase(path: string): Database.Database {
  const db = new Database(path)
  db.exec(`
    CREATE TABLE user (id VARCHAR(255) NOT NULL, name TEXT);
    CREATE TABLE IF NOT EXISTS "chat" (
      "id" VARCHAR(255) NOT NULL, "user_id" VARCHAR(255) NOT NULL, "title" TEXT NOT NULL, "chat" TEXT NOT NULL,
      "created_at" DATETIME NOT NULL, "updated_at" DATETIME NOT NULL, "archived" INTEGER NOT NULL, "meta" JSON);
    CREATE TABLE chatidtag (id TEXT, chat_id TEXT);
  `)
  const add = db.prepare('INSERT INTO chat VALUES (?, ?, ?, ?, 1744577500, 1744577600, ?, ?)')
  for (const row of fixtureJson('open-webui/export-with-branches.json') as unknown as Row[]) {
    add.run(
      row.id,
      'me',
      row.title,
      JSON.stringify(row.chat),
      row.archived === true ? 1 : 0,
      '{"tags":["kept"]}',
    )
  }
  add.run('chat-9', 'you', 'Torn', '{"history":', 0, null)
  return db
}

it('reads the chats of a database as it reads the export, and names those that it cannot read', async () => {
  const path = join(folder, 'webui.db')
  makeDatabase(path).close()
  const { importer, items, conversations } = await importPath(path)
  expect(importer).toBe('open-webui')
  expect(conversations).toMatchObject([
    { sourceId: 'chat-1', tags: ['kept', 'baking'], createdAt: 1744577500000, status: 'active' },
    { sourceId: 'chat-2', status: 'archived' },
  ])
  expect(conversations[0]?.messages).toHaveLength(5)
  expect(
    items.flatMap((item) => (item.kind === 'failed' || item.kind === 'skipped' ? [item.where] : [])),
  ).toEqual(['webui.db, chat 3 ("Empty")', 'webui.db, chat 4 ("Broken")', 'webui.db, chat 5'])
})

it('passes over the chats that are in the archive already', async () => {
  const path = join(folder, 'webui.db')
  makeDatabase(path).close()
  const { items } = await importPath(path)
  const known = new Set(
    items.flatMap((item) => (item.kind === 'conversation' ? (item.fingerprint ?? []) : [])),
  )
  const again = await importPath(path, known)
  expect(again.items.filter(({ kind }) => kind === 'known')).toHaveLength(2)
})

it('finds the chats that stand only in the log beside the database, and leaves the folder as it was', async () => {
  const path = join(folder, 'webui.db')
  makeDatabase(path).close()
  const db = new Database(path)
  db.pragma('journal_mode = WAL')
  db.prepare("UPDATE chat SET title = 'In the log' WHERE id = 'chat-1'").run()
  const [whole, log] = [await readFile(path), await readFile(`${path}-wal`)]
  db.close()
  const copy = join(folder, 'copy')
  await mkdir(copy)
  await writeFile(join(copy, 'webui.db'), whole)
  await writeFile(join(copy, 'webui.db-wal'), log)
  const { conversations } = await importPath(copy)
  expect(conversations[0]?.title).toBe('In the log')
  expect((await readdir(copy)).toSorted()).toEqual(['webui.db', 'webui.db-wal'])
})

it('reads a database in a zip', async () => {
  const path = join(folder, 'webui.db')
  makeDatabase(path).close()
  const zip = new JSZip().file('backup/webui.db', await readFile(path))
  await writeFile(join(folder, 'backup.zip'), await zip.generateAsync({ type: 'nodebuffer' }))
  const { conversations } = await importPath(join(folder, 'backup.zip'))
  expect(conversations).toHaveLength(2)
})

it('reads what is left of a damaged database, or says that nothing is', async () => {
  const path = join(folder, 'webui.db')
  makeDatabase(path).close()
  const whole = await readFile(path)
  whole.fill(0x5a, whole.length - 4096)
  await writeFile(path, whole.subarray(0, whole.length - 100))
  const { items } = await importPath(path)
  expect(items.length).toBeGreaterThan(0)
  expect(items.some((item) => item.kind === 'failed')).toBe(true)
})

it('asks nothing of a view that poses as the table of chats', async () => {
  const path = join(folder, 'trap.db')
  const db = new Database(path)
  db.exec(
    `CREATE VIEW chat AS WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n) SELECT i AS id FROM n`,
  )
  db.close()
  await expect(importPath(path)).rejects.toMatchObject({ kind: 'unsupported-file' })
})

it('refuses a database of another program', async () => {
  const path = join(folder, 'other.db')
  const db = new Database(path)
  db.exec("CREATE TABLE notes (text TEXT); INSERT INTO notes VALUES ('CREATE TABLE chat (id)')")
  db.close()
  await expect(importPath(path)).rejects.toMatchObject({
    kind: 'unsupported-file',
    message: expect.stringContaining('an SQLite database') as string,
  })
})
