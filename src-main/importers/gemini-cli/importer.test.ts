import { expect, it } from 'vitest'
import { fixture, importPath } from '../import-fixture.ts'

it('reads a session with its thoughts and the calls of its tools', async () => {
  const { importer, conversations } = await importPath(fixture('gemini-cli/whole-session.json'))
  expect(importer).toBe('gemini-cli')
  expect(conversations).toMatchObject([
    {
      source: 'gemini-cli',
      sourceId: 's-whole',
      type: 'agent',
      title: 'Mend the pipe',
      model: 'gemini-3-pro',
      createdAt: Date.UTC(2026, 1, 10, 16, 59),
      activeLeafId: 'm6',
      extra: { projectHash: 'hash' },
    },
  ])
  expect(conversations[0]?.messages[1]?.parts).toMatchObject([
    { type: 'thinking', title: 'Finding it', text: 'It must be the pipe.' },
    { type: 'text', text: 'I look at it.' },
    { type: 'tool-call', id: 't1', name: 'read_file', input: { path: 'pipe.c' }, output: 'int drip;' },
    { type: 'tool-call', name: 'run', extra: { status: 'error' } },
  ])
})

it('keeps notices, errors, files and parts of a kind that it does not know', async () => {
  const { conversations } = await importPath(fixture('gemini-cli/whole-session.json'))
  const [, , notice, question, error, answer] = conversations[0]?.messages ?? []
  expect(notice).toMatchObject({ role: 'system', extra: { type: 'info' } })
  expect(question?.parts).toMatchObject([
    { type: 'text' },
    { type: 'attachment', kind: 'image', extra: { data: 'iVBORw0KGgo=' } },
    { type: 'unknown', kind: 'mysteryPart' },
  ])
  expect(error).toMatchObject({ isError: true, parts: [{ type: 'error', text: '[API Error: quota]' }] })
  expect(answer).toMatchObject({
    role: 'tool',
    isHidden: true,
    parts: [{ type: 'tool-result', callId: 't9', text: '{"rows":[1,2]}' }],
  })
})

it('keeps what was taken back as a branch, and the last words of a message that was written twice', async () => {
  const { conversations, items } = await importPath(fixture('gemini-cli/rewound-session.jsonl'))
  expect(conversations[0]?.messages.map(({ id, parentId }) => `${id} < ${parentId ?? '-'}`)).toEqual([
    'a < -',
    'b < a',
    'c < b',
    'd < c',
    'e < b',
    'f < e',
  ])
  expect(conversations[0]).toMatchObject({
    title: 'A poem',
    activeLeafId: 'f',
    updatedAt: Date.UTC(2026, 2, 1, 10, 5),
  })
  expect(conversations[0]?.messages[1]?.parts).toEqual([{ type: 'text', text: 'Roses are red' }])
  expect(items.at(-1)).toMatchObject({ kind: 'remark', where: 'rewound-session.jsonl, line 11' })
})
