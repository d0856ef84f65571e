import { expect, it } from 'vitest'
import { bytesText, counted, durationText } from './counts.ts'

it('says one conversation and several conversations', () => {
  expect(counted(1, 'conversation')).toBe('1 conversation')
  expect(counted(9871, 'conversation')).toBe('9,871 conversations')
  expect(counted(2, 'branch', 'branches')).toBe('2 branches')
})

it('shows sizes in the unit a person would choose', () => {
  expect([0, 1, 999, 1000, 31_400, 4_200_000, 1_000_000_000].map(bytesText)).toEqual([
    '0 bytes',
    '1 byte',
    '999 bytes',
    '1 KB',
    '31 KB',
    '4.2 MB',
    '1 GB',
  ])
})

it('shows how long an import took without false precision', () => {
  expect([420, 31_000, 59_600, 125_000].map(durationText)).toEqual([
    '0.4 s',
    '31 s',
    '1 min 0 s',
    '2 min 5 s',
  ])
})
