import { expect, it } from 'vitest'
import { formatsByName, formatsSentence, helpedFirst } from './formats.ts'

const formats = [
  { id: 'llama-cpp', name: 'llama.cpp', howToExport: 'Settings' },
  { id: 'claude', name: 'Claude', howToExport: 'Settings' },
  { id: 'jan', name: 'Jan', howToExport: 'Its folder' },
  { id: 'chatgpt', name: 'ChatGPT', howToExport: 'Settings' },
]

it('names the best-known formats and counts the others', () => {
  expect(formatsSentence(formats)).toBe('ChatGPT, Claude and 2 more')
  expect(formatsSentence(formats.filter(({ id }) => id.startsWith('c')))).toBe('ChatGPT and Claude')
})

it('never says “0 more”', () => {
  expect(formatsSentence([])).toBe('many products')
  expect(formatsSentence(formats.filter(({ id }) => id === 'claude'))).toBe('Claude')
})

it('lists the formats as a reader looks for them', () => {
  expect(formatsByName(formats).map(({ name }) => name)).toEqual(['ChatGPT', 'Claude', 'Jan', 'llama.cpp'])
})

it('helps first with what most people have', () => {
  expect(helpedFirst(formats).map(({ id }) => id)).toEqual(['chatgpt', 'claude'])
})
