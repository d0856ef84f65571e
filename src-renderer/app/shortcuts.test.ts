import { expect, it } from 'vitest'
import { commandOf } from './shortcuts.ts'

const plain = { shiftKey: false, altKey: false, isCommand: false }
const held = { ...plain, isCommand: true }

it('finds with both keys that people try', () => {
  expect(commandOf({ ...held, key: 'f' })).toBe('find')
  expect(commandOf({ ...held, key: 'K' })).toBe('find')
})

it('exports, imports, and goes to the views', () => {
  expect(['e', 'o', ',', '1', '2', '3'].map((key) => commandOf({ ...held, key }))).toEqual([
    'export',
    'import',
    'settings',
    'library',
    'imports',
    'exports',
  ])
  expect(commandOf({ ...held, shiftKey: true, key: 'O' })).toBe('import-folder')
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
