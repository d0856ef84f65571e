import { existsSync, readFileSync, readdirSync, statSync, utimesSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { pathOfFile, removeUnusedFiles, storeFile, sweepUnfinishedFiles } from './files.ts'
import { conversation, startImport } from './testing/conversations.ts'
import { freshArchive } from './testing/fresh-archive.ts'
import { attached, importFile } from './testing/import-file.ts'

async function* chunksOf(...texts: string[]): AsyncGenerator<Buffer> {
  for (const text of texts) yield await Promise.resolve(Buffer.from(text))
}

async function* breakingOff(): AsyncGenerator<Buffer> {
  yield* chunksOf('hel')
  throw new Error('The zip is cut short')
}

const helloHash = '2cf24dba5fb0a30e26e83b2ac5b9e29e1b161e5c1fa7425e73043362938b9824'

describe('the bytes of attachments', () => {
  it('are kept once, under their SHA-256, readable by their owner only', async () => {
    const archive = freshArchive()
    const stored = await storeFile(archive, chunksOf('hel', 'lo'), 'text/plain')
    expect(stored).toEqual({ hash: helloHash, size: 5 })
    expect(await storeFile(archive, chunksOf('hello'), null)).toEqual(stored)
    const path = pathOfFile(archive, helloHash)
    expect(path).toBe(join(archive.folder, 'files', '2c', helloHash))
    expect(readFileSync(path, 'utf8')).toBe('hello')
    expect(statSync(path).mode & 0o777).toBe(0o600)
    expect(archive.statement('SELECT * FROM files').all()).toEqual([
      { hash: helloHash, size: 5, mime: 'text/plain' },
    ])
  })

  it('leave nothing behind when the source breaks off', async () => {
    const archive = freshArchive()
    await expect(storeFile(archive, breakingOff(), null)).rejects.toThrow('The zip is cut short')
    expect(readdirSync(join(archive.folder, 'files'))).toEqual([])
    expect(archive.statement('SELECT * FROM files').all()).toEqual([])
  })

  it('cannot be asked for by a path', () => {
    const archive = freshArchive()
    for (const name of ['../archive.sqlite', '', helloHash.toUpperCase(), `${helloHash}/..`]) {
      expect(() => pathOfFile(archive, name)).toThrow(expect.objectContaining({ kind: 'invalid-input' }))
    }
  })

  it('go once nothing names them, but not while an import is running that may be about to', async () => {
    const archive = freshArchive()
    const { hash } = await storeFile(archive, chunksOf('hello'), null)
    const { hash: used } = await storeFile(archive, chunksOf('used'), null)
    importFile(archive, [conversation()], [attached('q', 'file-1', used)])
    for (const one of [hash, used]) archive.db.prepare('INSERT INTO unused_files (hash) VALUES (?)').run(one)
    const running = startImport(archive)
    removeUnusedFiles(archive)
    expect([hash, used].map((one) => existsSync(pathOfFile(archive, one)))).toEqual([true, true])

    archive.db.prepare("UPDATE imports SET state = 'done' WHERE id = ?").run(running)
    removeUnusedFiles(archive)
    expect([hash, used].map((one) => existsSync(pathOfFile(archive, one)))).toEqual([false, true])
    expect(archive.statement('SELECT hash FROM files').all()).toEqual([{ hash: used }])
    expect(archive.statement('SELECT hash FROM unused_files').all()).toEqual([])
  })

  it('are swept only where they were left half-written long ago', async () => {
    const archive = freshArchive()
    await storeFile(archive, chunksOf('hello'), null)
    const files = join(archive.folder, 'files')
    for (const name of ['old.part', 'young.part']) writeFileSync(join(files, name), 'half')
    const now = Date.now()
    utimesSync(join(files, 'old.part'), now / 1000 - 90_000, now / 1000 - 90_000)
    expect(await sweepUnfinishedFiles(archive, now)).toBe(1)
    expect(existsSync(join(files, 'old.part'))).toBe(false)
    expect(existsSync(join(files, 'young.part'))).toBe(true)
    expect(existsSync(pathOfFile(archive, helloHash))).toBe(true)
  })
})
