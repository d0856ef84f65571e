import { describe, expect, it } from 'vitest'
import type { Conversation } from '@shared/conversation.ts'
import type { JsonObject } from '@shared/json.ts'
import { stemmaMetadata, type StemmaMetadata } from '@shared/stemma-metadata.ts'
import { jsonExporter } from './json.ts'
import { conversation, everyPart, message, written } from './written.ts'

/** The messages of the file, of which there are two at most. */
async function messagesOf(given: Conversation): Promise<[JsonObject, JsonObject]> {
  const text = await written(jsonExporter, given, { structure: 'sequential' })
  return (JSON.parse(text) as { messages: [JsonObject, JsonObject] }).messages
}

const stemmaOf = (raw: JsonObject): StemmaMetadata =>
  stemmaMetadata.parse((raw['metadata'] as JsonObject)['stemma'])

describe('what LibreChat has no place for', () => {
  const given = conversation(
    [
      message('a', null, everyPart, { role: 'system', isHidden: true, createdAt: null }),
      message('b', 'a', 'hello'),
    ],
    { source: 'chatgpt', status: 'favorite', tags: ['moon'], activeLeafId: 'b', extra: { note: 'kept' } },
  )

  it('is said of the conversation once, in the first message', async () => {
    const [first, second] = await messagesOf(given)
    expect(stemmaOf(first).conversation).toEqual({
      source: 'chatgpt',
      sourceId: 'l-1',
      type: 'chat',
      status: 'favorite',
      title: 'Tides',
      model: 'claude',
      createdAt: 1_790_000_000_000,
      updatedAt: 1_790_000_000_000,
      tags: ['moon'],
      activeLeafId: 's-b',
      extra: { note: 'kept' },
    })
    expect(stemmaOf(second)).not.toHaveProperty('conversation')
  })

  it('is said of every message, its parts whole', async () => {
    const [first] = await messagesOf(given)
    expect(stemmaOf(first).message).toMatchObject({
      role: 'system',
      isHidden: true,
      sourceId: 's-a',
      createdAt: null,
      parts: everyPart,
      extra: null,
    })
  })
})

it('gives every kind of part a type that LibreChat knows', async () => {
  const [first] = await messagesOf(conversation([message('a', null, everyPart)]))
  const types = (first['content'] as JsonObject[]).map(({ type }) => type)
  const expected = 'text think text tool_call tool_call text text image_file text text error text'
  expect(types).toEqual(expected.split(' '))
  expect(first['text']).toBe('Not a **coincidence**.')
  expect(first['files']).toEqual([
    { file_id: 'file-1', filename: 'moon.png', type: 'image/png', bytes: 10, width: 4, height: 3 },
    { file_id: 'file-2', filename: 'notes.pdf', type: 'application/pdf' },
  ])
})

it('gives LibreChat back what came from it, but not who owned it, and nothing that came from elsewhere', async () => {
  const extra = {
    _id: '1',
    user: 'u1',
    tokenCount: 12,
    updatedAt: '2024-05-01T00:00:00.000Z',
    metadata: { thought: true },
    files: [{ file_id: 'f', filepath: '/images/f.png' }],
  }
  const given = conversation([message('a', null, 'hello', { extra, createdAt: 1_700_000_000_000 })])
  const [own] = await messagesOf(given)
  expect(own).toMatchObject({
    tokenCount: 12,
    createdAt: '2023-11-14T22:13:20.000Z',
    updatedAt: '2024-05-01T00:00:00.000Z',
    files: extra.files,
    metadata: { thought: true },
  })
  expect(own).not.toHaveProperty('user')
  expect(own).not.toHaveProperty('_id')
  const [foreign] = await messagesOf({ ...given, source: 'chatgpt' })
  expect(foreign).not.toHaveProperty('tokenCount')
})

it('takes no id of a source for a message of its own that means "no parent" or is missing', async () => {
  const given = conversation([
    message('a', null, 'one', { sourceId: '00000000-0000-0000-0000-000000000000' }),
    message('b', 'a', 'two', { sourceId: null }),
  ])
  expect((await messagesOf(given)).map(({ messageId }) => messageId)).toEqual(['a', 'b'])
})

it('writes no time that nobody knows', async () => {
  const given = conversation([
    message('a', null, 'x', { createdAt: 1e20 }),
    message('b', 'a', 'y', { createdAt: null }),
  ])
  for (const raw of await messagesOf(given)) expect(raw).not.toHaveProperty('createdAt')
})

it('keeps text to the last character, halves of characters among them', async () => {
  const text = '\ud800 x\udc00y a\u0000b \uffff \u2028 \ufeff'
  const [first] = await messagesOf(conversation([message('a', null, text)]))
  expect(first['text']).toBe(text)
})

it('says where each message stands in the tree, also when only the shown branch is written', async () => {
  const given = conversation(
    [message('q', null, 'q'), message('a', 'q', 'a'), message('b', 'q', 'b'), message('c', 'b', 'c')],
    { activeLeafId: 'c' },
  )
  const text = await written(jsonExporter, given, { structure: 'sequential', branches: false })
  const { messages } = JSON.parse(text) as { messages: JsonObject[] }
  expect(messages.map(({ depth, siblingIndex }) => [depth, siblingIndex])).toEqual([
    [0, 0],
    [1, 1],
    [2, 0],
  ])
})
