import { expect, it } from 'vitest'
import type { Message } from '@shared/conversation.ts'
import { fixture, importPath } from '../import-fixture.ts'

function tree(messages: readonly Message[] = []): string[] {
  return messages.map(({ id, parentId, role }) => `${id} < ${parentId ?? '-'} ${role}`)
}

const officialExport = 'deepseek/conversations.json'

it('keeps both answers of the data export and tells who wrote what', async () => {
  const { importer, conversations } = await importPath(fixture(officialExport))
  expect(importer).toBe('deepseek')
  expect(tree(conversations[0]?.messages)).toEqual([
    '1 < - user',
    '2 < 1 assistant',
    '3 < 2 user',
    '4 < 1 assistant',
  ])
  expect(conversations[0]).toMatchObject({
    sourceId: 'ds-1',
    title: 'Bread that rises',
    model: 'deepseek-reasoner',
    // 12:00 in Shanghai
    createdAt: Date.UTC(2025, 2, 30, 4, 0, 0, 500),
    updatedAt: Date.UTC(2025, 2, 30, 4, 9, 0, 500),
  })
})

it('shows thoughts, searches and files as such, and keeps fragments it does not know', async () => {
  const { conversations, items } = await importPath(fixture(officialExport))
  const [question, answer, , searched] = conversations[0]?.messages ?? []
  expect(question?.parts).toMatchObject([
    { type: 'text', text: 'Why does bread rise?' },
    { type: 'attachment', kind: 'file', ref: 'file-9', name: 'recipe.pdf', size: 2048 },
  ])
  expect(answer?.parts).toEqual([
    { type: 'thinking', text: 'Yeast makes gas.', extra: { elapsed_secs: 3.5 } },
    { type: 'text', text: 'Because of yeast.' },
  ])
  expect(searched?.parts).toMatchObject([
    {
      type: 'tool-call',
      name: 'search',
      input: [{ query: 'yeast gas' }],
      output: 'Yeast\nhttps://example.org/yeast\nA fungus.',
    },
    { type: 'text', text: 'It ferments [citation:1].' },
    { type: 'unknown', kind: 'HOLOGRAM', raw: { shape: 'loaf' } },
  ])
  const files = items.flatMap((item) => (item.kind === 'conversation' ? item.files : []))
  expect(files).toMatchObject([{ ref: 'file-9', messageId: '1', member: null }])
  expect(files[0]?.missing).toContain('DeepSeek')
})

it('reads the older rows, in which only their order tells who wrote', async () => {
  const { conversations } = await importPath(fixture(officialExport))
  expect(tree(conversations[1]?.messages)).toEqual(['1 < - user', '2 < 1 assistant', '3 < 2 user'])
  expect(conversations[1]?.messages[1]?.parts).toEqual([
    { type: 'thinking', text: 'They greet.' },
    { type: 'text', text: 'Hello!' },
  ])
})

it('names an empty conversation and one whose messages were cut away', async () => {
  const { items } = await importPath(fixture(officialExport))
  expect(items.flatMap((item) => (item.kind === 'conversation' ? [] : [item.kind]))).toEqual([
    'skipped',
    'failed',
  ])
})

it('reads what the server answered: every beginning, the branch shown, an answer cut short', async () => {
  const { conversations } = await importPath(fixture('deepseek/answer-of-the-server.json'))
  expect(tree(conversations[0]?.messages)).toEqual([
    '1 < - user',
    '2 < 1 assistant',
    '3 < 1 assistant',
    '4 < - user',
    '5 < - user',
  ])
  expect(conversations[0]).toMatchObject({ sourceId: 'ds-raw', activeLeafId: '3', extra: { pinned: true } })
  expect(conversations[0]?.messages.map(({ isUnfinished }) => isUnfinished)).toEqual([
    false,
    false,
    true,
    false,
    false,
  ])
})
