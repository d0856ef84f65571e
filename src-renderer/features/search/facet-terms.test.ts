import { explainQuery, parseQuery } from '@shared/query.ts'
import { expect, it } from 'vitest'
import { broaderQueries, isChosen, leftOut, toggled } from './facet-terms.ts'

it('writes a chosen value into the query and takes it out again', () => {
  const narrowed = toggled('tides', 'source', 'source:claude')
  expect(narrowed).toBe('tides source:claude')
  expect(isChosen(narrowed, 'source', 'source:claude')).toBe(true)
  expect(toggled(narrowed, 'source', 'source:claude')).toBe('tides')
})

it('lets two sources stand for either, two tags for both, and a year give way to another', () => {
  expect(toggled('tides source:claude', 'source', 'source:chatgpt')).toBe('tides source:claude,chatgpt')
  expect(toggled('tides source:claude,chatgpt red', 'source', 'source:claude')).toBe(
    'tides source:chatgpt red',
  )
  expect(toggled('tides model:"GPT-4o"', 'model', 'model:"o3"')).toBe('tides model:"GPT-4o","o3"')
  expect(toggled('tides tag:work', 'tag', 'tag:"night work"')).toBe('tides tag:work tag:"night work"')
  expect(toggled('tides after:2023 before:2024', 'year', 'after:2024 before:2025')).toBe(
    'tides after:2024 before:2025',
  )
})

it('keeps choices together when it narrows them', () => {
  expect(toggled('moon OR sun', 'has', 'has:code')).toBe('(moon OR sun) has:code')
})

it('sees no filter in a phrase, behind a minus or inside another word', () => {
  expect(isChosen('"say source:claude"', 'source', 'source:claude')).toBe(false)
  expect(isChosen('-source:claude', 'source', 'source:claude')).toBe(false)
  expect(isChosen('resource:claude', 'source', 'source:claude')).toBe(false)
  expect(isChosen('SOURCE:Claude', 'source', 'source:claude')).toBe(true)
})

it('counts what else there is beside a chosen value', () => {
  expect(broaderQueries('tides source:claude after:2023 before:2024')).toEqual([
    { facet: 'source', query: 'tides after:2023 before:2024' },
    { facet: 'year', query: 'tides source:claude' },
  ])
  expect(broaderQueries('source:claude')).toEqual([])
})

it('leaves a value out, also one that was chosen before', () => {
  expect(leftOut('moon OR sun', 'source', 'source:claude')).toBe('(moon OR sun) -source:claude')
  expect(leftOut('moon source:claude,chatgpt', 'source', 'source:claude')).toBe(
    'moon source:chatgpt -source:claude',
  )
  expect(explainQuery(parseQuery(leftOut('moon', 'year', 'after:2024 before:2025')))).toBe(
    '“moon” and not (written on or after 2024-01-01 and written before 2025-01-01)',
  )
})
