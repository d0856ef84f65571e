import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, it } from 'vitest'
import type { Conversation, Message } from '@shared/conversation.ts'
import { fixture, importPath } from '../import-fixture.ts'

const id = 'c0de0000-0000-4000-8000-000000000001'
const file = fixture(`claude-code/session/${id}.jsonl`)

async function session(): Promise<Conversation> {
  const [conversation] = (await importPath(file)).conversations
  if (!conversation) throw new Error('The session was not read')
  return conversation
}

function byId(conversation: Conversation): ReadonlyMap<string, Message> {
  return new Map(conversation.messages.map((message) => [message.id, message]))
}

it('keeps the branches that are branches, and makes none of blocks and tools that ran side by side', async () => {
  const conversation = await session()
  expect(conversation.messages.map((one) => `${one.id} < ${one.parentId ?? '-'} ${one.role}`)).toEqual([
    'u0 < - user',
    'u1 < u0 user',
    'a1 < u1 assistant',
    'r1 < a1 tool',
    'a5 < r1 assistant',
    's1 < a5 user',
    's2 < s1 assistant',
    'r3 < a5 tool',
    'a6 < r3 assistant',
    'y1 < a6 system',
    'u2 < y1 user',
    'a7 < u2 assistant',
    'u3 < y1 user',
    'a8 < u3 assistant',
    'y2 < a8 system',
    'u4 < y2 user',
    'n1 < u4 system',
    'u5 < n1 user',
    'a9 < u5 assistant',
  ])
  expect(conversation.activeLeafId).toBe('a9')
})

it('joins the blocks of one answer, and pairs answers with the names of their tools', async () => {
  const messages = byId(await session())
  expect(messages.get('a1')).toMatchObject({
    model: 'claude-sonnet-4-5',
    parts: [
      { type: 'thinking', text: 'Look first.' },
      { type: 'text', text: 'I look at both files.' },
      { type: 'tool-call', id: 't1', name: 'Read', input: { file_path: 'a.ts' } },
      { type: 'tool-call', id: 't2', name: 'Read', input: { file_path: 'b.ts' } },
    ],
  })
  expect(messages.get('r1')?.parts).toMatchObject([
    { type: 'tool-result', callId: 't1', name: 'Read', text: 'const a = 1', extra: { toolUseResult: {} } },
    { type: 'tool-result', callId: 't2', name: 'Read', text: 'No such file', extra: { is_error: true } },
    { type: 'attachment', kind: 'image', mime: 'image/png' },
  ])
})

it('keeps every line: what joined lines say, progress, snapshots, queue operations', async () => {
  const conversation = await session()
  const messages = byId(conversation)
  expect(messages.get('a1')?.extra).toMatchObject({
    requestId: 'req-m1',
    lines: [{ uuid: 'a2' }, { uuid: 'a3', progress: [{ uuid: 'p1' }] }, { uuid: 'a4' }],
  })
  expect(messages.get('u5')?.extra).toEqual({ parentUuid: 'broken' })
  expect(conversation.extra).toMatchObject({
    cwd: '/home/ada/harbour',
    gitBranch: 'main',
    linesBesideMessages: [
      { type: 'file-history-snapshot' },
      { type: 'queue-operation' },
      { type: 'summary' },
      { type: 'summary' },
    ],
  })
})

it('folds what Claude Code does not show, and marks errors', async () => {
  const conversation = await session()
  const hidden = conversation.messages.filter((message) => message.isHidden).map((message) => message.id)
  expect(hidden).toEqual(['u0', 'y1', 'y2', 'u4', 'n1'])
  const messages = byId(conversation)
  expect(messages.get('a8')).toMatchObject({ isError: true, model: null })
  expect(messages.get('u4')?.parts[0]).toMatchObject({ type: 'context' })
  expect(messages.get('a9')?.parts).toEqual([{ type: 'text', text: 'One, written again' }])
})

it('names damaged lines and a last line that is still being written, and reads the rest', async () => {
  const { items } = await importPath(file)
  expect(items.map((item) => [item.kind, 'place' in item ? item.place : item.where])).toEqual([
    ['conversation', `${id}.jsonl`],
    ['remark', `${id}.jsonl, line 27`],
    ['remark', `${id}.jsonl, line 31`],
  ])
})

it('takes a title from the summary of these messages, and rather the one that the reader gave', async () => {
  expect(await session()).toMatchObject({ sourceId: id, type: 'agent', title: 'Fixing the tide tests' })
  const [titled] = (await importPath(fixture('claude-code/titled.jsonl'))).conversations
  expect(titled).toMatchObject({ sourceId: 's-2', title: 'Given by the reader' })
})

it('reads a folder, with the logs of agents as conversations of their own', async () => {
  const { conversations } = await importPath(fixture('claude-code/session'))
  expect(conversations.map(({ sourceId, messages }) => [sourceId, messages.length])).toEqual([
    [id, 19],
    [`${id}/agent-ag1`, 2],
  ])
  expect(conversations[1]).toMatchObject({ activeLeafId: 'g2', extra: { sessionId: id, agentId: 'ag1' } })
})

it('does not read a session again that has not grown', async () => {
  const [item] = (await importPath(file)).items
  const print = item?.kind === 'conversation' ? (item.fingerprint ?? '') : ''
  expect((await importPath(file, new Set([print]))).items.map(({ kind }) => kind)).toEqual(['known'])
})

it('skips a file with nothing but a summary', async () => {
  const { items } = await importPath(fixture('claude-code/only-a-summary.jsonl'))
  expect(items).toMatchObject([{ kind: 'skipped' }])
})

it('reads a session of one line that is longer than what it is recognised by', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'stemma-claude-code-'))
  const path = join(folder, 'long.jsonl')
  const content = 'x'.repeat(400_000)
  const line = { type: 'user', uuid: 'l1', sessionId: 's-3', message: { role: 'user', content } }
  await writeFile(
    path,
    `${JSON.stringify(line)}\n${JSON.stringify({ ...line, uuid: 'l2', parentUuid: 'l1' })}\n`,
  )
  const { conversations } = await importPath(path)
  await rm(folder, { recursive: true })
  expect(conversations.map(({ messages }) => messages.length)).toEqual([2])
})
