import { listShortcuts, paletteShortcuts } from '@shared/shortcuts/shortcuts.ts'
import { expect, it } from 'vitest'
import { isTyped, placeAfter } from './list-keys.ts'

it('moves with arrows, pages and ends, and never leaves the list', () => {
  expect(placeAfter('ArrowDown', 3, 5, 4)).toBe(4)
  expect(placeAfter('ArrowDown', 4, 5, 4)).toBe(4)
  expect(placeAfter('ArrowUp', 0, 5, 4)).toBe(0)
  expect(placeAfter('PageDown', 0, 100, 10)).toBe(9)
  expect(placeAfter('PageUp', 3, 100, 10)).toBe(0)
  expect(placeAfter('Home', 3, 5, 4)).toBe(0)
  expect(placeAfter('End', 3, 5, 4)).toBe(4)
})

it('moves for each key that the sheet of shortcuts names for lists', () => {
  const named: Readonly<Record<string, string>> = { Up: 'ArrowUp', Down: 'ArrowDown' }
  const keys = [...listShortcuts.move.keys, ...paletteShortcuts.move.keys]
  expect(keys.filter((key) => placeAfter(named[key] ?? key, 2, 9, 3) === null)).toEqual([])
})

it('starts at the first row when none is active', () => {
  expect(placeAfter('ArrowDown', -1, 5, 4)).toBe(0)
  expect(placeAfter('ArrowUp', -1, 5, 4)).toBe(4)
})

it('leaves other keys and empty lists alone', () => {
  expect(placeAfter('a', 0, 5, 4)).toBeNull()
  expect(placeAfter('ArrowDown', -1, 0, 4)).toBeNull()
})

it('takes letters of any script as typing, but no key combination', () => {
  const plain = { ctrlKey: false, metaKey: false, altKey: false }
  expect(isTyped({ ...plain, key: '月' })).toBe(true)
  expect(isTyped({ ...plain, key: 'Enter' })).toBe(false)
  expect(isTyped({ ...plain, key: 'a', ctrlKey: true })).toBe(false)
})
