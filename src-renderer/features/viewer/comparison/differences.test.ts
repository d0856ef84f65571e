import { expect, it } from 'vitest'
import { differenceNumber, stepDifference, type Difference } from './differences.ts'

const counts = [2, 0, 1]

function walk(step: 1 | -1, from: Difference | null): string[] {
  const places: string[] = []
  for (let at = stepDifference(counts, from, step); at !== null; at = stepDifference(counts, at, step)) {
    places.push(`${at.row}.${at.change} is ${differenceNumber(counts, at)}`)
  }
  return places
}

it('goes over every difference once, past rows that are the same', () => {
  expect(walk(1, null)).toEqual(['0.0 is 1', '0.1 is 2', '2.0 is 3'])
  expect(walk(-1, { row: 2, change: 0 })).toEqual(['0.1 is 2', '0.0 is 1'])
})

it('has nowhere to go where nothing differs', () => {
  expect(stepDifference([0, 0], null, 1)).toBeNull()
  expect(stepDifference([], null, 1)).toBeNull()
  expect(stepDifference(counts, null, -1)).toEqual({ row: 0, change: 0 })
})
