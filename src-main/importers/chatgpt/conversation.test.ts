import { describe, expect, it } from 'vitest'
import type { Conversation, Message } from '@shared/conversation.ts'
import type { Json } from '@shared/json.ts'
import { fixtureJson } from '../import-fixture.ts'
import type { AttachedFile } from '../importer.ts'
import { noAssets } from './assets.ts'
import { conversationFromChatGpt } from './conversation.ts'

interface Read {
  readonly conversation: Conversation
  readonly files: readonly AttachedFile[]
}

function read(raw: Json | undefined): Read {
  const converted = conversationFromChatGpt(raw ?? null, noAssets)
  if (converted.kind !== 'conversation') throw new Error(converted.reason)
  return converted
}

function entry(name: string, index = 0): Json {
  const value = fixtureJson(`chatgpt/${name}`)
  return (Array.isArray(value) ? value[index] : value) ?? null
}

function tree(messages: readonly Message[]): string[] {
  return messages.map(({ id, parentId }) => `${id} < ${parentId ?? '-'}`)
}

describe('branches', () => {
  const expected = [
    'system < -',
    'hello < system',
    'answer-a < hello',
    'where < answer-a',
    'harbour < where',
    'thanks < harbour',
    'where-edited < answer-a',
    'answer-b < hello',
  ]

  it('keeps both answers of a regenerated question and both versions of an edited one, in order of time', () => {
    expect(tree(read(entry('branched.json')).conversation.messages)).toEqual(expected)
  })

  it('rebuilds the same tree when the export has no lists of children', () => {
    expect(tree(read(entry('without-children-lists.json')).conversation.messages)).toEqual(expected)
  })

  it('shows the branch that was open in ChatGPT', () => {
    expect(read(entry('branched.json')).conversation.activeLeafId).toBe('harbour')
  })
})

it('reads the head of a conversation and keeps what it has no name for', () => {
  const { conversation } = read(entry('branched.json'))
  expect(conversation).toMatchObject({
    source: 'chatgpt',
    sourceId: 'conv-oslo',
    title: 'Trip to Oslo',
    status: 'favorite',
    endpoint: 'openAI',
    model: 'gpt-4o',
    createdAt: 1714585031149,
    extra: { gizmo_id: 'g-travel', conversation_template_id: 'g-p-norway' },
  })
})

it('keeps an empty system message, folded', () => {
  const [system] = read(entry('branched.json')).conversation.messages
  expect(system).toMatchObject({ id: 'system', role: 'system', isHidden: true, parts: [], createdAt: null })
})

it('needs neither ids nor metadata, and knows such a conversation again', () => {
  const { conversation } = read(entry('without-ids-and-metadata.json'))
  expect(tree(conversation.messages)).toEqual(['n1 < -', 'n2 < n1'])
  expect(conversation.title).toBeNull()
  expect(conversation.sourceId).toBe(read(entry('without-ids-and-metadata.json')).conversation.sourceId)
  expect(conversation.sourceId).toContain('n1')
})

describe('kinds of content', () => {
  const { conversation, files } = read(entry('every-content-type.json'))
  const partsOf = (index: number): Message['parts'] => conversation.messages[index]?.parts ?? []

  it('names the parts of every kind', () => {
    expect(conversation.messages.map(({ parts }) => parts.map(({ type }) => type).join('+'))).toEqual([
      'context+context',
      'context',
      'attachment+text+attachment',
      'thinking',
      'thinking',
      'tool-call',
      'tool-result',
      'quote',
      'quote',
      'code',
      'tool-call',
      'tool-result+attachment',
      'error',
      'attachment',
      'transcript+attachment+attachment',
      'unknown',
      'unknown',
      'text+attachment',
    ])
  })

  it('gives a picture its size, its prompt and the name it was uploaded under', () => {
    expect(partsOf(2)[0]).toMatchObject({
      kind: 'image',
      ref: 'file-service://file-Pic1',
      name: 'fjord.png',
      mime: 'image/png',
      width: 640,
      size: 1234,
      description: 'A fjord at dawn',
    })
  })

  it('shows an uploaded file that only the metadata names', () => {
    expect(partsOf(2)[2]).toMatchObject({
      kind: 'file',
      ref: 'file-Doc1',
      name: 'plan.pdf',
      extra: { file_token_size: 7 },
    })
  })

  it('keeps thinking with its summary', () => {
    expect(partsOf(3)[0]).toMatchObject({ type: 'thinking', title: 'Looking closely', text: 'It has water.' })
    expect(partsOf(4)[0]).toEqual({ type: 'thinking', text: '', title: 'Thought for 12 seconds' })
  })

  it('reads calls of tools with their arguments, a canvas among them', () => {
    expect(partsOf(5)[0]).toEqual({ type: 'tool-call', name: 'browser', input: 'search("fjord")' })
    expect(partsOf(10)[0]).toMatchObject({
      name: 'canmore.create_textdoc',
      input: { name: 'Notes', type: 'document', content: 'Line one\nLine two' },
    })
  })

  it('keeps content of an unknown kind or a wrong shape as it is', () => {
    expect(partsOf(15)[0]).toEqual({
      type: 'unknown',
      kind: 'hologram',
      raw: { content_type: 'hologram', beam: { colour: 'green' } },
    })
    expect(partsOf(16)[0]).toMatchObject({ type: 'unknown', kind: 'thoughts' })
  })

  it('folds what ChatGPT does not show, but not pictures that a tool made', () => {
    const hidden = conversation.messages.flatMap(({ isHidden }, index) => (isHidden ? [index] : []))
    expect(hidden).toEqual([0, 1, 5, 6, 7, 8, 10])
  })

  it('says of every file that it is not here', () => {
    expect(files.map(({ ref }) => ref)).toEqual([
      'file-service://file-Pic1',
      'file-Doc1',
      'file-service://file-Plot1',
      'sediment://file_5c',
      'sediment://file_a1',
      'sediment://file_f1',
      'sandbox:/mnt/data/table.csv',
    ])
    expect(new Set(files.map(({ missing }) => missing))).toEqual(new Set(['not in this file']))
  })

  it('loses no field of a message', () => {
    expect(conversation.messages[3]?.extra).toMatchObject({ content: { source_analysis_msg_id: 'x1' } })
    expect(conversation.messages[10]?.extra).toMatchObject({
      recipient: 'canmore.create_textdoc',
      metadata: { canvas: { textdoc_id: 'td1', version: 1 } },
    })
  })
})

