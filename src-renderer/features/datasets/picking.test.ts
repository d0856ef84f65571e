import { expect, it } from 'vitest'
import {
  allChosen,
  filterOf,
  initialPicking,
  type Listing,
  listingArrived,
  noneChosen,
  noFilter,
  type PickingState,
  rangeChosen,
  rangeProblem,
  selectionPruned,
  toggledAt,
} from './picking.ts'

const listing: Listing = { total: 9, keys: [5, 4, 3, 2], ids: ['e', 'd', 'c', 'b'] }
const listed: PickingState = listingArrived(initialPicking, initialPicking.filter, listing)
const chosen = (state: PickingState): string => [...state.selected].join('')

it('chooses by a click, and no longer by a second one', () => {
  const one = toggledAt(listed, 1)
  expect(chosen(one)).toBe('d')
  expect(chosen(toggledAt(one, 1))).toBe('')
})

it('chooses a range from the last click on, in both directions', () => {
  expect(chosen(rangeChosen(toggledAt(listed, 0), 2))).toBe('edc')
  expect(chosen(rangeChosen(toggledAt(listed, 3), 2))).toBe('bc')
})

it('adds the filtered to what was chosen before, and lets go of everything', () => {
  const before = toggledAt(listed, 0)
  const narrowed = listingArrived({ ...before }, before.filter, { total: 9, keys: [1], ids: ['a'] })
  expect(chosen(allChosen(narrowed))).toBe('ea')
  expect(chosen(noneChosen(narrowed))).toBe('')
})

it('drops an answer to filters that have changed meanwhile', () => {
  const typed = { ...initialPicking, filter: { ...noFilter, search: 'moon' } }
  expect(listingArrived(typed, initialPicking.filter, listing)).toBe(typed)
})

it('forgets what is no longer in the archive', () => {
  expect(chosen(selectionPruned(allChosen(listed), ['c', 'b', 'x']))).toBe('cb')
})

it('takes days as those of this computer, the last one whole', () => {
  const filter = filterOf({ ...noFilter, from: '2026-03-28', to: '2026-03-29' })
  expect(filter.createdFrom).toBe(new Date(2026, 2, 28).getTime())
  expect(filter.createdBefore).toBe(new Date(2026, 2, 30).getTime())
  expect(rangeProblem({ ...noFilter, from: '2026-03-29', to: '2026-03-28' })).toContain('before')
})
