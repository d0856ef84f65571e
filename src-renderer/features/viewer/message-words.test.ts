import { expect, it } from 'vitest'
import { foldedName, previewOf, turnTime } from './message-words.ts'

const noon = new Date(2026, 10, 21, 12, 0).getTime()

it('shows the day only where it changes', () => {
  expect(turnTime(noon, noon - 60_000)).toBe('12:00')
  expect(turnTime(noon, noon - 86_400_000)).toBe('21 Nov 2026, 12:00')
  expect(turnTime(noon, undefined)).toBe('21 Nov 2026, 12:00')
  expect(turnTime(null, noon)).toBe('')
})

it('says whose message was hidden by which product', () => {
  expect(foldedName('system', 'ChatGPT')).toBe('System message · hidden by ChatGPT')
  expect(foldedName('user', 'ChatGPT')).toBe('Your message · hidden by ChatGPT')
})

it('sums a message up in one line, without the marks of Markdown', () => {
  const parts = [{ type: 'text', text: '## Tides\n\n* high\n* low' }] as const
  expect(previewOf({ parts } as unknown as Parameters<typeof previewOf>[0])).toBe('Tides high low')
})

it('sums an answer up by what was said, not by what was thought before', () => {
  const parts = [
    { type: 'thinking', text: 'The user asks about tides.' },
    { type: 'text', text: 'Twice a day.' },
  ] as const
  expect(previewOf({ parts } as unknown as Parameters<typeof previewOf>[0])).toBe('Twice a day.')
})

it('names what a message without text consists of', () => {
  expect(previewOf({ parts: [] } as unknown as Parameters<typeof previewOf>[0])).toBe('empty')
})
