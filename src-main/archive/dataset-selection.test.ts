import { expect, it } from 'vitest'
import type { Conversation } from '@shared/conversation.ts'
import { datasetFilter } from '@shared/datasets/options.ts'
import type { Archive } from './archive.ts'
import {
  chosenConversations,
  countRecords,
  datasetChoices,
  filteredConversations,
  type FindConversations,
} from './dataset-selection.ts'
import { moveToTrash } from './library.ts'
import { matchingConversations } from './search/matching.ts'
import { fullIndexOf, sourcesOf } from './search/testing/fresh-index.ts'
import { conversation, importAll, message, noon, twoAnswers } from './testing/conversations.ts'
import { freshArchive } from './testing/fresh-archive.ts'

const day = 86_400_000

function archiveOf(...given: readonly Partial<Conversation>[]): Archive {
  const archive = freshArchive()
  importAll(
    archive,
    given.map((changes, at) =>
      conversation({ sourceId: `${at}`, title: `Number ${at}`, createdAt: noon + at * day, ...changes }),
    ),
  )
  return archive
}

/** Titles of what passes, newest first. */
async function titles(
  archive: Archive,
  filter: Parameters<typeof datasetFilter.parse>[0],
): Promise<string[]> {
  const sources = sourcesOf(archive, await fullIndexOf(archive))
  const find: FindConversations = (query, scope) => matchingConversations(sources, query, scope)
  const found = await filteredConversations(archive, datasetFilter.parse(filter), find)
  return found.map(({ key }) =>
    String(
      archive.statement<[number], string>('SELECT title FROM conversations WHERE id = ?').pluck().get(key),
    ),
  )
}

it('chooses by type, source, model and the range of creation, newest first', async () => {
  const archive = archiveOf({ type: 'agent' }, { source: 'claude', model: 'opus' }, { model: 'gpt-4o' })
  expect(await titles(archive, {})).toEqual(['Number 2', 'Number 1', 'Number 0'])
  expect(await titles(archive, { types: ['agent', 'graph'] })).toEqual(['Number 0'])
  expect(await titles(archive, { sources: ['claude'] })).toEqual(['Number 1'])
  expect(await titles(archive, { models: ['opus', 'gpt-4o'] })).toEqual(['Number 2', 'Number 1'])
  expect(await titles(archive, { createdFrom: noon, createdBefore: noon + day })).toEqual(['Number 0'])
})

it('leaves the trash out unless it is asked for', async () => {
  const archive = archiveOf({}, { status: 'favorite' })
  const [trashed] = await filteredConversations(archive, datasetFilter.parse({ statuses: ['active'] }), () =>
    Promise.resolve([]),
  )
  moveToTrash(archive, [trashed?.id ?? ''], noon)
  expect(await titles(archive, {})).toEqual(['Number 1'])
  expect(await titles(archive, { statuses: ['favorite'] })).toEqual(['Number 1'])
  expect(await titles(archive, { statuses: ['deleted'] })).toEqual(['Number 0'])
  expect(await titles(archive, { statuses: ['deleted', 'favorite'] })).toEqual(['Number 1', 'Number 0'])
})

it('looks for words in titles and tags, in the grammar of the library', async () => {
  const archive = archiveOf(
    { title: 'Trip to Oslo', tags: ['Travel'] },
    { title: 'Porridge', tags: ['food', 'Öslo'] },
  )
  expect(await titles(archive, { search: 'oslo' })).toEqual(['Porridge', 'Trip to Oslo'])
  expect(await titles(archive, { search: 'title:oslo' })).toEqual(['Trip to Oslo'])
  expect(await titles(archive, { search: 'oslo -food' })).toEqual(['Trip to Oslo'])
  expect(await titles(archive, { search: '"to oslo" OR porridge' })).toEqual(['Porridge', 'Trip to Oslo'])
  expect(await titles(archive, { search: '/^trip/' })).toEqual(['Trip to Oslo'])
})

it('looks for words in titles and tags beside filters too, and in messages only where that is asked', async () => {
  const said = [message('a', null, 'We sailed to Oslo.')]
  const archive = archiveOf(
    { title: 'Trip to Oslo', type: 'agent' },
    { title: 'Oslo by rail' },
    { title: 'Porridge', type: 'agent', messages: said },
  )
  expect(await titles(archive, { search: 'oslo type:agent' })).toEqual(['Trip to Oslo'])
  expect(await titles(archive, { search: 'oslo after:2000' })).toEqual(['Oslo by rail', 'Trip to Oslo'])
  expect(await titles(archive, { search: 'oslo -type:agent' })).toEqual(['Oslo by rail'])
  expect(await titles(archive, { search: 'body:oslo type:agent' })).toEqual(['Porridge'])
  expect(await titles(archive, { search: 'oslo type:agent', searchIn: 'everything' })).toEqual([
    'Porridge',
    'Trip to Oslo',
  ])
})

it('takes what a query of the library finds, in its order', async () => {
  const archive = archiveOf({}, {})
  const [newest, oldest] = await filteredConversations(archive, datasetFilter.parse({}), () =>
    Promise.resolve([]),
  )
  const find = (): Promise<number[]> => Promise.resolve([oldest?.key ?? 0, newest?.key ?? 0])
  expect(await chosenConversations(archive, { kind: 'query', query: 'harbour' }, find)).toEqual([
    oldest?.id,
    newest?.id,
  ])
})

it('counts the records of a selection: one each, one a branch, one a round of a graph but the first', async () => {
  const rounds = [1, 2, 2, 3].map((round, at) =>
    message(`m${at}`, at === 0 ? null : `m${at - 1}`, 'text', { extra: { round } }),
  )
  const archive = archiveOf({ messages: twoAnswers }, { type: 'graph', messages: rounds })
  const ids = await chosenConversations(archive, { kind: 'all', filter: datasetFilter.parse({}) }, () =>
    Promise.resolve([]),
  )
  expect(await countRecords(archive, ids, 'shown')).toEqual({ conversations: 2, records: 3 })
  expect(await countRecords(archive, ids, 'leaves')).toEqual({ conversations: 2, records: 4 })
  expect(await countRecords(archive, ['unknown'], 'shown')).toEqual({ conversations: 0, records: 0 })
})

it('names the sources and models there are to choose from', async () => {
  const archive = archiveOf({ model: 'opus' }, { model: 'opus' }, { source: 'claude', model: 'sonnet' })
  const { sources, models } = await datasetChoices(archive)
  expect(sources.map(({ source, conversations }) => [source, conversations])).toEqual([
    ['chatgpt', 2],
    ['claude', 1],
  ])
  expect(models).toEqual([
    { model: 'opus', conversations: 2 },
    { model: 'sonnet', conversations: 1 },
  ])
})
