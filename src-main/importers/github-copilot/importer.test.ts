import { expect, it } from 'vitest'
import { fixture, importPath } from '../import-fixture.ts'

it('reads an exported chat: each request is a question and an answer', async () => {
  const { importer, conversations } = await importPath(fixture('github-copilot/exported-chat.json'))
  expect(importer).toBe('github-copilot')
  const [conversation] = conversations
  expect(conversation).toMatchObject({ sourceId: 'request_1', model: 'copilot/gpt-4o' })
  expect(
    conversation?.messages.map(({ id, parentId, sender, createdAt }) => [id, parentId, sender, createdAt]),
  ).toEqual([
    ['request_1', null, 'octo', 1765000000000],
    ['response_1', 'request_1', 'GitHub Copilot', 1765000003000],
    ['request_2', 'response_1', 'octo', 1765000100000],
    ['request_2/response', 'request_2', 'GitHub Copilot', 1765000100000],
  ])
  expect(conversation?.messages[3]).toMatchObject({
    isError: true,
    isUnfinished: true,
    parts: [{ type: 'error', text: 'Sorry, no network.' }],
  })
})

it('makes one text of words and the names between them, and keeps tools, edits and unknown pieces', async () => {
  const { conversations } = await importPath(fixture('github-copilot/exported-chat.json'))
  const [question, answer] = conversations[0]?.messages ?? []
  expect(question?.parts).toMatchObject([
    { type: 'text', text: 'Fix the loop in #file:count.ts' },
    { type: 'attachment', kind: 'file', ref: '/home/x/count.ts', name: 'file:count.ts' },
    { type: 'context', title: 'pasted', text: 'for(;;){}' },
  ])
  expect(answer?.parts).toMatchObject([
    { type: 'text', text: 'The loop in `count.ts` never ends.' },
    { type: 'thinking', text: 'They forgot the end.' },
    {
      type: 'tool-call',
      id: 'tc1',
      name: 'copilot_readFile',
      input: { path: 'count.ts' },
      output: 'for(;;){}',
    },
    { type: 'tool-call', name: 'textEditGroup', input: { path: '/home/x/count.ts', done: true } },
    { type: 'unknown', kind: 'hologram' },
  ])
  expect(answer?.extra).toMatchObject({ vote: 1, response: [{ kind: 'undoStop' }] })
})

it('replays a session that was written down change by change', async () => {
  const { importer, conversations } = await importPath(fixture('github-copilot/session-log.jsonl'))
  expect(importer).toBe('github-copilot')
  expect(conversations).toMatchObject([{ sourceId: 'sess-1', title: 'A greeting', createdAt: 1765100000000 }])
  expect(conversations[0]?.messages[1]?.parts).toEqual([{ type: 'text', text: 'Hello!' }])
  expect(conversations[0]?.extra?.['unappliedChanges']).toHaveLength(2)
  expect(conversations[0]?.extra).not.toHaveProperty('draft')
  expect({}).not.toHaveProperty('polluted')
})