describe('broken records', () => {
  it('cuts a cycle and keeps all its messages', () => {
    expect(tree(read(entry('broken-trees.json', 0)).conversation.messages)).toEqual([
      'a < -',
      'b < a',
      'c < b',
    ])
  })

  it('keeps a message that is its own parent, and one under a circle of empty nodes', () => {
    const { conversation } = read(entry('broken-trees.json', 1))
    expect(tree(conversation.messages)).toEqual(['a < -', 'b < -'])
    expect(conversation.activeLeafId).toBe('b')
    expect(conversation.extra).toMatchObject({ current_node: 'missing' })
  })

  it('shows the newest answer where no branch is marked as open', () => {
    const { conversation } = read(entry('broken-trees.json', 2))
    expect(tree(conversation.messages)).toEqual(['a < -', 'c < a', 'b < a'])
    expect(conversation.activeLeafId).toBe('b')
  })

  it('climbs over empty nodes to the nearest message', () => {
    const { conversation } = read(entry('broken-trees.json', 6))
    expect(tree(conversation.messages)).toEqual(['a < -', 'b < a'])
    expect(conversation.activeLeafId).toBe('b')
  })

  it('says why a record is no conversation', () => {
    expect(conversationFromChatGpt(entry('broken-trees.json', 3), noAssets)).toMatchObject({
      kind: 'failed',
      reason: expect.stringContaining('mapping') as string,
    })
    expect(conversationFromChatGpt(entry('broken-trees.json', 5), noAssets).kind).toBe('skipped')
  })

  it('never throws, whatever stands where something else belongs', () => {
    const odd: Json[] = [
      null,
      true,
      0,
      '',
      'text',
      [],
      [null],
      {},
      { parts: [null, 1, {}] },
      { content_type: 7 },
    ]
    for (const value of odd) {
      for (const key of ['content', 'author', 'metadata', 'recipient', 'create_time', 'status', 'weight']) {
        const message = {
          author: { role: 'assistant' },
          content: { content_type: 'text', parts: ['Hi'] },
          [key]: value,
        }
        const nodes = { a: { parent: value, children: value, message }, b: { parent: 'a', message: value } }
        expect(
          read({ mapping: nodes, current_node: value, title: value }).conversation.messages,
        ).not.toHaveLength(0)
      }
      for (const type of [
        'text',
        'multimodal_text',
        'code',
        'thoughts',
        'execution_output',
        'tether_quote',
        'computer_output',
      ]) {
        const content = { content_type: type, parts: value, text: value, thoughts: value, screenshot: value }
        const message = {
          author: { role: 'assistant' },
          content,
          metadata: { citations: value, content_references: value },
        }
        expect(read({ mapping: { a: { parent: null, message } } }).conversation.messages).toHaveLength(1)
      }
    }
  })

  it('is not changed by a record that names its fields after the inside of JavaScript', () => {
    const raw = JSON.parse(
      '{"mapping":{"__proto__":{"parent":null,"message":{"author":{"role":"user"},"content":{"content_type":"text","parts":["Hi"]},"metadata":{"__proto__":{"isAdmin":true},"constructor":{"x":1}}}}}}',
    ) as Json
    const [message] = read(raw).conversation.messages
    expect(message?.id).toBe('__proto__')
    expect(JSON.stringify(message?.extra)).toContain('"__proto__":{"isAdmin":true}')
    expect('isAdmin' in {}).toBe(false)
  })
})

it('reads times of every unit, and keeps the ones it cannot', () => {
  const { conversation } = read(entry('odd-times.json'))
  const moment = 1700000000000
  expect(conversation.messages.map(({ createdAt }) => createdAt)).toEqual([
    null,
    null,
    null,
    moment,
    moment + 123,
    moment + 123,
    null,
    null,
    Date.UTC(2023, 10, 5, 1, 30),
  ])
  expect(conversation.createdAt).toBeNull()
  expect(conversation.extra).toMatchObject({ create_time: 1e20 })
  expect(conversation.messages[7]?.extra).toMatchObject({ create_time: '2024-02-30T25:61' })
})

it('reads a chain of 100,000 messages without running out of stack', () => {
  const nodes = Array.from({ length: 100_000 }, (_, index) => {
    const message = { author: { role: 'user' }, content: { content_type: 'text', parts: [`${index}`] } }
    return [
      `n${index}`,
      { parent: index === 0 ? null : `n${index - 1}`, message: index % 2 === 0 ? message : null },
    ] as const
  })
  const { conversation } = read({ mapping: Object.fromEntries(nodes) })
  expect(conversation.messages).toHaveLength(50_000)
  expect(conversation.messages.at(-1)?.parentId).toBe('n99996')
})
