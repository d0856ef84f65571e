import { expect, it } from 'vitest'
import { MessageChannel, receiveMessageOnPort } from 'node:worker_threads'
import type { Conversation } from '@shared/conversation.ts'
import { incomingOf, type Incoming, type StoredAttachment } from './incoming.ts'
import { blocksOf, ConversationPacker, packed, unpacked } from './packed-conversations.ts'
import { readConversation } from './read-conversation.ts'
import { inBatch, saveIncoming } from './save-conversation.ts'
import { conversation, message, noon, startImport, twoAnswers } from './testing/conversations.ts'
import { freshArchive } from './testing/fresh-archive.ts'
import { corpusOf } from './search/testing/corpus.ts'

/** As plain data, so that two can be compared. */
function plain(incoming: Incoming): unknown {
  return {
    ...incoming,
    parents: [...incoming.parents],
    messages: incoming.messages.map(
      ({ sourceId, role, sender, model, createdAt, flags, length, text, parts, extra, attachments }) => {
        const told = { sourceId, role, sender, model, createdAt, flags, length, extra, attachments }
        return { ...told, text, parts }
      },
    ),
  }
}

/** Ids are made anew with every saving. */
function withoutIds(value: unknown): unknown {
  const text = JSON.stringify(value)
  return JSON.parse(text.replaceAll(/"(?:id|parentId|activeLeafId)":"[0-9a-f-]{36}"/gu, '"id":""'))
}

const odd: Conversation = conversation({
  sourceId: null,
  title: null,
  tags: ['one', 'two'],
  options: { temperature: 0.5 },
  extra: { deep: { list: [1, null, '€'] } },
  messages: [
    message('a', null, ''),
    message('b', 'a', 'Grüße 北京 🎉', { createdAt: null, isError: true, isHidden: true }),
    message('c', 'a', 'NUL \0 inside'),
    message('d', 'c', '', {
      role: 'tool',
      sender: 'Søren',
      model: 'm-1',
      parts: [
        { type: 'thinking', text: 'half a pair: \ud83d' },
        { type: 'code', language: null, text: 'x' },
      ],
      extra: { k: 'v' },
      createdAt: noon + 0.75,
    }),
  ],
})
const files: StoredAttachment[] = [
  { messageId: 'b', ref: 'file-1', hash: null, mime: null, missing: 'not in this file' },
]

it('hands conversations on as they are, whatever stands in them', () => {
  const all = [
    incomingOf(odd, files),
    incomingOf(conversation({ messages: [] }), []),
    ...corpusOf(40).map((one) => incomingOf(one, [])),
  ]
  const packer = new ConversationPacker()
  for (const one of all) packer.add(one)
  expect(packer.size).toBe(all.length)
  const { port1, port2 } = new MessageChannel()
  const pack = packer.take()
  port1.postMessage(pack, blocksOf(pack))
  const received = (receiveMessageOnPort(port2) as { message: typeof pack }).message
  port1.close()
  expect(unpacked(received).map(plain)).toEqual(all.map(plain))
  expect(packer.size).toBe(0)
})

it('packs texts and messages far beyond what it first has room for', () => {
  const long = 'ü€𝒳'.repeat(700_000)
  const messages = Array.from({ length: 3000 }, (_, index) =>
    message(`${index}`, null, index === 1500 ? long : 'x'),
  )
  const incoming = incomingOf(conversation({ messages }), [])
  expect(plain(unpacked(packed(incoming))[0] ?? incoming)).toEqual(plain(incoming))
})

it('saves a packed conversation as the plain one is saved', () => {
  const [archive, other] = [freshArchive(), freshArchive()]
  for (const one of [odd, conversation({ messages: twoAnswers })]) {
    const incoming = incomingOf(one, files)
    const [again = incoming] = unpacked(packed(incoming))
    const ids = [archive, other].map((into, index) =>
      inBatch(into, () =>
        saveIncoming(into, index === 0 ? incoming : again, {
          importId: startImport(into),
          fingerprint: null,
          now: noon,
        }),
      ),
    )
    const [saved, packedSaved] = [
      readConversation(archive, ids[0]?.id ?? ''),
      readConversation(other, ids[1]?.id ?? ''),
    ]
    expect(withoutIds(packedSaved)).toEqual(withoutIds(saved))
  }
})
