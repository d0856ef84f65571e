import { expect, it } from 'vitest'
import { asked } from './asked.ts'

it('does not look for a filter while its value is still to come', () => {
  expect(asked('tides source:')).toBe('tides ')
  expect(asked('-has:')).toBe('')
  expect(asked('(tag:"')).toBe('(')
})

it('looks for everything else as it was typed', () => {
  const queries = ['tides source:c', 'resource:', 'std:', 'source: tides', 'source']
  expect(queries.map(asked)).toEqual(queries)
})
