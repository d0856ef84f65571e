import { explainQuery, parseQuery } from '@shared/query.ts'
import { expect, it } from 'vitest'
import { isWayOn, toggled } from './match-terms.ts'

it('switches whole words and capitals on and off, beside each other', () => {
  expect(toggled('Oslo', 'case').query).toBe('match:case Oslo')
  expect(toggled('match:case Oslo', 'word').query).toBe('match:case,word Oslo')
  expect(toggled('Oslo match:case,word rain', 'case').query).toBe('match:word Oslo rain')
  expect(toggled('match:word Oslo', 'word').query).toBe('Oslo')
  expect(isWayOn('Oslo match:WORD', 'word')).toBe(true)
  expect(isWayOn('Oslo match:word', 'case')).toBe(false)
})

it('sees only what holds for the whole query', () => {
  expect(isWayOn('"say match:case now"', 'case')).toBe(false)
  expect(isWayOn('(match:case Oslo) rain', 'case')).toBe(false)
  expect(isWayOn('(Oslo match:case now) rain', 'case')).toBe(false)
  expect(explainQuery(parseQuery(toggled('Oslo OR Rome', 'word').query))).toBe(
    'the whole word “Oslo” or the whole word “Rome”',
  )
})

it('takes the words for a regular expression and gives them back, filters apart', () => {
  const { query, caret } = toggled('a/b+ source:claude match:case', 'pattern')
  expect(query).toBe('match:case source:claude /a\\/b+/')
  expect(query.slice(0, caret ?? 0)).toBe('match:case source:claude /a\\/b+')
  expect(isWayOn(query, 'pattern')).toBe(true)
  expect(toggled(query, 'pattern').query).toBe('match:case source:claude a/b+')
  expect(isWayOn('moon /a+/', 'pattern')).toBe(false)
  expect(toggled('', 'pattern').query).toBe('//')
})
