import { describe, expect, it } from 'vitest'
import type { Conversation, Message } from '@shared/conversation.ts'
import type { Json, JsonObject } from '@shared/json.ts'
import { fixtureJson } from '../import-fixture.ts'
import type { AttachedFile } from '../importer.ts'
import { noAssets } from '../chatgpt/assets.ts'
import { conversationFromChatGpt } from '../chatgpt/conversation.ts'
import { conversationFromLibreChat } from './conversation.ts'

function read(raw: Json): { readonly conversation: Conversation; readonly files: readonly AttachedFile[] } {
  const converted = conversationFromLibreChat(raw)
  if (converted.kind !== 'conversation') throw new Error(converted.reason)
  return converted
}

function conversationIn(name: string): Conversation {
  return read(fixtureJson(`librechat/${name}`)).conversation
}

function tree(messages: readonly Message[]): string[] {
  return messages.map(({ id, parentId }) => `${id} < ${parentId ?? '-'}`)
}

const branches = ['q < -', 'a1 < q', 'q2 < a1', 'a3 < q2', 'a2 < q', 'other < -']

it.each([['recursive-with-branches.json'], ['messages-tree.json'], ['sequential-children-first.json']])(
  'keeps every branch and both beginnings of %s',
  (name) => {
    expect(tree(conversationIn(name).messages)).toEqual(branches)
  },
)

it('keeps an empty message and the answers to it', () => {
  const { messages } = conversationIn('recursive-with-branches.json')
  expect(messages[2]).toMatchObject({ id: 'q2', parts: [] })
  expect(messages[3]?.parts).toEqual([{ type: 'text', text: 'You sent nothing.' }])
})

it('keeps errors and unfinished answers marked as such', () => {
  const { messages } = conversationIn('recursive-with-branches.json')
  expect(messages.map(({ isError, isUnfinished }) => [isError, isUnfinished])).toEqual([
    [false, false],
    [false, false],
    [false, false],
    [false, true],
    [true, false],
    [false, false],
  ])
})

it('reads the head, the options and the times of the messages', () => {
  const conversation = conversationIn('recursive-with-branches.json')
  expect(conversation).toMatchObject({
    source: 'librechat',
    sourceId: 'lc-1',
    title: 'Sourdough',
    endpoint: 'openAI',
    model: 'gpt-4-turbo',
    options: { presetId: null, temperature: 0.8 },
    createdAt: Date.UTC(2024, 4, 1, 10, 0, 1),
    updatedAt: Date.UTC(2024, 4, 1, 10, 0, 6),
    extra: null,
  })
  expect(conversationIn('sequential-children-first.json')).toMatchObject({
    options: null,
    model: 'gpt-4-turbo',
  })
})

it('keeps what it has no name for, but nobody’s account id', () => {
  const conversation = conversationIn('recursive-with-branches.json')
  expect(conversation.messages[4]?.extra).toEqual({
    feedback: { rating: 'thumbsUp' },
    metadata: { trace: 't-9' },
  })
  expect(conversation.messages[5]?.extra).toEqual({ endpoint: 'anthropic' })
  expect(JSON.stringify(conversation)).not.toContain('owner-1')
})

it('refuses messages that do not say whose they are, with the reason', () => {
  expect(conversationFromLibreChat(fixtureJson('librechat/without-conversation-id.json'))).toMatchObject({
    kind: 'failed',
    reason: expect.stringContaining('conversationId') as string,
  })
})

it('keeps two messages that have the same id', () => {
  const messages = [
    { messageId: 'a', text: 'one' },
    { messageId: 'a', text: 'two' },
    { messageId: 'b', parentMessageId: 'a' },
  ]
  const conversation = read({ conversationId: 'c', messages }).conversation
  expect(tree(conversation.messages)).toEqual(['a < -', 'b < a', 'a#2 < -'])
})

it('reads answers nested 20,000 deep', () => {
  let message: JsonObject = { messageId: 'last', text: 'end' }
  for (let level = 20_000; level > 0; level--)
    message = { messageId: `m${level}`, text: 't', children: [message] }
  const { messages } = read({ conversationId: 'c', messages: [message] }).conversation
  expect(messages).toHaveLength(20_001)
  expect(messages.at(-1)?.parentId).toBe('m20000')
})

it('names a value that is nested too deeply to be kept', () => {
  let value: Json = 1
  for (let level = 0; level < 1000; level++) value = [value]
  expect(
    conversationFromLibreChat({ conversationId: 'c', messages: [{ text: 'Hi', extra: value }] }),
  ).toMatchObject({
    kind: 'failed',
    reason: expect.stringContaining('levels deep') as string,
  })
})

