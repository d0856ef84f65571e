import { expect, it } from 'vitest'
import { type Walk, walked } from './history-walk.ts'

/** What stands in the field after some keys. */
function after(keys: readonly ('older' | 'newer')[], start = ''): string {
  let walk: Walk | null = null
  let query = start
  for (const key of keys) {
    const next = walked(walk, query, ['c1', 'b1', 'a1'], key)
    if (next === null) continue
    walk = next
    query = next.searches[next.at] ?? ''
  }
  return query
}

it('walks from an empty field back to the oldest search, and forth to the empty field', () => {
  expect(after(['older'])).toBe('c1')
  expect(after(['older', 'older', 'older', 'older'])).toBe('a1')
  expect(after(['older', 'older', 'newer'])).toBe('c1')
  expect(after(['older', 'older', 'newer', 'newer', 'newer'])).toBe('')
  expect(after(['older', 'newer', 'older'])).toBe('c1')
})

it('leaves alone what was typed, also over a search of the walk', () => {
  expect(after(['older'], 'moon')).toBe('moon')
  expect(after(['newer'])).toBe('')
  expect(walked({ searches: ['c1'], at: 0 }, 'c1 and more', ['c1'], 'older')).toBeNull()
})

it('goes by the list as it was when the walk began', () => {
  const walk = walked(null, '', ['c1', 'b1'], 'older')
  expect(walked(walk, 'c1', ['d1', 'c1', 'b1'], 'older')).toEqual({ searches: ['c1', 'b1'], at: 1 })
})
