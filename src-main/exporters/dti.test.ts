import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { Ajv2020 } from 'ajv/dist/2020.js'
import { expect, it } from 'vitest'
import { withDefaults } from '@shared/option.ts'
import { dtiExporter } from './dti.ts'
import {
  conversation,
  everyPart,
  message,
  plainTools,
  textOutput,
  written,
  writtenJoined,
} from './written.ts'

const schema = JSON.parse(
  readFileSync(join(import.meta.dirname, 'fixtures/dti-schema.json'), 'utf8'),
) as object
const isValid = new Ajv2020().compile(schema)

interface History {
  readonly details: Readonly<Record<string, string>>
  readonly identifiers: readonly { readonly name: string; readonly identifier: string }[]
  readonly messages: readonly { readonly text: string; readonly sentAt: string; readonly sender: string }[]
}

async function history(...given: Parameters<typeof written> extends [unknown, ...infer Rest] ? Rest : never) {
  const value = JSON.parse(await written(dtiExporter, ...given)) as History
  isValid(value)
  expect(isValid.errors).toBeNull()
  return value
}

const day = Date.UTC(2026, 4, 14, 17)
const answer = { role: 'assistant', model: 'claude' } as const
const tides = conversation([
  message('system', null, 'Be brief.', { role: 'system', isHidden: true }),
  message('q', 'system', 'How do **tides** work?', { createdAt: day }),
  message('a', 'q', everyPart, { ...answer, createdAt: day + 5000 }),
])

it('keeps the rules of the format, whatever a message holds', async () => {
  const { details, identifiers, messages } = await history(tides)
  expect(details).toMatchObject({ createdBy: 'Product librechat', startTime: '2026-05-14T17:00:00.000Z' })
  expect(identifiers).toEqual([{ name: 'User', identifier: 'user' }])
  expect(messages.map(({ sender }) => sender)).toEqual(['user', 'AI'])
  expect(messages[0]?.text).toBe('How do **tides** work?')
  expect(messages[1]?.text).not.toMatch(/web_search|Weighing it/)
})

it('takes the name and the identifier that the reader gives, and knows an e-mail address', async () => {
  const { identifiers, messages } = await history(tides, {
    personName: 'Robin',
    personIdentifier: 'robin@example.org',
  })
  expect(identifiers).toEqual([{ name: 'Robin', type: 'email', identifier: 'robin@example.org' }])
  expect(messages[0]?.sender).toBe('robin@example.org')
})

it('lists every model where several have answered', async () => {
  const { identifiers, messages } = await history(
    conversation([
      message('q', null, 'Who are you?'),
      message('a', 'q', 'One.', answer),
      message('b', 'a', 'Two.', { role: 'assistant', model: 'gpt' }),
    ]),
  )
  expect(identifiers.map(({ identifier }) => identifier)).toEqual(['user', 'claude', 'gpt'])
  expect(messages.map(({ sender }) => sender)).toEqual(['user', 'claude', 'gpt'])
})

it('gives every message a time, never before the one before it', async () => {
  const { messages } = await history(
    conversation(
      [
        message('a', null, 'none', { createdAt: null }),
        message('b', 'a', 'known', { createdAt: day }),
        message('c', 'b', 'earlier', { createdAt: day - 9000 }),
        message('d', 'c', 'impossible', { createdAt: 9e18 }),
      ],
      { createdAt: day - 1000 },
    ),
  )
  expect(messages.map(({ sentAt }) => Date.parse(sentAt) - day)).toEqual([-1000, 0, 0, 0])
})

it('says before it writes what will be lost', () => {
  const branched = conversation(
    [...tides.messages, message('other', 'q', 'Another answer', { ...answer, createdAt: null })],
    { activeLeafId: 'a' },
  )
  const losses = dtiExporter.lossesOf?.(branched, withDefaults(dtiExporter.options, {}))
  expect(Object.fromEntries((losses ?? []).map(({ what, count }) => [what, count]))).toEqual({
    'system messages': 1,
    thinking: 1,
    'tool calls': 1,
    'tool answers': 1,
    'attached files': 2,
    'instructions and memories': 1,
    'messages of other branches': 1,
    'the title': 1,
    'the name of the model': 1,
  })
})

it('writes tool calls as text when asked to', async () => {
  const { messages } = await history(tides, { foldTools: true })
  expect(messages[1]?.text).toMatch(/Tool: web.*three pages/s)
})

it('adds title and ids in a block of its own only when asked to', async () => {
  expect(Object.keys(await history(tides))).toEqual(['details', 'identifiers', 'messages'])
  expect(await history(tides, { ownFields: true })).toMatchObject({ 'x-stemma': { title: 'Tides' } })
})

it('has no file for a conversation without a text, and says which', async () => {
  const empty = conversation([message('a', null, '')], { title: 'Silence' })
  const writing = dtiExporter.write(empty, textOutput(), {}, plainTools())
  await expect(writing).rejects.toMatchObject({
    kind: 'unsupported-file',
    message: expect.stringContaining('“Silence”') as string,
  })
  const { text, failed } = await writtenJoined(dtiExporter, [tides, empty, tides])
  expect(failed).toEqual(['Silence'])
  expect((JSON.parse(text) as unknown[]).map((one) => isValid(one))).toEqual([true, true])
})
