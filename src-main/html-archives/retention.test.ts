import { expect, it } from 'vitest'
import { keptUntil, removalsBy, removalsForOneMore } from './retention.ts'

const day = 86_400_000
const now = 1000 * day
/** Newest first, of the given ages in days. */
const rows = (...ages: number[]) => ages.map((age) => ({ age, createdAt: now - age * day }))

it('takes away the oldest beyond the number, the oldest first', () => {
  const removals = removalsBy(rows(1, 2, 3, 4), { count: 2, days: null }, now)
  expect(removals.map(({ row, reason }) => [row.age, reason])).toEqual([
    [4, 'count'],
    [3, 'count'],
  ])
})

it('takes away what is too old, whatever the number', () => {
  const removals = removalsBy(rows(1, 29, 30, 31), { count: 20, days: 30 }, now)
  expect(removals.map(({ row, reason }) => [row.age, reason])).toEqual([
    [31, 'age'],
    [30, 'age'],
  ])
})

it('keeps everything for ever when the reader says so', () => {
  const many = rows(...Array.from({ length: 500 }, (_, age) => age))
  expect(removalsBy(many, { count: null, days: null }, now)).toEqual([])
  expect(keptUntil({ createdAt: now }, { count: null, days: null })).toBeNull()
})

it('says before a new export what it will cost', () => {
  expect(removalsForOneMore(rows(1, 2, 3), { count: 3, days: null }, now).map(({ age }) => age)).toEqual([3])
  expect(removalsForOneMore(rows(1, 2), { count: 3, days: null }, now)).toEqual([])
})
