import { expect, it } from 'vitest'
import { extendTo, keepListed, neighbourOf, noSelection, selectAll, selectOnly, toggle } from './selection.ts'

const order = [50, 40, 30, 20, 10]
const chosen = (selection: { keys: ReadonlySet<number> }): number[] =>
  order.filter((key) => selection.keys.has(key))

it('selects a range in either direction from where it began', () => {
  const start = selectOnly(30)
  expect(chosen(extendTo(start, 10, order))).toEqual([30, 20, 10])
  const turned = extendTo(extendTo(start, 10, order), 50, order)
  expect(chosen(turned)).toEqual([50, 40, 30])
  expect(turned.active).toBe(50)
})

it('begins a range at the clicked row when nothing was selected before', () => {
  expect(chosen(extendTo(noSelection, 20, order))).toEqual([20])
})

it('adds and removes single rows', () => {
  const two = toggle(selectOnly(50), 20)
  expect(chosen(two)).toEqual([50, 20])
  expect(chosen(toggle(two, 50))).toEqual([20])
})

it('begins the next range at the row that was added last', () => {
  expect(chosen(extendTo(toggle(selectOnly(50), 20), 10, order))).toEqual([20, 10])
})

it('selects all and keeps the row the keys move from', () => {
  expect(chosen(selectAll(noSelection, order))).toEqual(order)
  expect(selectAll(selectOnly(30), order).active).toBe(30)
})

it('forgets rows that left the list and keeps the others', () => {
  const selection = toggle(selectOnly(50), 20)
  const kept = keepListed(selection, [50, 10])
  expect([...kept.keys]).toEqual([50])
  expect(kept.active).toBeNull()
  expect(keepListed(selection, order)).toBe(selection)
})

it('goes to the next row after deleting, and to the one before at the end of the list', () => {
  expect(neighbourOf(toggle(selectOnly(50), 40), order)).toBe(30)
  expect(neighbourOf(toggle(selectOnly(20), 10), order)).toBe(30)
  expect(neighbourOf(selectAll(noSelection, order), order)).toBeNull()
})
