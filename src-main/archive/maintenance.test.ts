import { statSync, mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, it } from 'vitest'
import { databaseOf } from './archive-paths.ts'
import { storageUse, tidyArchive } from './maintenance.ts'
import { contentsOf } from './search/testing/index-contents.ts'
import { corpusOf } from './search/testing/corpus.ts'
import { fullIndexOf } from './search/testing/fresh-index.ts'
import { tidyIndex } from './search/tidy-index.ts'
import { catchUp } from './search/catch-up.ts'
import { importAll } from './testing/conversations.ts'
import { freshArchive } from './testing/fresh-archive.ts'

it('says what each part of an archive takes, the largest first', async () => {
  const archive = freshArchive()
  importAll(archive, corpusOf(20))
  await fullIndexOf(archive)
  mkdirSync(join(archive.folder, 'files', 'ab'), { recursive: true })
  writeFileSync(join(archive.folder, 'files', 'ab', 'one'), Buffer.alloc(3_000_000))
  const { parts, free } = await storageUse(archive.folder)
  const sizes = new Map(parts.map(({ name, bytes }) => [name, bytes]))
  expect(sizes.get('attachments')).toBe(3_000_000)
  expect(sizes.get('conversations')).toBeGreaterThan(100_000)
  expect(sizes.get('search')).toBeGreaterThan(50_000)
  expect(sizes.has('backups')).toBe(false)
  expect(parts.map(({ bytes }) => bytes)).toEqual(parts.map(({ bytes }) => bytes).toSorted((a, b) => b - a))
  expect(free).toBeGreaterThan(0)
})

it('joins the pieces of the index, step by step, and finds the same in it', async () => {
  const archive = freshArchive()
  const index = await fullIndexOf(archive)
  for (const part of [0, 1, 2]) {
    importAll(archive, corpusOf(60).slice(part * 20, part * 20 + 20))
    await catchUp(index, archive, { sliceLength: 5000 })
  }
  const before = contentsOf(index)
  const pieces = (): number =>
    index.shards[0]
      ?.statement<[], number>('SELECT count(DISTINCT segid) FROM messages_fts_idx')
      .pluck()
      .get() ?? 0
  expect(pieces()).toBeGreaterThan(1)
  expect([...tidyIndex(index)].length).toBeGreaterThan(0)
  expect(pieces()).toBe(1)
  expect(contentsOf(index)).toEqual(before)
  expect([...tidyIndex(index)]).toEqual([])
})

it('empties the journal in idle moments', () => {
  const archive = freshArchive()
  importAll(archive, corpusOf(20))
  tidyArchive(archive)
  expect(statSync(`${databaseOf(archive.folder)}-wal`).size).toBe(0)
})
