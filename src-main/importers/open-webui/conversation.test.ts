import { describe, expect, it } from 'vitest'
import type { Message } from '@shared/conversation.ts'
import { fixture, importPath } from '../import-fixture.ts'
import { splitDetails } from './details.ts'

const path = fixture('open-webui/export-with-branches.json')

async function messagesOf(sourceId: string): Promise<Map<string, Message>> {
  const { conversations } = await importPath(path)
  const found = conversations.find((conversation) => conversation.sourceId === sourceId)
  return new Map(found?.messages.map((message) => [message.id, message]))
}

it('keeps the answers of several models as siblings in the order of the product, and shows the branch it showed', async () => {
  const { importer, conversations } = await importPath(path)
  expect(importer).toBe('open-webui')
  const [bread] = conversations
  expect(bread?.messages.map(({ id, parentId, sender }) => [id, parentId, sender])).toEqual([
    ['q', null, null],
    ['a2', 'q', 'Llama'],
    ['q2', 'a2', null],
    ['a3', 'q2', 'llama3:8b'],
    ['a1', 'q', 'Qwen'],
  ])
  expect(bread).toMatchObject({
    sourceId: 'chat-1',
    title: 'Bread',
    status: 'favorite',
    tags: ['cooking', 'baking'],
    model: 'llama3:8b',
    activeLeafId: 'a1',
    createdAt: 1744577500000,
    options: { temperature: 0.2, system: 'Be brief.', models: ['llama3:8b', 'qwen3:8b'] },
    extra: { folder_id: 'folder-9', meta: { flag: 1 } },
  })
})

it('turns thoughts and calls inside the text into parts, and keeps the HTML that they were', async () => {
  const answer = (await messagesOf('chat-1')).get('a2')
  expect(answer?.parts.slice(0, 5)).toMatchObject([
    { type: 'thinking', title: 'Thought for 12 seconds', text: 'Is it &lt; 3?\n\nYes.' },
    {
      type: 'tool-call',
      id: 'call_1',
      name: 'search',
      input: { q: 'bread & "salt"' },
      output: 'Two hits:\n"a" <b>',
    },
    { type: 'text', text: 'With flour.' },
    { type: 'tool-call', name: 'code_interpreter', input: { language: 'python', code: 'print(2+2)' } },
    { type: 'text', text: 'And salt.' },
  ])
  expect(answer?.parts[1]?.extra?.['html']).toMatch(/^<details type="tool_calls"[^]*<\/details>$/)
  expect(answer?.extra).toEqual({ modelIdx: 0, followUps: ['And rye?'] })
})

it('leaves a question about such blocks as it was typed', async () => {
  const question = (await messagesOf('chat-1')).get('q2')
  expect(question?.parts).toMatchObject([
    { type: 'text', text: expect.stringContaining('<details') as string },
  ])
})

it('quotes the sources of an answer', async () => {
  const answer = (await messagesOf('chat-1')).get('a2')
  expect(answer?.parts.slice(5)).toMatchObject([
    { type: 'quote', title: 'All about bread', url: 'https://example.org/bread', text: 'Flour and water.' },
    {
      type: 'quote',
      title: 'Bread',
      url: 'https://example.org/bread',
      text: 'Salt.',
      extra: { metadata: { page: 2 } },
    },
  ])
})

it('names files on the server, pictures inside the message, and what is no file but was attached', async () => {
  const { items } = await importPath(path)
  const files = items.flatMap((item) => (item.kind === 'conversation' ? item.files : []))
  expect(files.map(({ ref, missing }) => [ref, missing])).toEqual([
    ['data:image/png', 'stands inside the message as text'],
    ['/api/v1/files/f1', expect.stringContaining('server')],
    ['k1', expect.stringContaining('server')],
  ])
  const question = (await messagesOf('chat-1')).get('q')
  expect(question?.parts[2]).toMatchObject({ name: 'recipe.pdf', mime: 'application/pdf', size: 1234 })
  expect(question?.parts[3]).toMatchObject({ name: 'Cook books', extra: { type: 'collection' } })
})

it('keeps an error as one', async () => {
  expect((await messagesOf('chat-1')).get('a3')).toMatchObject({
    isError: true,
    parts: [{ type: 'error', text: 'Model not found' }],
  })
})

describe('an answer with output items', () => {
  it('is read from them, each item a part', async () => {
    const answer = (await messagesOf('chat-2')).get('v')
    expect(answer?.parts).toMatchObject([
      { type: 'thinking', text: 'Count them.', extra: { duration: 2 } },
      { type: 'tool-call', id: 'c1', name: 'count', input: { what: 'sheep' }, output: '3' },
      { type: 'tool-result', callId: 'c0', text: 'lost' },
      { type: 'tool-call', name: 'code_interpreter', input: { code: '1+2' }, output: '{"result":"3"}' },
      { type: 'unknown', kind: 'mystery_call' },
      { type: 'text', text: 'Three sheep.', extra: { id: 'm_1' } },
    ])
    expect(answer?.extra).toBeNull()
  })
})

it('finds the parent of a message that only its parent names, and marks one that was still being written', async () => {
  const messages = await messagesOf('chat-2')
  expect(messages.get('w')).toMatchObject({ parentId: 'v', parts: [{ type: 'text', text: 'And goats?' }] })
  expect(messages.get('x')).toMatchObject({
    isUnfinished: true,
    parts: [{ type: 'thinking', title: 'Thinking…', text: 'Let me' }],
  })
})

it('names the chats that hold nothing or cannot be read', async () => {
  const { items } = await importPath(path)
  const problems = items.filter((item) => item.kind === 'skipped' || item.kind === 'failed')
  expect(problems).toMatchObject([
    { kind: 'skipped', where: 'export-with-branches.json, entry 3 ("Empty")' },
    { kind: 'failed', where: 'export-with-branches.json, entry 4 ("Broken")' },
  ])
})

it('reads a chat that was saved by itself, and recognises it by its first message', async () => {
  const { conversations } = await importPath(fixture('open-webui/single-chat.json'))
  expect(conversations).toMatchObject([{ sourceId: 'q', title: 'Bread', createdAt: 1744577557127 }])
  expect(conversations[0]?.messages).toHaveLength(5)
})

it('is not taken in by an export that is called a ChatGPT Teams history', async () => {
  const { importer, conversations } = await importPath(fixture('open-webui/posing-as-chatgpt-teams.json'))
  expect([importer, conversations[0]?.title]).toEqual(['open-webui', 'Teams'])
})

it('reads an escaped thought, one inside another block, and one that never ends', () => {
  const escaped = '<details type="reasoning" done="true">\n<summary>T</summary>\n&gt; a &lt;b&gt;\n</details>'
  expect(splitDetails(escaped).parts).toMatchObject([{ type: 'thinking', text: 'a <b>' }])
  const nested = `<details type="reasoning">\n<details>x</details>\n${escaped}\n</details>\nAfter.`
  expect(splitDetails(nested).parts.map(({ type }) => type)).toEqual(['thinking', 'text'])
  expect(splitDetails('Before.\n<details type="reasoning">\n> on and on')).toMatchObject({
    parts: [{ text: 'Before.' }, { type: 'thinking', text: 'on and on' }],
    isDone: false,
  })
})

it('leaves a text without such blocks exactly as it was', () => {
  const text = '  spaces \n\n<details><summary>Mine</summary>own</details>\n '
  expect(splitDetails(text).parts).toEqual([{ type: 'text', text }])
})
