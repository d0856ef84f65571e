import { expect, it } from 'vitest'
import { fixture, importPath } from '../import-fixture.ts'

it('brings the name of a thread and its messages together', async () => {
  const { importer, items, conversations } = await importPath(fixture('jan/threads'))
  expect(importer).toBe('jan')
  expect(conversations).toMatchObject([
    {
      sourceId: 'jan_1738000000',
      title: 'Names of winds',
      model: 'llama3.2-3b-instruct',
      endpoint: 'llama-cpp',
      createdAt: Date.UTC(2025, 0, 27, 17, 46, 40),
      options: { instructions: 'Be kind.', ctx_len: 4096, temperature: 0.7 },
    },
  ])
  const problems = items.flatMap((item) =>
    item.kind === 'conversation' || item.kind === 'known' ? [] : [[item.kind, item.where]],
  )
  expect(problems).toEqual([
    ['remark', 'jan_1738000000/messages.jsonl, line 3'],
    ['skipped', 'jan_empty/thread.json'],
  ])
})

it('keeps every message, one whose id was used before too, at seconds and milliseconds', async () => {
  const { conversations } = await importPath(fixture('jan/threads'))
  const messages = conversations[0]?.messages ?? []
  expect(messages.map(({ id, parentId, createdAt }) => [id, parentId, createdAt])).toEqual([
    ['01A', null, 1738000001000],
    ['01B', '01A', 1738000002000],
    ['01A#2', '01B', 1738000009000],
  ])
  expect(messages[0]?.parts).toMatchObject([
    { type: 'text', text: 'A wind of Provence?' },
    { type: 'attachment', kind: 'image', mime: 'image/png' },
  ])
  expect(messages[1]).toMatchObject({
    isUnfinished: true,
    parts: [
      { type: 'thinking', text: 'South of France.' },
      { type: 'text', text: 'Mistral.' },
      { type: 'tool-call', id: 'c1', name: 'winds', input: { of: 'Provence' }, output: 'Mistral, Marin' },
    ],
  })
})

it('reads a list of messages without its thread', async () => {
  const { importer, conversations } = await importPath(fixture('jan/threads/jan_1738000000/messages.jsonl'))
  expect(importer).toBe('jan')
  expect(conversations).toMatchObject([{ sourceId: 'jan_1738000000', title: null }])
})
