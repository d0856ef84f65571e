import { expect, it } from 'vitest'
import { timeOf, unreadableTimes } from './time.ts'

const nov14 = Date.UTC(2023, 10, 14, 22, 13, 20)

it.each([
  ['seconds', 1700000000, nov14],
  ['seconds with a fraction', 1700000000.5, nov14 + 500],
  ['milliseconds', 1700000000123, nov14 + 123],
  ['microseconds', 1700000000123456, nov14 + 123],
  ['seconds in a text', '1700000000', nov14],
  ['a UTC time', '2023-11-14T22:13:20.000Z', nov14],
  ['a time with microseconds and offset', '2023-11-15T00:13:20.123456+02:00', nov14 + 123],
  ['a time without a zone, as UTC', '2023-11-05T01:30:00', Date.UTC(2023, 10, 5, 1, 30)],
  ['a MongoDB date', { $date: { $numberLong: '1700000000123' } }, nov14 + 123],
])('reads %s', (_, value, expected) => {
  expect(timeOf(value)).toBe(expected)
})

it.each([
  [null],
  [undefined],
  [0],
  [-1],
  [1e20],
  [Infinity],
  [''],
  ['soon'],
  ['2024-02-30T25:61'],
  ['2024-02-30'],
  [true],
  [{}],
])('never makes a date out of %s', (value) => {
  expect(timeOf(value)).toBeNull()
})

it('keeps what it could not read, in a form that JSON can hold', () => {
  const raw = { good: 1700000000, none: null, odd: 'soon', endless: Infinity }
  expect(unreadableTimes(raw, ['good', 'none', 'odd', 'endless', 'absent'])).toEqual({
    odd: 'soon',
    endless: 'Infinity',
  })
})
