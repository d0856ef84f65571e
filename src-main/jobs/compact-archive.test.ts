import { expect, it } from 'vitest'
import { libraryRows } from '../archive/library.ts'
import { readConversation } from '../archive/read-conversation.ts'
import { catchUp } from '../archive/search/catch-up.ts'
import { corpusOf } from '../archive/search/testing/corpus.ts'
import { fullIndexOf } from '../archive/search/testing/fresh-index.ts'
import { contentsOf } from '../archive/search/testing/index-contents.ts'
import { importAll } from '../archive/testing/conversations.ts'
import { freshArchive } from '../archive/testing/fresh-archive.ts'
import { compactArchive } from './compact-archive.ts'

it('compacts an archive: what was deleted takes no space, what was not is all there', async () => {
  const archive = freshArchive()
  const saved = importAll(archive, corpusOf(200))
  const index = await fullIndexOf(archive)
  const kept = saved.slice(0, 10).map(({ id }) => id)
  archive.db.exec('DELETE FROM conversations WHERE id > 10; UPDATE counters SET value = value + 1')
  await catchUp(index, archive)
  const before = [
    libraryRows(archive, [1, 2, 3]),
    kept.map((id) => readConversation(archive, id)),
    contentsOf(index),
  ]
  const told: string[] = []
  const result = await compactArchive({
    archiveFolder: archive.folder,
    signal: new AbortController().signal,
    tell: (news) => {
      if (news.kind === 'progress' && 'step' in news.progress) told.push(news.progress.step ?? '')
    },
  })
  expect(result.kind === 'compact' ? result.freed : 0).toBeGreaterThan(500_000)
  expect(told).toContain('archive.sqlite')
  expect(told).toContain('index-1.sqlite')
  expect([
    libraryRows(archive, [1, 2, 3]),
    kept.map((id) => readConversation(archive, id)),
    contentsOf(index),
  ]).toEqual(before)
})

it('leaves every file whole when it is cancelled', async () => {
  const archive = freshArchive()
  importAll(archive, corpusOf(20))
  const index = await fullIndexOf(archive)
  const before = contentsOf(index)
  const stop = new AbortController()
  const compacting = compactArchive({
    archiveFolder: archive.folder,
    signal: stop.signal,
    tell: () => stop.abort(),
  })
  await expect(compacting).rejects.toMatchObject({ kind: 'cancelled' })
  expect(contentsOf(index)).toEqual(before)
})
