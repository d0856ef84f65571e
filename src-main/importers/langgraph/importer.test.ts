import { expect, it } from 'vitest'
import { fixture, importPath } from '../import-fixture.ts'

it('reads the state of a thread: nodes, calls and failed answers', async () => {
  const { importer, conversations } = await importPath(fixture('langgraph/thread-state.json'))
  expect(importer).toBe('langgraph')
  expect(conversations).toMatchObject([
    {
      sourceId: 'thread-1',
      type: 'graph',
      model: 'gpt-4o',
      createdAt: Date.UTC(2026, 1, 1, 8),
      extra: { values: { mood: 'calm' } },
      messages: [
        { id: 'h1', role: 'user', parts: [{ text: 'Plan my day' }] },
        {
          id: 'a1',
          parentId: 'h1',
          role: 'assistant',
          sender: 'planner',
          parts: [
            { type: 'text', text: 'I look.' },
            { type: 'tool-call', id: 'k1', name: 'calendar', input: { day: 'today' } },
          ],
          extra: { usage_metadata: { total_tokens: 9 } },
        },
        { id: 'r1', role: 'tool', isError: true, parts: [{ callId: 'k1', name: 'calendar', text: 'Free' }] },
        { id: 'a2', sender: 'planner' },
      ],
    },
  ])
})

it('reads messages in the two forms in which LangChain stores them', async () => {
  const list = (await importPath(fixture('langgraph/list-of-messages.json'))).conversations
  expect(list.map(({ type, messages }) => [type, messages.map(({ role }) => role)])).toEqual([
    ['agent', ['system', 'user', 'assistant']],
  ])
  const [thread] = (await importPath(fixture('langgraph/serialised-messages.json'))).conversations
  expect(thread?.messages.map(({ role, parts }) => [role, parts])).toEqual([
    ['user', [{ type: 'text', text: 'Hi' }]],
    ['assistant', [{ type: 'text', text: 'Hello' }]],
  ])
})
