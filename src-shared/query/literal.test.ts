import { expect, it } from 'vitest'
import { literalQuery, parseQuery } from '../query.ts'

it('looks for what was selected: one word as it stands, several in their order', () => {
  expect(literalQuery(' perigee\n')).toBe('perigee')
  expect(literalQuery('the  tidal\nlock')).toBe('"the tidal lock"')
  expect(literalQuery('foo.bar()')).toBe('foo.bar()')
})

it.each(['-x1', 'OR OR', 'source:claude', '(a1 b1)', '/tide+/', 'say “hello” now', 'title:"x y"'])(
  'takes nothing of it for grammar: %s',
  (text) => {
    expect(parseQuery(literalQuery(text)).root?.kind).toBe('phrase')
  },
)

it('looks for nothing where nothing was selected', () => {
  expect(['', ' \n', '—', '""'].map(literalQuery)).toEqual(['', '', '', ''])
})
