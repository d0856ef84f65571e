import { expect, it } from 'vitest'
import { shownTitle } from './title.ts'

const injected = { message: { role: 'user', isHidden: true }, text: '<environment_context>' } as const
const asked = { message: { role: 'user', isHidden: false }, text: 'List the\n boats' } as const

it('names a conversation without a title after what the reader wrote, not after what an agent wrote for them', () => {
  expect(shownTitle(null, [injected, asked])).toBe('List the boats')
  expect(shownTitle(' ', [injected])).toBe('<environment_context>')
  expect(shownTitle('Boats', [injected, asked])).toBe('Boats')
})
