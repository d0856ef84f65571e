import { expect, it } from 'vitest'
import { recordTurns } from './record-turns.ts'

const said = (record: Parameters<typeof recordTurns>[0]): string[] =>
  recordTurns(record).map(({ speaker, text }) => `${speaker}: ${text}`)

it('reads ShareGPT in both of its forms alike', () => {
  const turns = [
    'system: Be brief.',
    'user: Tides?',
    'function_call: {}',
    'tool: two',
    'assistant: The Moon.',
  ]
  expect(
    said({
      messages: [
        { role: 'system', content: 'Be brief.' },
        { role: 'user', content: 'Tides?' },
        { role: 'function_call', content: '{}' },
        { role: 'tool', content: 'two' },
        { role: 'assistant', content: 'The Moon.', tool_calls: [] },
      ],
    }),
  ).toEqual(turns)
  expect(
    said({
      conversations: [
        { from: 'system', value: 'Be brief.' },
        { from: 'human', value: 'Tides?' },
        { from: 'function_call', value: '{}' },
        { from: 'observation', value: 'two' },
        { from: 'gpt', value: 'The Moon.' },
      ],
    }),
  ).toEqual(turns)
})

it('shows the calls of an OpenAI message behind what it says', () => {
  const call = { id: 'a', type: 'function', function: { name: 'find', arguments: '{}' } }
  expect(said({ messages: [{ role: 'assistant', content: 'I look.', tool_calls: [call] }] })).toEqual([
    'assistant: I look.',
    expect.stringContaining('"find"'),
  ])
})

it('shows an Alpaca record with what was said before it', () => {
  expect(
    said({
      instruction: 'And then?',
      input: '',
      output: 'Ebb.',
      system: '',
      history: [['Tides?', 'Flood.']],
    }),
  ).toEqual(['user: Tides?', 'assistant: Flood.', 'user: And then?', 'assistant: Ebb.'])
})

it('shows both answers of a preference pair, each called what it is', () => {
  const pair = {
    messages: [{ role: 'user', content: 'Tides?' }],
    chosen: { role: 'assistant', content: 'The Moon.' },
    rejected: { role: 'assistant', content: 'The wind.' },
  }
  expect(said(pair)).toEqual(['user: Tides?', 'chosen: The Moon.', 'rejected: The wind.'])
})
