import { expect, it } from 'vitest'
import type { Conversation } from './conversation.ts'
import { redactConversation, sensitiveIn } from './redact-conversation.ts'

const address = 'robin@example.org'
const conversation: Conversation = {
  id: 'c',
  source: 'chatgpt',
  sourceId: address,
  type: 'chat',
  status: 'active',
  title: `Mail to ${address}`,
  endpoint: null,
  model: null,
  createdAt: null,
  updatedAt: null,
  tags: [address],
  activeLeafId: 'm',
  options: { promptPrefix: `Write to ${address}`, nested: [{ [address]: [address, 1, null] }] },
  extra: { ['__proto__']: address },
  messages: [
    {
      id: 'm',
      sourceId: 'm',
      parentId: null,
      role: 'user',
      sender: address,
      model: null,
      createdAt: null,
      isError: false,
      isUnfinished: false,
      isHidden: false,
      parts: [
        { type: 'text', text: `I am ${address}.`, extra: { note: address } },
        { type: 'thinking', text: address, title: address },
        { type: 'tool-call', id: 't', name: 'send', input: { to: address }, output: address },
        { type: 'quote', title: address, url: `mailto:${address}`, text: address },
        { type: 'unknown', kind: 'card', raw: [{ mail: address }] },
      ],
      attachments: [],
      extra: { mail: address },
    },
  ],
}

it('takes sensitive data out of every text, wherever it stands', () => {
  const redacted = redactConversation(conversation)
  const left = JSON.stringify({ ...redacted.conversation, sourceId: null })
  expect(left).not.toContain(address)
  expect(redacted.conversation.messages[0]?.parts[0]).toEqual({
    type: 'text',
    text: 'I am ‹email removed›.',
    extra: { note: '‹email removed›' },
  })
  const marks = left.match(/‹email removed›/g) ?? []
  expect(redacted.counts.email).toBe(marks.length)
})

it('keeps ids, order and everything that is not sensitive', () => {
  const clean = { ...conversation, title: 'Tides', tags: [], options: null, extra: null, messages: [] }
  expect(redactConversation(clean).conversation).toBe(clean)
  expect(redactConversation(conversation).conversation).toMatchObject({
    sourceId: address,
    activeLeafId: 'm',
    messages: [{ id: 'm', parts: [{}, {}, { id: 't', name: 'send' }, {}, { kind: 'card' }] }],
  })
})

it('keeps both of two names that become one', () => {
  const two = { ...conversation, options: { 'a@example.org': 1, 'b@example.org': 2 } }
  expect(redactConversation(two).conversation.options).toEqual({
    '‹email removed›': 1,
    '‹email removed› 2': 2,
  })
})

it('lists findings with their message and the words around them', () => {
  const { counts, examples, title } = sensitiveIn(conversation)
  expect(title).toBe(`Mail to ${address}`)
  expect(counts.email).toBe(examples.length)
  expect(examples).toContainEqual({
    kind: 'email',
    messageId: 'm',
    before: 'I am ',
    text: address,
    after: '.',
  })
  expect(examples[0]).toMatchObject({ messageId: null, before: 'Mail to ' })
})
