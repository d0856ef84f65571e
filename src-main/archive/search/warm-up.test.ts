import { expect, it } from 'vitest'
import { importAll } from '../testing/conversations.ts'
import { freshArchive } from '../testing/fresh-archive.ts'
import { corpusOf } from './testing/corpus.ts'
import { found, fullIndexOf, sourcesOf } from './testing/fresh-index.ts'
import { turnOf } from './turn.ts'
import { warmUp } from './warm-up.ts'

it('searches in advance for what stands in the archive, and for something else in each round', async () => {
  const archive = freshArchive()
  importAll(archive, corpusOf(30))
  const index = await fullIndexOf(archive)
  const sources = sourcesOf(archive, index)
  const first = await warmUp(sources, 'first')
  const further = await warmUp(sources, 'further')
  const totals = await Promise.all(first.map(async (query) => (await found(archive, index, query)).total))
  expect(Math.min(...totals)).toBeGreaterThan(0)
  expect(first.some((query) => query.startsWith('"'))).toBe(true)
  expect(first.some((query) => /^\S+ \S+$/u.test(query) && !query.startsWith('"'))).toBe(true)
  expect(new Set(further).size).toBeGreaterThan(new Set(first).size)
})

it('has nothing to search for in an empty archive', async () => {
  const archive = freshArchive()
  const sources = sourcesOf(archive, await fullIndexOf(archive))
  expect(await warmUp(sources, 'first')).toEqual([])
  expect(await warmUp(sources, 'further')).toEqual([])
})

it('makes room at once for who searches in earnest', async () => {
  const archive = freshArchive()
  importAll(archive, corpusOf(30))
  const sources = sourcesOf(archive, await fullIndexOf(archive))
  const dropped = new AbortController()
  const warming = warmUp({ ...sources, turn: turnOf(dropped.signal) }, 'further')
  dropped.abort()
  await expect(warming).rejects.toMatchObject({ kind: 'cancelled' })
})
