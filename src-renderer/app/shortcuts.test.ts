import { expect, it } from 'vitest'
import { commandOf } from './shortcuts.ts'

const plain = { shiftKey: false, altKey: false, isCommand: false }
const held = { ...plain, isCommand: true }

it('finds in everything, in what is open, and in the list, each by the keys that people know', () => {
  expect(commandOf({ ...held, key: 'K' })).toBe('find')
  expect(commandOf({ ...held, shiftKey: true, key: 'F' })).toBe('find')
  expect(commandOf({ ...held, key: 'f' })).toBe('find-here')
  expect(commandOf({ ...held, shiftKey: true, key: 'K' })).toBe('filter')
  expect(commandOf({ ...plain, key: 'F3' })).toBe('next-hit')
  expect(commandOf({ ...plain, shiftKey: true, key: 'F3' })).toBe('previous-hit')
})

it('exports, imports, and goes to the views', () => {
  expect(['e', 'o', ',', '1', '2', '3', '4', '5'].map((key) => commandOf({ ...held, key }))).toEqual([
    'export',
    'import',
    'settings',
    'library',
    'imports',
    'exports',
    'datasets',
    'insights',
  ])
  expect(commandOf({ ...held, shiftKey: true, key: 'O' })).toBe('import-folder')
})

it('takes back and does again by the keys of every system', () => {
  expect(commandOf({ ...held, key: 'z' })).toBe('undo')
  expect(commandOf({ ...held, shiftKey: true, key: 'Z' })).toBe('redo')
  expect(commandOf({ ...held, key: 'y' })).toBe('redo')
})

it('walks over the panes in both directions', () => {
  expect(commandOf({ ...plain, key: 'F6' })).toBe('next-pane')
  expect(commandOf({ ...plain, key: 'F6', shiftKey: true })).toBe('previous-pane')
})

it('leaves typing and the keys of the system alone', () => {
  expect(commandOf({ ...plain, key: 'f' })).toBeNull()
  expect(commandOf({ ...held, altKey: true, key: 'e' })).toBeNull()
  expect(commandOf({ ...held, key: 'c' })).toBeNull()
})
