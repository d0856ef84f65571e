import { mkdtemp, mkdir, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, it } from 'vitest'
import type { Conversation } from '@shared/conversation.ts'
import { fixture, fixtureJson, importPath } from '../import-fixture.ts'

async function conversationsIn(name: string): Promise<readonly Conversation[]> {
  const { importer, conversations } = await importPath(fixture(`sharegpt/${name}`))
  expect(importer).toBe('sharegpt')
  return conversations
}

function said(conversation: Conversation | undefined): unknown[] {
  return (conversation?.messages ?? []).map(({ role, parts }) => [
    role,
    parts.map((part) => ('text' in part ? part.text : part.type)).join(' | '),
  ])
}

it('reads ShareGPT with thoughts, calls of tools, and roles that it does not know', async () => {
  const [first, second] = await conversationsIn('sharegpt.json')
  expect(said(first)).toEqual([
    ['system', 'Be kind.'],
    ['user', 'What is in <image> and <image>? | attachment | attachment | attachment'],
    ['assistant', 'Two birds. | A wren and a robin.'],
  ])
  expect(second?.messages.map(({ role, sender, parts }) => [role, sender, parts[0]])).toEqual([
    ['system', null, { type: 'text', text: 'Use tools.' }],
    ['user', null, { type: 'text', text: 'Weather in Oslo?' }],
    ['assistant', null, { type: 'tool-call', name: 'weather', input: { city: 'Oslo' } }],
    ['tool', null, { type: 'tool-result', text: '{"sky": "clear"}' }],
    ['assistant', null, { type: 'text', text: 'Clear sky.' }],
    ['assistant', 'narrator', { type: 'text', text: 'They smiled.' }],
  ])
  expect(second?.options).toEqual({ tools: [{ name: 'weather' }] })
})

it('keeps the chosen and the rejected answer as two branches and shows the chosen one', async () => {
  const preference = (await conversationsIn('sharegpt.json'))[2]
  expect(preference?.messages.map(({ id, parentId }) => `${id} < ${parentId ?? '-'}`)).toEqual([
    'message-1 < -',
    'chosen-message-1 < message-1',
    'rejected-message-1 < message-1',
  ])
  expect(preference?.activeLeafId).toBe('chosen-message-1')
})

it('takes no number of a data set for the id of a conversation', async () => {
  const [first] = await conversationsIn('sharegpt.json')
  expect(first).toMatchObject({ sourceId: null, extra: { id: 'identity_0' } })
})

it('finds pictures that lie beside the data set and names those that do not', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'stemma-sharegpt-'))
  await writeFile(join(folder, 'data.json'), JSON.stringify(fixtureJson('sharegpt/sharegpt.json')))
  await mkdir(join(folder, 'birds'))
  await writeFile(join(folder, 'birds', 'robin.png'), 'a robin')
  const { items } = await importPath(folder)
  await rm(folder, { recursive: true })
  const files = items.flatMap((item) => (item.kind === 'conversation' ? item.files : []))
  expect(files.map(({ ref, member, missing }) => [ref, member, missing === null])).toEqual([
    ['birds/wren.png', null, false],
    ['birds/robin.png', 'birds/robin.png', true],
    ['birds/extra.png', null, false],
  ])
})

it('says which records hold nothing and which are none', async () => {
  const { items } = await importPath(fixture('sharegpt/sharegpt.json'))
  expect(items.flatMap((item) => (item.kind === 'conversation' ? [] : [item.kind]))).toEqual([
    'skipped',
    'failed',
  ])
})

it('reads lines of OpenAI messages: parts, tools, weights, refusals', async () => {
  const [first, second] = await conversationsIn('openai-messages.jsonl')
  expect(first?.messages).toMatchObject([
    { role: 'system', extra: { role: 'developer' } },
    {
      role: 'user',
      sender: 'ada',
      parts: [
        { type: 'text', text: 'What is this?' },
        { type: 'attachment', kind: 'image', ref: 'https://example.org/oats.png', extra: { detail: 'low' } },
        {
          type: 'attachment',
          ref: 'data:image/png',
          mime: 'image/png',
          extra: { url: 'data:image/png;base64,AAAA' },
        },
        { type: 'unknown', kind: 'hologram', raw: { shape: 'oat' } },
      ],
    },
    {
      role: 'assistant',
      parts: [
        { type: 'thinking', text: 'Search.' },
        { type: 'tool-call', id: 'call_1', name: 'find', input: { q: 'oats' } },
      ],
    },
    { role: 'tool', parts: [{ type: 'tool-result', callId: 'call_1', name: 'find', text: 'Oats.' }] },
    { role: 'assistant', extra: { weight: 0 } },
    { role: 'assistant', parts: [{ type: 'text', text: 'I cannot say more.', extra: { type: 'refusal' } }] },
  ])
  expect(first?.extra).toEqual({ parallel_tool_calls: false })
  expect(said(second)).toEqual([
    ['user', 'Second'],
    ['assistant', 'Line'],
  ])
})

it('fails one broken line, names it as an editor would, and reads on', async () => {
  const { items } = await importPath(fixture('sharegpt/openai-messages.jsonl'))
  expect(items.map((item) => [item.kind, 'place' in item ? item.place : item.where])).toEqual([
    ['conversation', 'openai-messages.jsonl, line 1'],
    ['failed', 'openai-messages.jsonl, line 3'],
    ['conversation', 'openai-messages.jsonl, line 4'],
  ])
})

it('need not read a line again whose fingerprint is known', async () => {
  const path = fixture('sharegpt/openai-messages.jsonl')
  const prints = (await importPath(path)).items.flatMap((item) => {
    return item.kind === 'conversation' && item.fingerprint !== null ? [item.fingerprint] : []
  })
  const again = await importPath(path, new Set(prints))
  expect(again.items.map(({ kind }) => kind)).toEqual(['known', 'failed', 'known'])
})

it('reads the data sets that Stemma writes, and keeps the rounds of a graph apart', async () => {
  const [agent, ...rounds] = await conversationsIn('dataset-of-stemma.jsonl')
  expect(agent).toMatchObject({
    sourceId: '5f0c7b1e-1111-4222-8333-444455556666',
    type: 'agent',
    model: 'gpt-4o',
    tags: ['food', 'search'],
    options: { tools: [{}] },
    extra: null,
  })
  expect(agent?.messages[2]?.parts).toEqual([{ type: 'tool-call', name: 'find', input: { q: 'oats' } }])
  expect(rounds.map(({ type, sourceId }) => [type, sourceId])).toEqual([
    ['graph', null],
    ['graph', null],
  ])
})

it('reads rows of Alpaca, and one list of messages as one conversation', async () => {
  const [translated, sung] = await conversationsIn('alpaca.json')
  expect(said(translated)).toEqual([
    ['system', 'You translate.'],
    ['user', 'Hello'],
    ['assistant', 'Bonjour'],
    ['user', 'Translate to French.\n\nGood evening'],
    ['assistant', 'Bonsoir'],
  ])
  expect(said(sung)).toEqual([
    ['user', 'Sing.'],
    ['assistant', 'La.'],
  ])
  expect((await conversationsIn('one-list-of-messages.json')).map(said)).toEqual([
    [
      ['system', 'Be brief.'],
      ['user', 'Hi'],
      ['assistant', 'Hello.'],
    ],
  ])
})
