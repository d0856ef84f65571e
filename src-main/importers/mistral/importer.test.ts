import { expect, it } from 'vitest'
import { fixture, importPath } from '../import-fixture.ts'

const chatId = '5f0c1e7a-0000-4000-8000-000000000001'

it('reads a chat in the order of its times, with the files beside it', async () => {
  const { importer, items, conversations } = await importPath(fixture('mistral'))
  expect(importer).toBe('mistral')
  expect(conversations).toMatchObject([{ sourceId: chatId, title: null }])
  expect(conversations[0]?.messages.map(({ id, parentId }) => [id, parentId])).toEqual([
    ['m-1', null],
    ['m-2', 'm-1'],
  ])
  const files = items.flatMap((item) => (item.kind === 'conversation' ? item.files : []))
  expect(files.map(({ ref, member }) => [ref, member])).toEqual([
    ['coast.png', `chat-${chatId}-files/coast.png`],
    ['lost.txt', null],
    ['https://files.example.org/drawn.png', null],
  ])
})

it('turns pieces of an answer into parts, and keeps those it does not know', async () => {
  const { conversations } = await importPath(fixture(`mistral/chat-${chatId}.json`))
  const answer = conversations[0]?.messages[1]
  expect(answer?.parts).toMatchObject([
    {
      type: 'tool-call',
      name: 'image_search',
      input: { query: 'tower by the sea' },
      output: '["lighthouse"]',
    },
    { type: 'text', text: 'A lighthouse.' },
    { type: 'unknown', kind: 'custom_element' },
    { type: 'attachment', kind: 'image' },
    { type: 'unknown', kind: 'canvas', raw: { content: 'White and red stripes' } },
  ])
  expect(answer?.extra).toEqual({ reaction: 'like', references: [[3]] })
})
