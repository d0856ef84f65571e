import { expect, it } from 'vitest'
import { withoutFilters } from './without-filters.ts'

it('leaves the words and takes the filters away', () => {
  expect(withoutFilters('tides source:claude "low water" -has:code')).toBe('tides "low water"')
  expect(withoutFilters('tides tag:"night work"')).toBe('tides')
})

it('offers nothing where there is no filter, or nothing but filters', () => {
  expect(withoutFilters('tides http://a.b')).toBeNull()
  expect(withoutFilters('is:archived')).toBeNull()
})
