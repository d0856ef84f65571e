import { createHash } from 'node:crypto'
import { mkdirSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import Database from 'better-sqlite3'
import JSZip from 'jszip'
import { expect, it } from 'vitest'
import * as yauzl from 'yauzl'
import type { Archive } from '../archive/archive.ts'
import { openArchive } from '../archive/open.ts'
import { conversation } from '../archive/testing/conversations.ts'
import { freshArchive, freshFolder } from '../archive/testing/fresh-archive.ts'
import { importFile } from '../archive/testing/import-file.ts'
import { databaseName, manifestName } from './manifest.ts'
import { restoreIntoFolder } from './restore-into-folder.ts'
import { fillArchive, wholeArchive } from './testing/filled-archive.ts'
import { verifyBackup } from './verify-backup.ts'
import { writeBackup, type WriteOptions } from './write-backup.ts'

const now = Date.UTC(2026, 10, 22, 1, 31)

function options(changes: Partial<WriteOptions> = {}): WriteOptions {
  return {
    signal: new AbortController().signal,
    replace: false,
    now,
    onProgress: () => undefined,
    ...changes,
  }
}

const unpacking = { signal: new AbortController().signal, onProgress: () => undefined }

async function backUp(archive: Archive): Promise<string> {
  const path = join(freshFolder(), 'backup.zip')
  await writeBackup(archive, path, options())
  return path
}

function verify(path: string) {
  return verifyBackup(path, {
    signal: new AbortController().signal,
    workFolders: [freshFolder()],
    onRead: () => undefined,
  })
}

/** Every file below a folder. */
function allIn(folder: string): string[] {
  return readdirSync(folder, { recursive: true }).map(String).toSorted()
}

it('a restored backup is the archive, row by row and file by file', async () => {
  const archive = freshArchive()
  await fillArchive(archive)
  const path = join(freshFolder(), 'backup.zip')
  const told: [number, number, string][] = []
  const made = await writeBackup(archive, path, options({ onProgress: (...one) => told.push(one) }))
  expect(made).toMatchObject({ path, createdAt: now, conversations: 3, damaged: [], missing: [] })
  expect(made.size).toBe(statSync(path).size)
  expect(new Set(told.map(([, , step]) => step))).toEqual(new Set(['copying', 'writing', 'checking']))
  const folder = join(freshFolder(), 'new', 'archive')
  await restoreIntoFolder(path, folder, unpacking)
  const restored = openArchive(folder)
  const [before, after] = [wholeArchive(archive), wholeArchive(restored)]
  restored.close()
  expect(after).toEqual(before)
  expect((after['bytes'] as unknown[]).length).toBe(4)
  expect(allIn(archive.folder).filter((name) => /work/.test(name))).toEqual([])
  expect(statSync(path).mode & 0o777).toBe(0o600)
})

it('holds one state of the archive, however much is saved while it is made', async () => {
  const archive = freshArchive()
  importFile(
    archive,
    Array.from({ length: 400 }, (_, at) => conversation({ sourceId: `${at}`, title: 'x'.repeat(800) })),
  )
  const other = openArchive(archive.folder)
  let saved = 0
  const path = join(freshFolder(), 'backup.zip')
  const made = await writeBackup(
    archive,
    path,
    options({
      onProgress: () => {
        importFile(other, [conversation({ sourceId: `later ${saved++}` })])
      },
    }),
  )
  other.close()
  expect(saved).toBeGreaterThan(2)
  expect(made.conversations).toBe(400)
  expect(await verify(path)).toMatchObject({ conversations: 400, damaged: [] })
})

it('says what is in a backup without restoring it, and reads it with tools of others', async () => {
  const archive = freshArchive()
  await fillArchive(archive)
  const path = await backUp(archive)
  expect(await verify(path)).toMatchObject({ createdAt: now, conversations: 3, members: 5, damaged: [] })
  const zip = await JSZip.loadAsync(readFileSync(path), { checkCRC32: true })
  expect(Object.keys(zip.files).at(-1)).toBe(manifestName)
  const list = JSON.parse((await zip.file(manifestName)?.async('string')) ?? '') as {
    members: { name: string; sha256: string }[]
  }
  for (const { name, sha256 } of list.members) {
    const bytes = await zip.file(name)?.async('uint8array')
    expect(
      createHash('sha256')
        .update(bytes ?? '')
        .digest('hex'),
    ).toBe(sha256)
  }
})

it('names a member in which a single bit was turned, whichever it is, and restores nothing of it', async () => {
  const archive = freshArchive()
  await fillArchive(archive)
  const path = await backUp(archive)
  const whole = readFileSync(path)
  const found: [name: string, named: readonly string[]][] = []
  for (const { name, start, size } of await placesIn(path)) {
    const bytes = Buffer.from(whole)
    const at = start + Math.floor(size / 2)
    bytes[at] = (bytes[at] ?? 0) ^ 4
    writeFileSync(path, bytes)
    // Without its list there is nothing that a backup could be held against.
    const named = await verify(path).then(
      ({ damaged }) => damaged.map((one) => one.name),
      (error: Error) => (error.message.includes(manifestName) ? [manifestName] : [error.message]),
    )
    found.push([name, named])
    const target = freshFolder()
    await expect(restoreIntoFolder(path, target, unpacking)).rejects.toMatchObject({ kind: 'corrupt-file' })
    expect(readdirSync(target)).toEqual([])
  }
  expect(found).toHaveLength(6)
  expect(found).toEqual(found.map(([name]) => [name, [name]]))
})

it('finds a backup that was cut off, anywhere', async () => {
  const archive = freshArchive()
  await fillArchive(archive)
  const path = await backUp(archive)
  const whole = readFileSync(path)
  for (const share of [0, 0.3, 0.9, 0.999]) {
    writeFileSync(path, whole.subarray(0, Math.floor(whole.length * share)))
    await expect(verify(path)).rejects.toMatchObject({
      kind: expect.stringMatching(/corrupt-file|unsupported-file/) as string,
    })
  }
})

it('a cancelled backup leaves nothing, at whichever step', async () => {
  const archive = freshArchive()
  await fillArchive(archive)
  for (const at of ['copying', 'writing', 'checking']) {
    const folder = freshFolder()
    const before = allIn(archive.folder)
    const stop = new AbortController()
    const cancelled = writeBackup(
      archive,
      join(folder, 'b.zip'),
      options({ signal: stop.signal, onProgress: (_done, _total, step) => step === at && stop.abort() }),
    )
    await expect(cancelled).rejects.toMatchObject({ kind: 'cancelled' })
    expect(readdirSync(folder)).toEqual([])
    expect(allIn(archive.folder).filter((name) => name !== 'backups')).toEqual(
      before.filter((name) => name !== 'backups'),
    )
  }
})

it('never takes the place of a file unasked, and replaces one only by a whole backup', async () => {
  const archive = freshArchive()
  await fillArchive(archive)
  const path = join(freshFolder(), 'mine.zip')
  writeFileSync(path, 'mine')
  await expect(writeBackup(archive, path, options())).rejects.toMatchObject({ kind: 'cannot-write' })
  expect(readFileSync(path, 'utf8')).toBe('mine')
  await writeBackup(archive, path, options({ replace: true }))
  expect((await verify(path)).damaged).toEqual([])
})

it('tells which attachments the archive had lost before', async () => {
  const archive = freshArchive()
  await fillArchive(archive)
  rmSync(join(archive.folder, 'files'), { recursive: true })
  const path = await backUp(archive)
  const checked = await verify(path)
  expect(checked.damaged).toEqual([])
  expect(checked.missing).toEqual([expect.stringMatching(/^files\//)])
})

it('does not back up a damaged archive over good backups', async () => {
  const archive = freshArchive()
  await fillArchive(archive)
  archive.db.unsafeMode(true)
  archive.db.pragma('writable_schema = 1')
  archive.db.exec("UPDATE sqlite_schema SET rootpage = 2 WHERE name = 'tag_by_title'")
  await expect(writeBackup(archive, join(freshFolder(), 'b.zip'), options())).rejects.toMatchObject({
    kind: 'archive-damaged',
  })
})

it.each([
  ['a trigger', 'CREATE TRIGGER more AFTER INSERT ON settings BEGIN DELETE FROM conversations; END'],
  ['a view in the place of nothing', 'CREATE VIEW extra_view AS SELECT * FROM messages'],
  ['a table that nobody knows', 'CREATE TABLE more (a)'],
  [
    'another trigger under a known name',
    'DROP TRIGGER conversation_tags_begin; CREATE TRIGGER conversation_tags_begin AFTER INSERT ON conversation_tags BEGIN DELETE FROM notes; END',
  ],
  ['the database of another program', 'PRAGMA application_id = 7'],
])('refuses a database with %s', async (_what, sql) => {
  const path = await alteredBackup((db) => db.exec(sql))
  const { damaged } = await verify(path)
  expect(damaged).toEqual([{ name: databaseName, reason: expect.stringContaining('refused') as string }])
  const target = freshFolder()
  await expect(restoreIntoFolder(path, target, unpacking)).rejects.toMatchObject({
    kind: 'corrupt-file',
    message: expect.stringContaining('refused') as string,
  })
  expect(readdirSync(target)).toEqual([])
})

it('asks for a newer Stemma where a newer one made the backup', async () => {
  const path = await alteredBackup((db) => db.pragma('user_version = 900'))
  await expect(restoreIntoFolder(path, freshFolder(), unpacking)).rejects.toMatchObject({
    kind: 'archive-newer',
  })
  const listed = await repacked(path, (list) => list.replace('"version":1', '"version":2'))
  await expect(verify(listed)).rejects.toMatchObject({ kind: 'archive-newer' })
})

it.each([
  '../outside',
  'files/../../outside',
  '/etc/passwd',
  'C:/outside',
  'backups/x',
  'files/ab/not-a-hash',
  'datasets/a/../../b',
  'datasets/.hidden/x',
  'html-archives/../x.html',
  'archive.sqlite-wal',
  'ARCHIVE.SQLITE',
])('refuses a backup that names the member %s, before anything is written', async (name) => {
  const archive = freshArchive()
  const path = await repacked(
    await backUp(archive),
    (list) => {
      const json = JSON.parse(list) as { members: { name: string; size: number; sha256: string }[] }
      json.members.push({ name, size: 1, sha256: createHash('sha256').update('x').digest('hex') })
      return JSON.stringify(json)
    },
    { [name]: 'x' },
  )
  const target = freshFolder()
  await expect(restoreIntoFolder(path, target, unpacking)).rejects.toMatchObject({ kind: 'corrupt-file' })
  await expect(verify(path)).rejects.toMatchObject({ kind: 'corrupt-file' })
  expect(readdirSync(target)).toEqual([])
})

it('refuses a backup with something beside what it lists', async () => {
  const path = await repacked(await backUp(freshArchive()), (list) => list, {
    'files/extra': 'x',
    '../up': 'y',
  })
  expect((await verify(path)).damaged.length).toBe(2)
  await expect(restoreIntoFolder(path, freshFolder(), unpacking)).rejects.toMatchObject({
    kind: 'corrupt-file',
  })
})

it('says what is no backup, and leaves a folder alone in which there is something', async () => {
  const folder = freshFolder()
  const text = join(folder, 'a.txt')
  writeFileSync(text, 'no zip at all')
  await expect(verify(text)).rejects.toMatchObject({ kind: 'corrupt-file' })
  const zip = join(folder, 'a.zip')
  writeFileSync(zip, await new JSZip().file('a', 'b').generateAsync({ type: 'nodebuffer' }))
  await expect(verify(zip)).rejects.toMatchObject({ kind: 'unsupported-file' })
  const path = await backUp(freshArchive())
  await expect(restoreIntoFolder(path, folder, unpacking)).rejects.toMatchObject({ kind: 'invalid-input' })
  expect(readdirSync(folder).toSorted()).toEqual(['a.txt', 'a.zip'])
})

it('goes on where an earlier restoring was ended in the middle', async () => {
  const archive = freshArchive()
  await fillArchive(archive)
  const path = await backUp(archive)
  const folder = freshFolder()
  mkdirSync(join(folder, '.restoring-1', 'files'), { recursive: true })
  await restoreIntoFolder(path, folder, unpacking)
  expect(readdirSync(folder).toSorted()).toEqual([
    databaseName,
    'datasets',
    'files',
    'html-archives',
    'originals',
  ])
})

/** A backup whose database was changed by somebody who also made the list fit. */
async function alteredBackup(change: (db: Database.Database) => unknown): Promise<string> {
  const archive = freshArchive()
  await fillArchive(archive)
  const zip = await JSZip.loadAsync(readFileSync(await backUp(archive)))
  const path = join(freshFolder(), databaseName)
  writeFileSync(path, (await zip.file(databaseName)?.async('nodebuffer')) ?? '')
  const db = new Database(path)
  change(db)
  db.pragma('wal_checkpoint(TRUNCATE)')
  db.close()
  const bytes = readFileSync(path)
  const list = JSON.parse((await zip.file(manifestName)?.async('string')) ?? '') as {
    members: { name: string; size: number; sha256: string }[]
  }
  const [database] = list.members
  if (database) {
    database.size = bytes.length
    database.sha256 = createHash('sha256').update(bytes).digest('hex')
  }
  zip.file(databaseName, bytes).file(manifestName, JSON.stringify(list))
  const altered = join(freshFolder(), 'altered.zip')
  writeFileSync(altered, await zip.generateAsync({ type: 'nodebuffer' }))
  return altered
}

/** A backup with another list, and with more members. */
async function repacked(
  path: string,
  change: (list: string) => string,
  more: Record<string, string> = {},
): Promise<string> {
  const zip = await JSZip.loadAsync(readFileSync(path))
  zip.file(manifestName, change((await zip.file(manifestName)?.async('string')) ?? ''))
  for (const [name, text] of Object.entries(more)) zip.file(name, text, { createFolders: false })
  const other = join(freshFolder(), 'repacked.zip')
  writeFileSync(other, await zip.generateAsync({ type: 'nodebuffer' }))
  return other
}

/** Where the packed bytes of each member stand. */
async function placesIn(path: string): Promise<{ name: string; start: number; size: number }[]> {
  const zip = await yauzl.openPromise(path, { autoClose: false })
  const found: { name: string; start: number; size: number }[] = []
  for await (const entry of zip.eachEntry()) {
    const { fileDataStart } = await zip.readLocalFileHeaderPromise(entry, { minimal: true })
    found.push({ name: entry.fileName, start: fileDataStart, size: entry.compressedSize })
  }
  zip.close()
  return found
}
