import { expect, it } from 'vitest'
import { fixture, fixtureJson, importPath } from '../import-fixture.ts'
import { conversationFromAiStudio } from './conversation.ts'

const path = fixture('ai-studio/Trip plan')

async function messages() {
  const { conversations } = await importPath(path)
  return conversations[0]?.messages ?? []
}

it('reads a prompt whose file has no ending, with its settings and its instruction', async () => {
  const { importer, conversations } = await importPath(path)
  expect(importer).toBe('ai-studio')
  expect(conversations).toMatchObject([
    {
      source: 'ai-studio',
      title: 'Trip plan',
      model: 'gemini-2.5-pro',
      createdAt: Date.UTC(2026, 1, 3, 10),
      options: { temperature: 0.7, thinkingBudget: -1 },
    },
  ])
  expect(conversations[0]?.messages[0]).toMatchObject({
    role: 'system',
    isHidden: true,
    parts: [{ type: 'text', text: 'Answer as a pirate.' }],
  })
})

it('puts thoughts, code and results before the answer that came of them', async () => {
  const answer = (await messages())[2]
  expect(answer).toMatchObject({ role: 'assistant', model: 'gemini-2.5-pro' })
  expect(answer?.parts).toMatchObject([
    { type: 'thinking', text: '**Thinking of seas**\n\nThere are seven.' },
    { type: 'code', language: 'python', text: 'print(7)' },
    { type: 'tool-result', text: '7\n', extra: { outcome: 'OUTCOME_OK' } },
    {
      type: 'text',
      text: 'Arr, to the north.',
      extra: {
        tokenCount: 12,
        parts: [{ thoughtSignature: 'c2ln' }],
        branchChildren: [{ promptId: 'prompts/9xYz', displayName: 'Branch of Trip plan' }],
        grounding: { groundingSources: [{ uri: 'https://example.org/seas' }] },
      },
    },
  ])
})

it('names files on Drive with the question that is asked about them, and says where they are', async () => {
  const question = (await messages())[1]
  expect(question?.parts).toMatchObject([
    { type: 'attachment', kind: 'file', ref: 'drive:1AbC' },
    { type: 'attachment', kind: 'image', ref: 'drive:2DeF' },
    { type: 'text', text: 'Where shall we sail?' },
  ])
  const { items } = await importPath(path)
  const files = items.flatMap((item) => (item.kind === 'conversation' ? item.files : []))
  expect(files.map(({ ref, missing }) => [ref, missing])).toEqual([
    ['drive:1AbC', expect.stringContaining('Google Drive')],
    ['drive:2DeF', expect.stringContaining('Google Drive')],
    ['https://www.youtube.com/watch?v=dQw4', expect.stringContaining('YouTube')],
    ['data:text/plain', expect.stringContaining('inside the message')],
  ])
})

it('keeps errors, cut answers, and what was typed but not sent', async () => {
  const last = (await messages()).slice(-4)
  expect(last.map(({ role, isError, isUnfinished }) => [role, isError, isUnfinished])).toEqual([
    ['assistant', true, false],
    ['user', false, false],
    ['assistant', false, true],
    ['user', false, true],
  ])
  expect(last[1]?.extra).toEqual({ edited: true })
})

it('tells a branch from the prompt that it was made from, and recognises it however often it was downloaded', () => {
  const raw = fixtureJson('ai-studio/Branch of Trip plan (1).json')
  const ids = ['Branch of Trip plan (1).json', 'Branch of Trip plan (2).json', 'Branch of Trip plan'].map(
    (name) => {
      const converted = conversationFromAiStudio(raw, name)
      return converted.kind === 'conversation' ? converted.conversation.sourceId : converted.reason
    },
  )
  expect(new Set(ids).size).toBe(1)
  const trunk = conversationFromAiStudio(fixtureJson('ai-studio/Trip plan'), 'Trip plan')
  expect(trunk.kind === 'conversation' && trunk.conversation.sourceId).not.toBe(ids[0])
})

it.each([
  [{}, 'failed'],
  [{ chunkedPrompt: { chunks: 'none' } }, 'failed'],
  [{ chunkedPrompt: { chunks: [] } }, 'skipped'],
  [[], 'failed'],
])('says of %j that it holds nothing', (raw, kind) => {
  expect(conversationFromAiStudio(raw, 'x').kind).toBe(kind)
})

it('keeps a chunk that is none', () => {
  const converted = conversationFromAiStudio(
    { chunkedPrompt: { chunks: [7, { role: 'user', novelty: 1 }] } },
    'x',
  )
  expect(converted).toMatchObject({
    kind: 'conversation',
    conversation: {
      messages: [
        { parts: [{ type: 'unknown', raw: 7 }] },
        { parts: [{ type: 'unknown', raw: { novelty: 1 } }] },
      ],
    },
  })
})
