import { expect, it } from 'vitest'
import { limitChoices, limitOf, limitValue } from './largest-file.ts'

it('offers sizes from 100 MB on and no limit, and what is set among them in its place', () => {
  expect(limitChoices(null).map(({ label }) => label)).toEqual([
    'No limit',
    '100 MB',
    '500 MB',
    '1 GB',
    '2 GB',
    '5 GB',
    '10 GB',
    '20 GB',
    '50 GB',
  ])
  expect(limitChoices(700_000_000).map(({ label }) => label)).toContain('700 MB')
})

it.each([null, 1, 700_000_000])('chooses %s again as what it was', (limit) => {
  expect(limitOf(limitValue(limit))).toBe(limit)
})
