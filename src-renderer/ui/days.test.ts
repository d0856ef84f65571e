import { expect, it } from 'vitest'
import { dayAfter, isoDay, startOfDay, startOfNextDay } from './days.ts'

it('names the day of a time in the zone of this computer', () => {
  expect(isoDay(new Date(2026, 10, 2, 23, 59).getTime())).toBe('2026-11-02')
})

it('goes over the ends of months and years', () => {
  expect(dayAfter('2026-02-28')).toBe('2026-03-01')
  expect(dayAfter('2028-02-28')).toBe('2028-02-29')
  expect(dayAfter('2026-12-31')).toBe('2027-01-01')
})

it('ends a day where the next begins, and makes no day of what is none', () => {
  expect(startOfNextDay('2026-03-29')).toBe(startOfDay('2026-03-30'))
  expect(startOfDay('')).toBeNull()
})
