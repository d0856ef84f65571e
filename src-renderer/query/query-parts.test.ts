import { expect, it } from 'vitest'
import { filtersIn, widerQueries, withoutFilters } from './query-parts.ts'

it('leaves the words and takes the filters away', () => {
  expect(withoutFilters('tides source:claude "low water" -has:code')).toBe('tides "low water"')
  expect(withoutFilters('tides tag:"night work"')).toBe('tides')
})

it('offers nothing where there is no filter, or nothing but filters', () => {
  expect(withoutFilters('tides http://a.b')).toBeNull()
  expect(withoutFilters('is:archived')).toBeNull()
})

it('leaves out one condition at a time, whatever it is', () => {
  expect(widerQueries('moon -source:claude "low water" /a b/ (sun OR star)', 8)).toEqual([
    { part: 'moon', query: '-source:claude "low water" /a b/ (sun OR star)' },
    { part: '-source:claude', query: 'moon "low water" /a b/ (sun OR star)' },
    { part: '"low water"', query: 'moon -source:claude /a b/ (sun OR star)' },
    { part: '/a b/', query: 'moon -source:claude "low water" (sun OR star)' },
    { part: '(sun OR star)', query: 'moon -source:claude "low water" /a b/' },
  ])
  expect(widerQueries('tag:"to read" match:case Oslo', 8).map(({ part }) => part)).toEqual([
    'tag:"to read"',
    'match:case',
    'Oslo',
  ])
})

it('leaves out all filters too, also where it cannot tell the conditions apart', () => {
  expect(widerQueries('moon is:archived has:code', 8).at(-1)).toEqual({ part: 'all filters', query: 'moon' })
  expect(widerQueries('moon OR sun has:code', 8)).toEqual([{ part: 'all filters', query: 'moon OR sun' }])
})

it('offers nothing to leave out where it cannot tell the conditions apart', () => {
  expect(widerQueries('moon', 8)).toEqual([])
  expect(widerQueries('moon OR sun', 8)).toEqual([])
  expect(widerQueries('((moon) sun) tide', 8)).toEqual([])
  expect(widerQueries('"moon tide', 8)).toEqual([])
  expect(widerQueries('a1 b1 c1', 2)).toEqual([])
})

it('names the filters, and what is asked without each', () => {
  expect(filtersIn('moon -source:claude http://x "role:user"  has:code')).toEqual([
    { part: '-source:claude', query: 'moon http://x "role:user" has:code' },
    { part: 'has:code', query: 'moon -source:claude http://x "role:user"' },
  ])
})
