import { expect, it } from 'vitest'
import { fixture, importPath } from '../import-fixture.ts'

it('reads chats with their settings, and the folder they are in as a tag', async () => {
  const { importer, items, conversations } = await importPath(fixture('typingmind/chats-and-folders.json'))
  expect(importer).toBe('typingmind')
  expect(conversations).toMatchObject([
    {
      sourceId: 'c-1',
      title: 'Knots',
      model: 'gpt-4o',
      tags: ['Boats'],
      options: { temperature: 1, systemMessage: 'You sail.' },
      updatedAt: Date.UTC(2024, 7, 1, 10, 5),
    },
  ])
  const problems = items.flatMap((item) =>
    item.kind === 'skipped' || item.kind === 'failed' ? [[item.kind, item.where]] : [],
  )
  expect(problems).toEqual([
    ['skipped', 'chats-and-folders.json, entry 2'],
    ['failed', 'chats-and-folders.json, entry 3'],
  ])
})

it('keeps pictures, tool calls and what they answered', async () => {
  const { items, conversations } = await importPath(fixture('typingmind/chats-and-folders.json'))
  const messages = conversations[0]?.messages ?? []
  expect(messages.map(({ id, sourceId, parentId, role }) => [id, sourceId, parentId, role])).toEqual([
    ['u-1', 'u-1', null, 'user'],
    ['u-2', 'u-2', 'u-1', 'assistant'],
    ['#3', null, 'u-2', 'assistant'],
    ['#4', null, '#3', 'tool'],
  ])
  expect(messages.flatMap(({ parts }) => parts)).toMatchObject([
    { type: 'text', text: 'Which knot is this?' },
    { type: 'attachment', kind: 'image', ref: 'https://files.example.org/knot.png' },
    { type: 'text', text: 'A bowline.' },
    { type: 'tool-call', id: 't-1', name: 'draw_knot', input: { name: 'bowline' } },
    { type: 'tool-result', callId: 't-1', text: 'drawn' },
  ])
  const files = items.flatMap((item) => (item.kind === 'conversation' ? item.files : []))
  expect(files).toMatchObject([{ messageId: 'u-1', member: null }])
})
