import { expect, it } from 'vitest'
import type { Part } from '@shared/conversation.ts'
import { datasetOptions } from '@shared/datasets/options.ts'
import { conversation, message } from '../exporters/written.ts'
import { sensitiveInRecords } from './sensitive-in-records.ts'

const robin = 'robin@example.org'
const key = 'sk-abcdefghijklmnopqrstuvwx1234'
const thinking: Part = { type: 'thinking', text: `Kim is kim@example.org.` }
const call: Part = { type: 'tool-call', id: 'k', name: 'send', input: { to: robin }, output: 'Sent.' }
const talk = conversation(
  [
    message('q', null, 'Write to Robin.'),
    message('a', 'q', [thinking, call, { type: 'text', text: `Done, with ${key}.` }], { role: 'assistant' }),
    message('other', 'q', 'Ask jo@example.org.', { role: 'assistant' }),
  ],
  { title: 'To lee@example.org', activeLeafId: 'a', options: null },
)

function found(options: object): readonly (readonly [text: string, messageId: string | null])[] {
  const recipe = {
    dataFormat: 'standard',
    fileFormat: 'jsonl',
    options: datasetOptions.parse(options),
  } as const
  return sensitiveInRecords(talk, recipe).examples.map(({ text, messageId }) => [text, messageId])
}

it('names what would be written, in its message: calls too, but no title, thought or branch that stays out', () => {
  expect(found({})).toEqual([
    [robin, 'a'],
    [key, 'a'],
  ])
})

it('goes by the options: thoughts that are kept, every branch', () => {
  expect(found({ reasoning: 'think' }).map(([text]) => text)).toContain('kim@example.org')
  expect(found({ branches: 'leaves' })).toContainEqual(['jo@example.org', 'other'])
})
