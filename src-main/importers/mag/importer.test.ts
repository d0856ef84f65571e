import { expect, it } from 'vitest'
import { fixture, importPath } from '../import-fixture.ts'

const both = 'mag/agent-and-graph.json'

it('reads an agent’s rounds as one conversation, with thoughts, calls and answers', async () => {
  const { importer, conversations } = await importPath(fixture(both))
  expect(importer).toBe('mag')
  expect(conversations[0]).toMatchObject({
    sourceId: '65f000000000000000000001',
    type: 'agent',
    status: 'favorite',
    tags: ['sea'],
    title: 'Scan the bay',
    model: 'gpt-4.1',
    createdAt: Date.UTC(2026, 0, 2, 3, 4, 5),
    messages: [
      { role: 'system', isHidden: true },
      { role: 'user', sender: null },
      {
        role: 'assistant',
        sender: 'Scout',
        model: 'gpt-4o',
        parts: [
          { type: 'thinking', text: 'Deep.' },
          { type: 'tool-call', id: 'k1', name: 'scan', input: { depth: 3 } },
        ],
      },
      { role: 'tool', parts: [{ type: 'tool-result', callId: 'k1', name: 'scan', text: 'Cod' }] },
      { role: 'assistant', extra: { round: 1, agent_name: 'Scout' } },
      { role: 'user', extra: { round: 2 } },
      { role: 'assistant', model: 'gpt-4.1' },
    ],
    extra: { rounds: [{ round: 1, prompt_tokens: 40, tools: [{}] }, { round: 2 }] },
  })
  expect(JSON.stringify(conversations)).not.toContain('owner-3')
})

it('keeps the rounds and nodes of a graph', async () => {
  const graph = (await importPath(fixture(both))).conversations[1]
  expect(graph?.type).toBe('graph')
  expect(
    graph?.messages.map(({ role, sender, extra }) => [role, sender, extra?.['round'], extra?.['node_name']]),
  ).toEqual([
    ['user', null, 1, 'start'],
    ['system', null, 2, 'outline'],
    ['user', null, 2, 'outline'],
    ['assistant', 'outline', 2, 'outline'],
    ['user', null, 4, 'review'],
    ['assistant', 'review', 4, 'review'],
    ['assistant', 'review', 4, 'review'],
  ])
  expect(graph?.messages.at(-1)?.parts).toEqual([{ type: 'unknown', kind: 'message', raw: 'no message' }])
  expect(graph?.extra).toMatchObject({ rounds: [{}, {}, { round: 3, node_name: 'writer' }, {}] })
})

it('names each message by its round and place, so that it is known again', async () => {
  const graph = (await importPath(fixture(both))).conversations[1]
  expect(graph?.messages.map(({ sourceId }) => sourceId)).toEqual([
    'round 1, message 1',
    'round 2, message 1',
    'round 2, message 2',
    'round 2, message 3',
    'round 4, message 1',
    'round 4, message 2',
    'round 4, message 3',
  ])
})

it('says which conversations are empty and which have no rounds', async () => {
  const { items } = await importPath(fixture(both))
  expect(items.map(({ kind }) => kind)).toEqual(['conversation', 'conversation', 'skipped', 'failed'])
})
