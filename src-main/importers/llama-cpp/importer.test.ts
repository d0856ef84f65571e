import { expect, it } from 'vitest'
import { fixture, importPath } from '../import-fixture.ts'

it('reads every session of a file, and the line it does not know', async () => {
  const { importer, conversations } = await importPath(fixture('llama-cpp/two-sessions.jsonl'))
  expect(importer).toBe('llama-cpp')
  expect(conversations.map(({ sourceId, title, status }) => [sourceId, title, status])).toEqual([
    ['conv-1', 'Moss', 'favorite'],
    ['conv-2', 'Fern', 'active'],
  ])
  expect(conversations[0]?.extra).toEqual({ lines: [{ type: 'weather', rain: true }] })
})

it('keeps answers in the order they were asked for, whenever they were edited', async () => {
  const { conversations } = await importPath(fixture('llama-cpp/two-sessions.jsonl'))
  const [conversation] = conversations
  expect(conversation?.messages.map(({ id, parentId }) => [id, parentId])).toEqual([
    ['n1', null],
    ['n2', 'n1'],
    ['n3', 'n2'],
    ['n4', 'n1'],
  ])
  expect(conversation?.activeLeafId).toBe('n4')
})

it('turns reasoning, tools and what was sent along into parts', async () => {
  const { conversations } = await importPath(fixture('llama-cpp/two-sessions.jsonl'))
  expect(conversations[0]?.messages.flatMap(({ parts }) => parts)).toMatchObject([
    { type: 'text', text: 'Does moss have roots?' },
    { type: 'attachment', kind: 'image', name: 'moss.png', mime: 'image/png' },
    { type: 'context', title: 'notes.txt', text: 'green cushion' },
    { type: 'unknown', kind: 'SMELL' },
    { type: 'tool-call', id: 'call_1', name: 'lookup', input: { plant: 'moss' } },
    { type: 'tool-result', callId: 'call_1', text: 'rhizoids' },
    { type: 'thinking', text: 'Bryophytes.' },
    { type: 'text', text: 'No, rhizoids.' },
  ])
})

it('reads the older export of all conversations', async () => {
  const { importer, conversations } = await importPath(fixture('llama-cpp/older-export.json'))
  expect(importer).toBe('llama-cpp')
  expect(conversations[0]?.messages.map(({ id, parentId }) => [id, parentId])).toEqual([
    ['k1', null],
    ['k2', 'k1'],
  ])
  expect(conversations[0]?.messages[1]?.parts).toMatchObject([
    { type: 'thinking' },
    { type: 'text', text: 'Yes.' },
  ])
})
