import { expect, it } from 'vitest'
import { calendarOf, monthAfter, monthBefore, withoutGaps, yearsOf } from './calendar.ts'

const days = [
  { name: '2024-02-29', count: 3 },
  { name: '2026-01-01', count: 1 },
  { name: '2026-11-22', count: 900 },
]

it('shows each day of a year once, leap days too', () => {
  expect(calendarOf(days, '2024')).toHaveLength(366)
  expect(calendarOf(days, '2026').filter(({ count }) => count > 0)).toMatchObject([
    { day: '2026-01-01', week: 0, weekday: 3 },
    { day: '2026-11-22', weekday: 6 },
  ])
})

it('puts weeks beside each other, Monday first', () => {
  const calendar = calendarOf([], '2026')
  expect(calendar.find(({ day }) => day === '2026-01-05')).toMatchObject({ week: 1, weekday: 0 })
  expect(calendar.at(-1)).toMatchObject({ day: '2026-12-31', week: 52 })
})

it('keeps quiet days visible beside a very busy one', () => {
  const shown = calendarOf(days, '2026').filter(({ level }) => level > 0)
  expect(shown.map(({ level }) => level)).toEqual([1, 3])
})

it('names the years with anything in them, the newest first', () => {
  expect(yearsOf(days)).toEqual(['2026', '2024'])
})

it('leaves no month out between the first and the last', () => {
  expect(
    withoutGaps([
      { name: '2025-11', count: 2 },
      { name: '2026-02', count: 5 },
    ]),
  ).toEqual([
    { name: '2025-11', count: 2 },
    { name: '2025-12', count: 0 },
    { name: '2026-01', count: 0 },
    { name: '2026-02', count: 5 },
  ])
  expect(monthAfter('2026-12')).toBe('2027-01')
  expect(monthBefore('2027-01')).toBe('2026-12')
  expect(monthBefore('2026-12')).toBe('2026-11')
  expect(withoutGaps([])).toEqual([])
})
