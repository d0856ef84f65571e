import { expect, it } from 'vitest'
import { fixture, importPath } from '../import-fixture.ts'

const one = 'lm-studio/conversations/Cooking/1736000000000.conversation.json'

it('reads a folder of conversations, with the person’s own folders as tags', async () => {
  const { importer, items, conversations } = await importPath(fixture('lm-studio'))
  expect(importer).toBe('lm-studio')
  expect(conversations.map(({ sourceId, title, status, tags }) => [sourceId, title, status, tags])).toEqual([
    ['1736000000000', 'Risotto', 'favorite', ['Cooking']],
  ])
  expect(items.filter(({ kind }) => kind === 'skipped')).toMatchObject([
    { where: 'conversations/1736000009000.conversation.json' },
  ])
  const files = items.flatMap((item) => (item.kind === 'conversation' ? item.files : []))
  expect(files).toMatchObject([
    { member: 'user-files/1736000000001 - 42.png', mime: 'image/png', missing: null },
  ])
})

it('keeps all versions of an answer and goes on from the chosen one', async () => {
  const { conversations } = await importPath(fixture(one))
  const [conversation] = conversations
  expect(
    conversation?.messages.map(({ id, parentId, sender, model }) => [id, parentId, sender, model]),
  ).toEqual([
    ['1.1', null, null, null],
    ['2.1', '1.1', 'qwen3-8b', 'qwen3-8b'],
    ['3.1', '2.1', null, null],
    ['4.1', '3.1', null, null],
    ['2.2', '1.1', 'gemma-3', 'gemma-3'],
  ])
  expect(conversation?.activeLeafId).toBe('4.1')
  expect(conversation?.options).toEqual({ systemPrompt: 'You cook.', temperature: 0.3 })
})

it('turns the steps of an answer into parts, and keeps what became none', async () => {
  const { conversations } = await importPath(fixture(one))
  const byId = new Map(conversations[0]?.messages.map((message) => [message.id, message]))
  expect(byId.get('2.1')?.parts).toMatchObject([
    { type: 'thinking', text: 'The user wants a short answer.', title: 'Thought for 2 seconds' },
    { type: 'tool-call', id: 'r-1', name: 'lookup', input: { dish: 'risotto' } },
    { type: 'tool-result', callId: 'r-1', text: expect.stringContaining('18 minutes') as string },
    { type: 'text', text: 'Eighteen minutes.', extra: { stats: { tokensPerSecond: 31.5 } } },
  ])
  expect(JSON.stringify(byId.get('2.1')?.extra)).toMatch(/toolCallSucceeded.*naming technique/)
  expect(byId.get('4.1')?.parts).toMatchObject([
    { type: 'text', text: 'Twenty.' },
    { type: 'unknown', kind: 'hum', raw: { tone: 440 } },
  ])
})

it('tells reasoning between tags from the answer, and an answer that was stopped', async () => {
  const { conversations } = await importPath(fixture(one))
  expect(conversations[0]?.messages.at(-1)).toMatchObject({
    isUnfinished: true,
    parts: [
      { type: 'thinking', text: 'Hurry.' },
      { type: 'text', text: 'About twenty' },
    ],
  })
})
