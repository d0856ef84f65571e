import { expect, it } from 'vitest'
import type { Conversation } from '@shared/conversation.ts'
import type { Archive } from '../archive.ts'
import { conversation, message, noon, twoAnswers } from '../testing/conversations.ts'
import { freshArchive } from '../testing/fresh-archive.ts'
import { importFile } from '../testing/import-file.ts'
import { undoImport } from '../undo-import.ts'
import { catchUp, isBehind, waiting } from './catch-up.ts'
import type { SearchIndex } from './open-index.ts'
import { found, fullIndexOf } from './testing/fresh-index.ts'

async function countsOf(
  index: SearchIndex,
  archive: Archive,
  ...queries: readonly string[]
): Promise<number[]> {
  return await Promise.all(queries.map(async (query) => (await found(archive, index, query)).total))
}

const withLighthouse = conversation({
  title: 'Northern journey',
  updatedAt: noon + 9000,
  messages: [...twoAnswers, message('n', 'a1', 'Is there a lighthouse?')],
})

it('finds nothing of an undone import, and what was before it again', async () => {
  const archive = freshArchive()
  importFile(archive, [conversation()])
  const index = await fullIndexOf(archive)
  const importId = importFile(archive, [
    withLighthouse,
    conversation({ sourceId: 'new', title: 'Fjords', messages: [message('1', null, 'glaciers')] }),
  ])
  await catchUp(index, archive)
  expect(await countsOf(index, archive, 'lighthouse', 'northern', 'glaciers', 'fjords')).toEqual([1, 1, 1, 1])

  undoImport(archive, importId, noon)
  await catchUp(index, archive)
  expect(await countsOf(index, archive, 'lighthouse', 'northern', 'glaciers', 'fjords')).toEqual([0, 0, 0, 0])
  expect(await countsOf(index, archive, 'harbour', 'oslo')).toEqual([1, 1])
  expect(index.messages).toBe(3)
  expect(waiting(index, archive)).toBe(0)
})

it('shows no hit of it even before the index has caught up', async () => {
  const archive = freshArchive()
  const importId = importFile(archive, [withLighthouse])
  const index = await fullIndexOf(archive)
  undoImport(archive, importId, noon)
  expect((await found(archive, index, 'lighthouse')).groups).toEqual([])
})

it('knows that there is something to do where conversations only went', async () => {
  const archive = freshArchive()
  const importId = importFile(archive, [conversation()])
  const index = await fullIndexOf(archive)
  expect(isBehind(index, archive)).toBe(false)
  undoImport(archive, importId, noon)
  expect(isBehind(index, archive)).toBe(true)
  await catchUp(index, archive)
  expect(isBehind(index, archive)).toBe(false)
  expect(await catchUp(index, archive)).toBe(0)
})

it.each([1, 20, 1_000_000])(
  'finds what takes the places of removed messages and conversations before it has caught up (%i characters at once)',
  async (sliceLength) => {
    const archive = freshArchive()
    const days = { alpha: 1, beta: 2, gamma: 3, delta: 4 }
    const one = (name: keyof typeof days, beginning = 'text'): Conversation =>
      conversation({
        sourceId: name,
        title: `Title ${name}`,
        messages: [message(name, null, `${beginning}${name}`, { createdAt: noon + days[name] * 86_400_000 })],
      })
    importFile(archive, [conversation()])
    const importId = importFile(archive, [one('alpha'), one('beta'), one('gamma'), one('delta')])
    const index = await fullIndexOf(archive)
    const idsOf = (table: string): unknown =>
      archive.db.prepare(`SELECT id FROM ${table} ORDER BY id`).pluck().all()
    const ids = [idsOf('messages'), idsOf('conversations')]

    undoImport(archive, importId, noon)
    // The other way round, so that each conversation and each message gets the row id that another one had.
    const again = importFile(archive, [one('delta'), one('gamma', 'other'), one('beta'), one('alpha')])
    expect([idsOf('messages'), idsOf('conversations')]).toEqual(ids)
    await catchUp(index, archive, { sliceLength })
    const queries = ['textalpha', 'textbeta', 'textgamma', 'othergamma', 'textdelta', 'harbour', 'title']
    expect(await countsOf(index, archive, ...queries)).toEqual([1, 1, 0, 1, 1, 1, 4])
    expect(index.messages).toBe(7)

    undoImport(archive, again, noon)
    await catchUp(index, archive, { sliceLength })
    expect(await countsOf(index, archive, ...queries)).toEqual([0, 0, 0, 0, 0, 1, 0])
    expect(index.messages).toBe(3)
  },
)
