import { expect, it } from 'vitest'
import { readableText } from './message-text.ts'

it('reads a plain message back exactly, white space and all', () => {
  expect(readableText([{ type: 'text', text: '  two\r\n\n spaces ' }])).toBe('  two\r\n\n spaces ')
})

it('lets a reader find what stands in thinking, tool calls and blocks of an unknown kind', () => {
  const text = readableText([
    { type: 'thinking', title: 'Weighing', text: 'Tides or gravity?' },
    {
      type: 'tool-call',
      name: 'web_search',
      input: { query: ['moon', { near: 'earth' }] },
      output: 'three results',
    },
    { type: 'unknown', kind: 'hologram', raw: { caption: 'a bulge' } },
    { type: 'text', text: 'It is locked.' },
  ])
  expect(text).toBe(
    'Weighing\nTides or gravity?\n\nweb_search\nmoon\nearth\nthree results\n\na bulge\n\nIt is locked.',
  )
})

it('leaves out what holds no text', () => {
  expect(
    readableText([
      { type: 'text', text: '' },
      { type: 'unknown', kind: 'x', raw: 3 },
    ]),
  ).toBe('')
})

it('reads a value nested a hundred thousand levels deep', () => {
  let raw: unknown = 'core'
  for (let depth = 0; depth < 100_000; depth++) raw = [raw]
  expect(readableText([{ type: 'unknown', kind: 'deep', raw: raw as string[] }])).toBe('core')
})
