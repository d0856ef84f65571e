import { expect, it } from 'vitest'
import type { JsonObject } from '@shared/json.ts'
import { fixture, fixtureJson, importPath } from '../import-fixture.ts'
import { conversationFromPerplexity } from './conversation.ts'

it('reads a thread that a tool has saved, with the pages each answer names', async () => {
  const { importer, conversations } = await importPath(fixture('perplexity/thread-exporter.json'))
  expect(importer).toBe('perplexity')
  const [conversation] = conversations
  expect(conversation).toMatchObject({ sourceId: 'th-1', title: 'Tides', model: 'sonar' })
  expect(conversation?.messages.map(({ id, parentId, role }) => [id, parentId, role])).toEqual([
    ['e-1/question', null, 'user'],
    ['e-1', 'e-1/question', 'assistant'],
    ['e-2/question', 'e-1', 'user'],
    ['e-2', 'e-2/question', 'assistant'],
  ])
  expect(conversation?.messages[1]).toMatchObject({
    parts: [
      { type: 'text', text: 'The Moon pulls [1].' },
      { type: 'quote', title: 'Tide', url: 'https://example.org/tide', text: 'Two bulges.' },
    ],
    extra: { related_queries: ['What is a neap tide?'] },
  })
})

it('reads a thread that is saved again later as the very same one', () => {
  const thread = fixtureJson('perplexity/thread-exporter.json') as JsonObject
  const metadata = { ...(thread['metadata'] as JsonObject), exported_at: '2026-06-30T08:00:00Z' }
  expect(conversationFromPerplexity({ ...thread, metadata })).toEqual(conversationFromPerplexity(thread))
})

it('reads a thread as the product keeps it, its text once, and keeps blocks that it does not know', async () => {
  const { conversations } = await importPath(fixture('perplexity/entries.json'))
  const [conversation] = conversations
  expect(conversation).toMatchObject({ sourceId: 'ctx-9', title: 'Larches' })
  const [question, answer, , unfinished] = conversation?.messages ?? []
  expect(question?.parts).toMatchObject([
    { type: 'text', text: 'Do larches lose needles?' },
    { type: 'attachment', ref: 'https://files.example.org/larch.jpg' },
  ])
  expect(answer).toMatchObject({
    model: 'pplx_pro',
    createdAt: Date.UTC(2026, 1, 2, 8, 0, 0, 123),
    parts: [
      { type: 'text', text: 'Yes, in autumn.' },
      { type: 'quote', title: 'Larix' },
    ],
  })
  expect(JSON.stringify(answer?.extra)).toContain('Looking up larches')
  expect(unfinished).toMatchObject({ isUnfinished: true, parts: [{ type: 'text', text: 'Bald cypress' }] })
})
