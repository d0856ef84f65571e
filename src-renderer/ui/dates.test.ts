import { expect, it } from 'vitest'
import { dateText, dateTimeText, daysBetween, rowDateText } from './dates.ts'

const now = new Date(2026, 10, 21, 14, 2).getTime()

it('shows the hour today and yesterday, the weekday within a week, then the day', () => {
  expect(rowDateText(now, now, true)).toBe('14:02')
  expect(rowDateText(new Date(2026, 10, 20, 23, 59).getTime(), now, true)).toBe('23:59')
  expect(rowDateText(new Date(2026, 10, 17, 9).getTime(), now, true)).toBe('Tue')
  expect(rowDateText(new Date(2026, 9, 28, 9).getTime(), now, true)).toBe('28 Oct')
})

it('tells year and day where no group does', () => {
  expect(rowDateText(new Date(2026, 10, 20, 23, 59).getTime(), now, false)).toBe('Fri')
  expect(rowDateText(new Date(2026, 9, 28).getTime(), now, false)).toBe('28 Oct')
  expect(rowDateText(new Date(2024, 7, 9).getTime(), now, false)).toBe('9 Aug 2024')
  expect(rowDateText(new Date(2024, 7, 9).getTime(), now, true)).toBe('9 Aug')
})

it('says that a date is missing instead of showing 1970', () => {
  expect([dateText(null), dateTimeText(null), rowDateText(null, now, true)]).toEqual([
    'no date',
    'no date',
    'no date',
  ])
})

it('counts midnights, also over the change to summer time', () => {
  expect(daysBetween(new Date(2026, 2, 28, 23).getTime(), new Date(2026, 2, 30, 1).getTime())).toBe(2)
  expect(daysBetween(new Date(2026, 10, 20, 23, 59).getTime(), new Date(2026, 10, 21, 0, 1).getTime())).toBe(
    1,
  )
})
