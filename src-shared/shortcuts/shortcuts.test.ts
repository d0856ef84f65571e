import { expect, it } from 'vitest'
import { acceleratorOf, chordSigns, chordText } from './chord.ts'
import {
  listShortcuts,
  messageShortcuts,
  shortcutFor,
  shortcutGroups,
  type WindowCommand,
  windowShortcuts,
} from './shortcuts.ts'

const plain = { code: '', shiftKey: false, altKey: false, ctrlKey: false, metaKey: false }
const held = { ...plain, ctrlKey: true }

type Pressed = { readonly key: string } & Partial<typeof plain>

function commandOf(pressed: Pressed): WindowCommand | null {
  return shortcutFor(windowShortcuts, { ...plain, ...pressed }, false)
}

function onMac(pressed: Pressed): WindowCommand | null {
  return shortcutFor(windowShortcuts, { ...plain, ...pressed }, true)
}

it('finds in everything, in what is open, and in the list, each by the keys that people know', () => {
  expect(commandOf({ ...held, key: 'K' })).toBe('palette')
  expect(commandOf({ ...held, shiftKey: true, key: 'P' })).toBe('palette-actions')
  expect(commandOf({ ...held, shiftKey: true, key: 'F' })).toBe('find')
  expect(commandOf({ ...held, key: 'f' })).toBe('find-here')
  expect(commandOf({ ...held, shiftKey: true, key: 'K' })).toBe('filter')
  expect(commandOf({ key: 'F3' })).toBe('next-hit')
  expect(commandOf({ shiftKey: true, key: 'F3' })).toBe('previous-hit')
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

it('goes over panes and conversations in both directions', () => {
  expect(commandOf({ key: 'F6' })).toBe('next-pane')
  expect(commandOf({ key: 'F6', shiftKey: true })).toBe('previous-pane')
  expect(commandOf({ key: 'ArrowLeft', altKey: true })).toBe('back')
  expect(commandOf({ key: 'ArrowDown', altKey: true })).toBe('next-conversation')
})

it('has the keys of a Mac on a Mac: Command, and brackets for back and forward', () => {
  expect(onMac({ metaKey: true, key: 'k' })).toBe('palette')
  expect(onMac({ ctrlKey: true, key: 'k' })).toBeNull()
  expect(onMac({ metaKey: true, key: '[' })).toBe('back')
  expect(onMac({ altKey: true, key: 'ArrowLeft' })).toBeNull()
  expect(onMac({ metaKey: true, altKey: true, key: '∫', code: 'KeyB' })).toBe('details')
})

it('opens the sheet where the slash needs Shift, and knows keys by their place where they write no Latin letters', () => {
  expect(commandOf({ ...held, key: '/' })).toBe('shortcuts')
  expect(commandOf({ ...held, key: '/', shiftKey: true })).toBe('shortcuts')
  expect(commandOf({ ...held, key: 'л', code: 'KeyK' })).toBe('palette')
})

it('leaves typing and the keys of the system alone', () => {
  expect(commandOf({ key: 'f' })).toBeNull()
  expect(commandOf({ key: '/' })).toBeNull()
  expect(commandOf({ ...held, altKey: true, key: 'e' })).toBeNull()
  expect(commandOf({ ...held, key: 'c' })).toBeNull()
  expect(commandOf({ metaKey: true, key: 'k' })).toBeNull()
})

it('gives no key to two things of the same place', () => {
  for (const table of [windowShortcuts, listShortcuts, messageShortcuts]) {
    for (const isMac of [false, true]) {
      const chords = Object.values(table).flatMap((shortcut) => [
        ...('macKeys' in shortcut && isMac ? shortcut.macKeys : shortcut.keys),
        ...('quietKeys' in shortcut ? shortcut.quietKeys : []),
      ])
      expect(chords).toEqual([...new Set(chords)])
    }
  }
})

it('lists every shortcut of the window in the sheet', () => {
  const listed = new Set(shortcutGroups.flatMap(({ shortcuts }) => Object.keys(shortcuts)))
  expect(Object.keys(windowShortcuts).filter((name) => !listed.has(name))).toEqual([])
})

it('writes keys as they are printed on the keyboard, and as the menu of the system wants them', () => {
  expect(chordText('Mod+Shift+F', false)).toBe('Ctrl+Shift+F')
  expect(chordText('Mod+Shift+F', true)).toBe('⇧⌘F')
  expect(chordSigns('Alt+Left', false)).toEqual(['Alt', '←'])
  expect(acceleratorOf('Mod+Shift+F')).toBe('CmdOrCtrl+Shift+F')
})
