import { expect, it } from 'vitest'
import { placeOfMove } from './place-of-move.ts'

const order = [1, 2, 3, 4, 5]

it.each([
  ['one up', [3], -1, { before: 2 }],
  ['one down', [3], 1, { before: 5 }],
  ['the last but one to the end', [4], 1, { before: null }],
  ['no further up than the top', [1], -1, null],
  ['no further down than the end', [5], 1, null],
  ['two that stand together', [2, 3], 1, { before: 5 }],
  ['two that stand apart, over the upper one', [2, 4], -1, { before: 1 }],
  ['together at the top, where the first is there already', [1, 3], -1, { before: 2 }],
  ['together at the end, where the last is there already', [3, 5], 1, { before: null }],
  ['nothing where nothing is chosen', [], 1, null],
] as const)('moves %s', (_what, chosen, step, place) => {
  expect(placeOfMove(order, new Set<number>(chosen), step)).toEqual(place)
})
