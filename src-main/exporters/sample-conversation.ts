/** Conversations for the tests of exporters: small, complete, made by hand. */
import type { Conversation, Message, Part } from '@shared/conversation.ts'

/** A message that is what it is given, and otherwise says "hello" as a user. */
export function sampleMessage(id: string, parentId: string | null, given: Partial<Message> = {}): Message {
  return {
    id,
    sourceId: `source-${id}`,
    parentId,
    role: 'user',
    sender: null,
    model: null,
    createdAt: null,
    isError: false,
    isUnfinished: false,
    isHidden: false,
    parts: [{ type: 'text', text: 'hello' }],
    attachments: [],
    extra: null,
    ...given,
  }
}

/** A conversation of the given messages. */
export function sampleConversation(
  messages: readonly Message[],
  given: Partial<Conversation> = {},
): Conversation {
  return {
    id: '0c7e0f5e-9f1c-4c62-8f5d-0d8a1a2f6a01',
    source: 'chatgpt',
    sourceId: 'conversation-1',
    type: 'chat',
    status: 'favorite',
    title: 'Why the Moon keeps one face',
    endpoint: 'openAI',
    model: 'gpt-5',
    createdAt: 1_700_000_000_000,
    updatedAt: 1_700_000_900_000,
    tags: ['moon'],
    activeLeafId: null,
    options: { model: 'gpt-5', temperature: 0.7, stop: ['a', 'b'] },
    extra: { note: 'kept' },
    messages,
    ...given,
  }
}

/** One part of every type. */
export const everyPart: readonly Part[] = [
  { type: 'text', text: 'Not a **coincidence**.' },
  { type: 'thinking', text: 'Weighing it.', title: 'Weighing' },
  { type: 'code', language: 'python', text: 'print("```")' },
  { type: 'tool-call', id: 'call-1', name: 'web_search', input: { query: 'tides' }, output: 'three pages' },
  { type: 'tool-result', callId: 'call-1', name: 'web_search', text: 'a page' },
  { type: 'quote', title: 'Tides', url: 'https://example.org/tides', text: 'The pull' },
  { type: 'transcript', text: 'spoken words', direction: 'out' },
  {
    type: 'attachment',
    kind: 'image',
    ref: 'file-1',
    name: 'moon.png',
    mime: 'image/png',
    size: 10,
    width: 4,
    height: 3,
    description: null,
  },
  {
    type: 'attachment',
    kind: 'file',
    ref: 'file-2',
    name: 'notes.pdf',
    mime: 'application/pdf',
    size: null,
    width: null,
    height: null,
    description: null,
  },
  { type: 'context', title: 'Custom instructions', text: 'Be brief.' },
  { type: 'error', text: 'quota exceeded' },
  { type: 'unknown', kind: 'hologram', raw: { beams: 3 } },
]

/** A question asked twice; the second time with two answers, of which the first is the shown one. */
export function branchedConversation(given: Partial<Conversation> = {}): Conversation {
  return sampleConversation(
    [
      sampleMessage('q1', null, {
        parts: [{ type: 'text', text: 'first question' }],
        createdAt: 1_700_000_000_000,
      }),
      sampleMessage('a1', 'q1', { role: 'assistant', parts: [{ type: 'text', text: 'first answer' }] }),
      sampleMessage('q2', null, { parts: [{ type: 'text', text: 'second question' }] }),
      sampleMessage('a2', 'q2', {
        role: 'assistant',
        sender: 'GPT-5',
        model: 'gpt-5',
        parts: [{ type: 'text', text: 'shown answer' }],
        createdAt: 1_700_000_060_000,
      }),
      sampleMessage('a3', 'q2', { role: 'assistant', parts: [{ type: 'text', text: 'other answer' }] }),
    ],
    { activeLeafId: 'a2', ...given },
  )
}
