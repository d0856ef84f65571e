import { expect, it } from 'vitest'
import { conversation, importAll, message } from '../testing/conversations.ts'
import { freshArchive } from '../testing/fresh-archive.ts'
import { termsContaining } from './terms.ts'
import { found, fullIndexOf } from './testing/fresh-index.ts'

const talk = (...texts: string[]) =>
  conversation({ messages: texts.map((text, at) => message(`${at}`, at === 0 ? null : `${at - 1}`, text)) })

it('finds a long piece of a word only where all of it stands', async () => {
  const archive = freshArchive()
  // The last word has every three letters of the piece that stand together in it, only not in its order.
  importAll(archive, [
    talk('unstarrybackgrounds', 'starry backgrounds', 'oundsgrounckgrobackgybacrybstarryb'),
  ])
  const index = await fullIndexOf(archive)
  expect(termsContaining(index, 'starrybackground', false, 10).terms.map(({ term }) => term)).toEqual([
    'unstarrybackgrounds',
  ])
  expect((await found(archive, index, 'starrybackground')).total).toBe(1)
})

it('names the frequent terms before those that are less than half as frequent', async () => {
  const archive = freshArchive()
  importAll(archive, [
    talk('lantern', 'lanterns', 'lanterns', 'lanterns', 'lanterns', 'alantern', 'alantern'),
  ])
  const index = await fullIndexOf(archive)
  const { terms } = termsContaining(index, 'lantern', false, 2)
  expect(terms).toEqual([
    { term: 'lanterns', df: 4 },
    { term: 'alantern', df: 2 },
  ])
})
