import { expect, it } from 'vitest'
import { fixture, importPath } from '../import-fixture.ts'

it('reads conversations with the folders that they lie in, and counts saved prompts', async () => {
  const { importer, items, conversations } = await importPath(fixture('chatbot-ui/version-4.json'))
  expect(importer).toBe('chatbot-ui')
  expect(conversations).toMatchObject([
    {
      sourceId: 'c1',
      title: 'Haiku',
      tags: ['Poems'],
      model: 'gpt-4',
      createdAt: null,
      options: { prompt: 'You are a poet.', temperature: 0.5, model: { maxLength: 24000 } },
      extra: { folderId: 'f1', folder: 'Poems' },
    },
    { sourceId: 'c2', tags: [], extra: null },
  ])
  expect(items.flatMap((item) => (item.kind === 'remark' ? [item.reason] : []))).toEqual([
    '1 saved prompt left out: not of any conversation.',
  ])
})

it('keeps every message in its order, also an empty one', async () => {
  const { conversations } = await importPath(fixture('chatbot-ui/version-4.json'))
  expect(conversations.flatMap(({ messages }) => messages)).toMatchObject([
    { role: 'user', parentId: null, parts: [{ type: 'text', text: 'A haiku, please' }] },
    { role: 'assistant', parentId: 'message-1' },
    { role: 'user', extra: null },
    { role: 'assistant', parentId: 'message-1', parts: [] },
  ])
})

it('names what holds nothing and what is broken', async () => {
  const { items } = await importPath(fixture('chatbot-ui/version-4.json'))
  const problems = items.filter((item) => item.kind === 'skipped' || item.kind === 'failed')
  expect(problems).toMatchObject([
    { kind: 'skipped', where: 'version-4.json, entry 3 ("Nothing said")' },
    { kind: 'failed', where: 'version-4.json, entry 4 ("Broken")' },
  ])
})

it.each([
  ['version-2-without-number.json', '3', 'Old', ['Chats']],
  ['version-1-bare-list.json', '1', 'First', []],
])('reads %s', async (name, sourceId, title, tags) => {
  const { importer, conversations } = await importPath(fixture(`chatbot-ui/${name}`))
  expect(importer).toBe('chatbot-ui')
  expect(conversations).toMatchObject([{ sourceId, title, tags }])
  expect(conversations[0]?.messages).toHaveLength(2)
})
