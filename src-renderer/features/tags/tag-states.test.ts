import { expect, it } from 'vitest'
import { tagStates } from './tag-states.ts'

it('tells which tags all, some and none of the chosen conversations have', () => {
  const states = tagStates([['tides', 'work'], ['tides']])
  expect(states('tides')).toBe('all')
  expect(states('work')).toBe('some')
  expect(states('home')).toBe('none')
})