describe('content', () => {
  const { conversation, files } = read(fixtureJson('librechat/every-part.json'))
  const parts = conversation.messages[1]?.parts ?? []

  it('names every part', () => {
    expect(parts.map((part) => (part.type === 'attachment' ? part.kind : part.type))).toEqual([
      'thinking',
      'text',
      'text',
      'tool-call',
      'tool-call',
      'tool-call',
      'image',
      'tool-call',
      'image',
      'image',
      'image',
      'video',
      'audio',
      'unknown',
      'context',
      'error',
      'unknown',
    ])
  })

  it('reads texts with notes, and which agent said them', () => {
    expect(parts[1]).toEqual({
      type: 'text',
      text: 'Look:',
      extra: { annotations: [{ type: 'file_citation' }], agentId: 'agent-7' },
    })
  })

  it('reads tool calls of agents and of assistants', () => {
    expect(parts[3]).toMatchObject({
      id: 'c1',
      name: 'search',
      input: { q: 'flour' },
      output: 'Found',
      extra: { groupId: 2 },
    })
    expect(parts[4]).toMatchObject({ id: 'c2', name: 'weigh', input: { grams: 500 }, output: 'ok' })
    expect(parts[5]).toMatchObject({ id: 'c3', name: 'code_interpreter', input: 'plot()', output: 'drawn' })
    expect(parts[7]).toMatchObject({ id: 'c4', name: 'retrieval' })
  })

  it('joins a picture in the text with its record among the attachments', () => {
    expect(parts[8]).toMatchObject({
      ref: 'img-1',
      name: 'loaf.png',
      mime: 'image/png',
      size: 7,
      width: 10,
      height: 20,
    })
  })

  it('keeps the bytes of a picture that stands in the message', () => {
    expect(parts[10]).toMatchObject({ ref: 'data:image/png', extra: { url: 'data:image/png;base64,AAAA' } })
  })

  it('keeps a text that says something else than the content', () => {
    expect(conversation.messages[1]?.extra).toMatchObject({ text: 'Only in text', iconURL: 'x.png' })
  })

  it('shows uploaded files, and says that LibreChat does not export them', () => {
    expect(conversation.messages[0]?.parts).toEqual([
      { type: 'text', text: 'See this' },
      expect.objectContaining({
        type: 'attachment',
        kind: 'file',
        ref: 'f-1',
        name: 'recipe.pdf',
        size: 2048,
      }),
    ])
    expect(files[0]).toMatchObject({ messageId: 'u', ref: 'f-1', member: null })
    expect(files[0]?.missing).toContain('LibreChat')
  })

  it('keeps what a tool attached that is no file', () => {
    expect(conversation.messages[1]?.extra).toMatchObject({
      attachments: [{ type: 'web_search', web_search: { results: 1 } }],
    })
  })
})

describe('an export of Stemma’s own', () => {
  const conversation = conversationIn('written-by-stemma.json')

  it('is again the conversation that it was', () => {
    expect(conversation).toMatchObject({
      source: 'chatgpt',
      sourceId: 'conv-oslo',
      status: 'favorite',
      title: 'Trip to Oslo',
      tags: ['travel'],
      createdAt: 1714585031149,
      updatedAt: null,
      activeLeafId: '11111111-0000-4000-8000-000000000002',
      extra: { gizmo_id: 'g-travel' },
    })
  })

  it('has its messages in their order, with roles, parts and what was kept beside', () => {
    expect(conversation.messages.map(({ sourceId, role, isHidden }) => [sourceId, role, isHidden])).toEqual([
      ['system', 'system', true],
      ['b', 'user', false],
      ['a', 'tool', false],
    ])
    expect(conversation.messages[2]).toMatchObject({
      sender: 'Guide',
      model: 'gpt-4o',
      isUnfinished: true,
      createdAt: 1714585031500,
      extra: { metadata: { trace: 't' } },
      parts: [
        { type: 'quote', title: 'Fjord', url: null, text: 'An inlet', extra: { domain: 'example.org' } },
        { type: 'tool-call', name: 'web', input: { q: 1 } },
      ],
    })
  })

  it('brings back every kind of message that any importer makes', () => {
    const kinds = conversationFromChatGpt(
      (fixtureJson('chatgpt/every-content-type.json') as Json[])[0] ?? null,
      noAssets,
    )
    if (kinds.kind !== 'conversation') throw new Error(kinds.reason)
    const parts = read(fixtureJson('librechat/every-part.json')).conversation.messages
    for (const { role, isHidden, sender, sourceId, createdAt, parts: made, extra } of [
      ...kinds.conversation.messages,
      ...parts,
    ]) {
      const message = { role, isHidden, sender, sourceId, createdAt, parts: made, extra }
      const file = { conversationId: 'c', messages: [{ messageId: 'm', metadata: { stemma: { message } } }] }
      const back = read(JSON.parse(JSON.stringify(file)) as Json).conversation.messages[0]
      expect(back).toMatchObject(message)
      expect(back?.parts).toEqual(made)
    }
  })

  it('is read as an ordinary one where its notes are damaged', () => {
    const messages = [
      {
        messageId: 'a',
        text: 'Hi',
        isCreatedByUser: true,
        metadata: { stemma: { message: { role: 'king' } } },
      },
    ]
    const plain = read({ conversationId: 'c', messages }).conversation
    expect(plain).toMatchObject({
      source: 'librechat',
      messages: [{ role: 'user', parts: [{ type: 'text', text: 'Hi' }] }],
    })
    expect(plain.messages[0]?.extra).toEqual({ metadata: { stemma: { message: { role: 'king' } } } })
  })
})
