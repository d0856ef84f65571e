import { expect, it } from 'vitest'
import { listItems } from './date-groups.ts'

const now = new Date(2026, 10, 21, 14, 2).getTime()

function groupsOf(times: readonly (number | null)[]): string[] {
  const keys = times.map((_, index) => index + 100)
  return listItems(keys, times, now).map((item) => (item.kind === 'group' ? item.label : `#${item.key}`))
}

function at(year: number, month: number, day: number, hour = 12): number {
  return new Date(year, month - 1, day, hour).getTime()
}

it('groups by today, yesterday, last days, months of this year and years before', () => {
  const times = [
    at(2026, 11, 21, 9),
    at(2026, 11, 20, 23),
    at(2026, 11, 17),
    at(2026, 11, 15),
    at(2026, 11, 14),
    at(2026, 11, 2),
    at(2026, 10, 28),
    at(2025, 12, 11),
    at(2025, 1, 1),
    at(2024, 6, 1),
    null,
  ]
  expect(groupsOf(times)).toEqual([
    'Today',
    '#100',
    'Yesterday',
    '#101',
    'Last 7 days',
    '#102',
    '#103',
    'November 2026',
    '#104',
    '#105',
    'October 2026',
    '#106',
    '2025',
    '#107',
    '#108',
    '2024',
    '#109',
    'No date',
    '#110',
  ])
})

it('groups the oldest first just as well', () => {
  expect(groupsOf([null, at(2025, 3, 1), at(2026, 11, 2), at(2026, 11, 17), at(2026, 11, 21)])).toEqual([
    'No date',
    '#100',
    '2025',
    '#101',
    'November 2026',
    '#102',
    'Last 7 days',
    '#103',
    'Today',
    '#104',
  ])
})

it('does not call a date in the future today', () => {
  expect(groupsOf([at(2027, 5, 1), at(2026, 11, 25), at(2026, 11, 21)])).toEqual([
    '2027',
    '#100',
    'November 2026',
    '#101',
    'Today',
    '#102',
  ])
})

it('draws no groups in a list by title', () => {
  expect(listItems([7, 8], [1, 2], null)).toEqual([
    { kind: 'row', index: 0, key: 7 },
    { kind: 'row', index: 1, key: 8 },
  ])
})

it('lays out a hundred thousand rows in less than half a second', () => {
  const times = Array.from({ length: 100_000 }, (_, index) => now - index * 600_000)
  const started = performance.now()
  expect(groupsOf(times).length).toBeGreaterThan(100_000)
  expect(performance.now() - started).toBeLessThan(500)
})
