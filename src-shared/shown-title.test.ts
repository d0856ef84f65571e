import { expect, it } from 'vitest'
import { shownTitle } from './shown-title.ts'

const asks = (text: string, isHidden: boolean) =>
  ({ role: 'user', isHidden, parts: [{ type: 'text', text }] }) as const

it('names a conversation without a title after what the reader wrote, not after what an agent wrote for them', () => {
  const injected = asks('<environment_context>', true)
  const asked = asks('\n List the\n boats', false)
  expect(shownTitle({ title: null, messages: [injected, asked] })).toBe('List the boats')
  expect(shownTitle({ title: ' ', messages: [injected] })).toBe('<environment_context>')
  expect(shownTitle({ title: 'Boats', messages: [injected, asked] })).toBe('Boats')
  expect(shownTitle({ title: null, messages: [] })).toBe('Untitled conversation')
})
