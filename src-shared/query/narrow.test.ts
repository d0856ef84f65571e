import { expect, it } from 'vitest'
import { narrowed, parseQuery } from '../query.ts'

it('lets a further condition hold beside choices, open quotes and open brackets', () => {
  expect(narrowed('tides', 'source:claude')).toBe('tides source:claude')
  expect(narrowed('moon OR sun', 'source:claude')).toBe('(moon OR sun) source:claude')
  expect(narrowed('match:case Moon', 'red')).toBe('(match:case Moon) red')
  expect(narrowed('(moon OR sun) red', 'has:code')).toBe('(moon OR sun) red has:code')
  expect(narrowed('"tidal lock', 'has:code')).toBe('"tidal lock" has:code')
  expect(narrowed('(moon OR sun', 'has:code')).toBe('(moon OR sun) has:code')
  expect(narrowed('“tidal lock', 'a OR b')).toBe('“tidal lock" (a OR b)')
})

it('leaves a query alone when there is nothing to put to it, and brackets inside words', () => {
  expect(narrowed('  ', 'has:code')).toBe('has:code')
  expect(narrowed('moon', ' ')).toBe('moon')
  expect(narrowed('main(', 'has:code')).toBe('main( has:code')
})

it('asks for both', () => {
  const both = parseQuery(narrowed('moon OR sun', 'role:user'))
  expect(both.root).toMatchObject({ kind: 'all-of', nodes: [{ kind: 'any-of' }, { kind: 'role' }] })
})
