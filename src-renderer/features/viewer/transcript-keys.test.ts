import { expect, it } from 'vitest'
import { commandOf } from './transcript-keys.ts'

const key = (name: string, held: object = {}) =>
  commandOf(
    { key: name, code: '', altKey: false, ctrlKey: false, metaKey: false, shiftKey: false, ...held },
    false,
  )

it('moves between messages with arrows and letters alike', () => {
  expect(key('ArrowDown')).toEqual(key('j'))
  expect(key('K')).toEqual({ kind: 'move', by: -1 })
})

it('leaves shortcuts of the app and the system alone', () => {
  expect(key('c', { ctrlKey: true })).toBeNull()
  expect(key('k', { metaKey: true })).toBeNull()
  expect(key('ArrowLeft', { altKey: true })).toBeNull()
  expect(key('Home', { shiftKey: true })).toBeNull()
})

it('finds the brackets by their place where Alt makes other characters of them', () => {
  expect(key('‘', { altKey: true, code: 'BracketRight' })).toEqual({ kind: 'branch-point', step: 1 })
  expect(key('[', { altKey: true })).toEqual({ kind: 'branch-point', step: -1 })
})
