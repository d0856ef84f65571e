import { expect, it } from 'vitest'
import type { Conversation } from '@shared/conversation.ts'
import { fixture, importPath } from '../import-fixture.ts'

async function session(name: string): Promise<Conversation> {
  const { importer, conversations } = await importPath(fixture(`codex/${name}`))
  expect(importer).toBe('codex')
  const [conversation] = conversations
  if (!conversation) throw new Error('The session was not read')
  return conversation
}

it('keeps what was taken back as a branch, and shows where the session stood', async () => {
  const conversation = await session('rollout-2025-10-29.jsonl')
  expect(conversation.messages.map((one) => `${one.id} < ${one.parentId ?? '-'} ${one.role}`)).toEqual([
    'line-2 < - system',
    'line-3 < line-2 user',
    'line-5 < line-3 user',
    'line-8 < line-5 assistant',
    'line-11 < line-8 tool',
    'line-13 < line-11 assistant',
    'line-17 < line-13 user',
    'line-18 < line-17 assistant',
    'line-21 < line-13 user',
    'line-22 < line-21 system',
    'line-24 < line-22 assistant',
    'line-25 < line-24 system',
    'line-26 < line-25 assistant',
  ])
  expect(conversation).toMatchObject({
    sourceId: 'cdx-1',
    type: 'agent',
    activeLeafId: 'line-26',
    model: 'gpt-5-codex',
    createdAt: Date.UTC(2025, 9, 29, 0, 0, 0, 500),
    extra: { cwd: '/home/ada/harbour', git: { branch: 'main' } },
  })
})

it('shows thoughts, calls and their answers, each once', async () => {
  const { messages } = await session('rollout-2025-10-29.jsonl')
  expect(messages[3]?.parts).toMatchObject([
    { type: 'thinking', text: '**Looking**', extra: { encrypted_content: 'gAAA' } },
    { type: 'tool-call', id: 'c1', name: 'shell', input: { command: ['ls'] } },
    { type: 'tool-call', id: 'c2', name: 'apply_patch', input: '*** Begin Patch' },
  ])
  expect(messages[4]?.parts).toEqual([
    {
      type: 'tool-result',
      callId: 'c1',
      name: 'shell',
      text: 'dinghy\n',
      extra: { metadata: { exit_code: 0 } },
    },
    { type: 'tool-result', callId: 'c2', name: 'apply_patch', text: 'Done' },
  ])
  expect(messages[5]?.parts).toMatchObject([
    { type: 'tool-call', name: 'web_search', input: { query: 'boats' } },
    { type: 'text', text: 'One dinghy.' },
  ])
})

it('folds what Codex writes by itself, and marks what was broken off', async () => {
  const { messages } = await session('rollout-2025-10-29.jsonl')
  expect(messages.filter(({ isHidden }) => isHidden).map(({ id }) => id)).toEqual([
    'line-2',
    'line-3',
    'line-22',
    'line-25',
  ])
  expect(messages[7]).toMatchObject({ isUnfinished: true, parts: [{ text: 'I would rather' }] })
  expect(messages[10]).toMatchObject({
    isError: true,
    parts: [{ type: 'error', text: 'stream disconnected' }],
  })
  expect(messages[11]?.parts).toMatchObject([{ type: 'context', text: 'They painted a boat.' }])
})

it('keeps events that say more than a message beside the messages, and leaves out those that repeat one', async () => {
  const { extra } = await session('rollout-2025-10-29.jsonl')
  const beside = extra?.['linesBesideMessages'] as { type: string; payload: { type?: string } }[]
  expect(beside.map(({ type, payload }) => payload.type ?? type)).toEqual([
    'turn_context',
    'token_count',
    'turn_aborted',
    'thread_rolled_back',
  ])
})

it('names the line that could not be read', async () => {
  const { items } = await importPath(fixture('codex/rollout-2025-10-29.jsonl'))
  expect(items.flatMap((item) => (item.kind === 'remark' ? [item.where] : []))).toEqual([
    'rollout-2025-10-29.jsonl, line 23',
  ])
})

it.each([
  ['oldest-lines.jsonl', 'cdx-old'],
  ['oldest-object.json', 'cdx-object'],
])('reads the sessions of spring 2025: %s', async (name, sourceId) => {
  const conversation = await session(name)
  expect(conversation.sourceId).toBe(sourceId)
  expect(conversation.messages.map(({ role, parts }) => [role, parts])).toEqual([
    ['user', [{ type: 'text', text: 'Hi' }]],
    ['assistant', [{ type: 'text', text: 'Hello' }]],
  ])
})

it('reads the events where there is nothing else', async () => {
  const conversation = await session('only-events.jsonl')
  expect(conversation.messages.map(({ role, parts }) => [role, parts])).toEqual([
    ['user', [{ type: 'text', text: 'Hi' }]],
    [
      'assistant',
      [
        { type: 'thinking', text: 'Greet.' },
        { type: 'text', text: 'Hello' },
      ],
    ],
  ])
})
