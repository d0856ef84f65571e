import { expect, it } from 'vitest'
import { dueNow, dueTime, nextDue } from './due.ts'

const at = (text: string): number => new Date(text).getTime()

it.each([
  ['day', '2026-11-21T20:15', '2026-11-22T20:15'],
  ['week', '2026-11-21T20:15', '2026-11-28T20:15'],
  ['month', '2026-11-21T20:15', '2026-12-21T20:15'],
] as const)('is due each %s at the same time of the day', (every, anchor, next) => {
  expect(nextDue(every, at(anchor), at(anchor))).toBe(at(next))
  expect(nextDue(every, at(anchor), at(next) - 1)).toBe(at(next))
})

it('takes the last day of a month that is too short, and the day again in the next', () => {
  const anchor = at('2027-01-31T09:00')
  expect([0, 1, 2, 3].map((count) => dueTime('month', anchor, count))).toEqual(
    ['2027-01-31T09:00', '2027-02-28T09:00', '2027-03-31T09:00', '2027-04-30T09:00'].map(at),
  )
})

it('counts what was missed since the last run', () => {
  const anchor = at('2026-11-01T08:00')
  expect(dueNow('day', anchor, null, anchor - 1)).toBeNull()
  expect(dueNow('day', anchor, null, anchor)).toEqual({ dueAt: anchor, missed: 0 })
  expect(dueNow('day', anchor, anchor, at('2026-11-02T07:59'))).toBeNull()
  expect(dueNow('day', anchor, anchor, at('2026-11-05T12:00'))).toEqual({
    dueAt: at('2026-11-05T08:00'),
    missed: 3,
  })
  // A run that was late is followed by the next time of the plan, not by a day after it.
  expect(dueNow('day', anchor, at('2026-11-05T12:00'), at('2026-11-06T08:00'))).toEqual({
    dueAt: at('2026-11-06T08:00'),
    missed: 0,
  })
})
