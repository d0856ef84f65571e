import { describe, expect, it } from 'vitest'
import type { Conversation } from '@shared/conversation.ts'
import { jsonExporter } from './json.ts'
import { conversation, message, written } from './written.ts'

/** A question with two answers; the first goes on, and is shown. */
const branched = conversation(
  [
    message('q', null, 'How do tides work?'),
    message(
      'a1',
      'q',
      [
        { type: 'thinking', text: 'Moon?' },
        { type: 'text', text: 'The Moon pulls.' },
      ],
      {
        role: 'assistant',
        sender: 'Claude',
        isUnfinished: true,
      },
    ),
    message('q2', 'a1', 'And the Sun?'),
    message('a2', 'q', 'It is complicated.', { role: 'assistant', isError: true }),
  ],
  { activeLeafId: 'q2' },
)

interface Written {
  readonly messageId: string
  readonly parentMessageId: string
  readonly text?: string
  readonly content?: readonly unknown[]
  readonly children?: readonly Written[]
}

interface File {
  readonly conversationId: string
  readonly messages: readonly Written[]
}

/**
 * LibreChat's own importer, re-built from what is known of it: recursive files are flattened depth first, parents come
 * from nesting there and from `parentMessageId` else; a message with neither text nor content is dropped with all below.
 */
function importLikeLibreChat(file: File, isRecursive: boolean): { id: string; parent: string }[] {
  if (!isRecursive)
    return file.messages.map(({ messageId, parentMessageId }) => ({ id: messageId, parent: parentMessageId }))
  const flat: { id: string; parent: string }[] = []
  const waiting = file.messages.map((root) => ({ node: root, parent: root.parentMessageId })).toReversed()
  for (let next = waiting.pop(); next; next = waiting.pop()) {
    const { node, parent } = next
    if (!node.text && !node.content) continue
    flat.push({ id: node.messageId, parent })
    for (const child of (node.children ?? []).toReversed())
      waiting.push({ node: child, parent: node.messageId })
  }
  return flat
}

async function exported(of: Conversation, options: Record<string, boolean | string>): Promise<File> {
  return JSON.parse(await written(jsonExporter, of, options)) as File
}

const root = '00000000-0000-0000-0000-000000000000'

describe('LibreChat takes in what was exported', () => {
  it.each([
    ['recursive', true, ['s-q', 's-a1', 's-q2', 's-a2']],
    ['sequential', true, ['s-q', 's-a1', 's-q2', 's-a2']],
    ['recursive', false, ['s-q', 's-a1', 's-q2']],
    ['sequential', false, ['s-q', 's-a1', 's-q2']],
  ])('%s, all branches: %s', async (structure, branches, ids) => {
    const file = await exported(branched, { structure, branches })
    const taken = importLikeLibreChat(file, structure === 'recursive')
    expect(taken.map(({ id }) => id)).toEqual(ids)
    expect(taken.map(({ parent }) => parent).slice(0, 3)).toEqual([root, 's-q', 's-a1'])
  })

  it('also a message without a word, and what follows it', async () => {
    const silent = conversation([message('q', null, ''), message('x', 'q', []), message('a', 'x', 'Hello?')])
    const file = await exported(silent, { structure: 'recursive' })
    expect(importLikeLibreChat(file, true).map(({ id }) => id)).toContain('s-a')
  })

  it('with LibreChat’s keys in LibreChat’s order', async () => {
    const file = await exported(branched, {})
    expect(Object.keys(file)).toEqual([
      'conversationId',
      'endpoint',
      'title',
      'exportAt',
      'branches',
      'recursive',
      'options',
      'messages',
    ])
    expect(file).toMatchObject({
      conversationId: 'l-1',
      branches: true,
      recursive: true,
      options: { temperature: 0.4 },
    })
  })
})

it('keeps flags and content, and fills in the text of messages that have parts only', async () => {
  const { messages } = await exported(branched, { structure: 'sequential' })
  expect(messages[1]).toMatchObject({
    sender: 'Claude',
    unfinished: true,
    error: false,
    isCreatedByUser: false,
    text: 'The Moon pulls.',
    content: [
      { type: 'think', think: 'Moon?' },
      { type: 'text', text: 'The Moon pulls.' },
    ],
  })
  expect(messages[3]).toMatchObject({ error: true, parentMessageId: 's-q' })
})

it('leaves the endpoint options out when asked to', async () => {
  expect(await exported(branched, { includeOptions: false })).not.toHaveProperty('options')
})

it('writes a chain of 100,000 messages, one inside the other', async () => {
  const chain = Array.from({ length: 100_000 }, (_, i) =>
    message(`${i}`, i === 0 ? null : `${i - 1}`, `${i}`),
  )
  const text = await written(jsonExporter, conversation(chain), { structure: 'recursive' })
  expect(text.match(/"children":\[/g)).toHaveLength(100_000)
  expect(text.endsWith(']}'.repeat(100_000) + ']}')).toBe(true)
})

it('gives every message an id of its own where the source gave two the same', async () => {
  const twins = conversation([
    message('a', null, 'one', { sourceId: 'same' }),
    message('b', 'a', 'two', { sourceId: 'same' }),
  ])
  const { messages } = await exported(twins, { structure: 'sequential' })
  expect(messages.map(({ messageId }) => messageId)).toEqual(['a', 'b'])
})
