import type { ExportFormat } from '@shared/contract/export.ts'
import { expect, it } from 'vitest'
import {
  dialogClosed,
  dialogOpened,
  formatChosen,
  initialExport,
  offeredOptions,
  optionChosen,
  optionsOf,
} from './export-choices.ts'
import { isUsableName, sanitiseTypedName } from './file-name.ts'

const branches = {
  kind: 'switch',
  name: 'branches',
  isShownEverywhere: true,
  label: 'Export all message branches',
  description: '',
  initial: true,
} as const
const shape = {
  kind: 'choice',
  name: 'shape',
  isShownEverywhere: true,
  label: 'Recursive or sequential',
  description: '',
  initial: 'recursive',
  choices: [
    { value: 'recursive', label: 'Recursive' },
    { value: 'sequential', label: 'Sequential' },
  ],
} as const

const formats: readonly ExportFormat[] = [
  { id: 'png', name: 'PNG', extension: 'png', purpose: '', options: [], joins: false },
  {
    id: 'markdown',
    name: 'Markdown',
    extension: 'md',
    purpose: '',
    options: [{ ...branches, initial: false }],
    joins: true,
  },
  { id: 'json', name: 'JSON', extension: 'json', purpose: '', options: [branches, shape], joins: true },
]

const opened = dialogOpened(initialExport, [{ id: 'a', title: 'Tides' }], formats, 'Tides')

it('shows what another format can do, and says that this one cannot', () => {
  expect(
    offeredOptions(formats, 'markdown').map(({ option, isSupported }) => [option.name, isSupported]),
  ).toEqual([
    ['branches', true],
    ['shape', false],
  ])
})

it('begins each option as its format wants it', () => {
  expect(optionsOf(opened)).toEqual({ branches: false })
  expect(optionsOf(formatChosen(opened, 'json'))).toEqual({ branches: true, shape: 'recursive' })
})

it('keeps what was chosen from one format to the next, and to the next export', () => {
  const chosen = optionChosen(formatChosen(opened, 'json'), 'shape', 'sequential')
  const again = formatChosen(formatChosen(chosen, 'png'), 'json')
  expect(optionsOf(again)).toMatchObject({ shape: 'sequential' })
  const next = dialogOpened(dialogClosed(again), [{ id: 'b', title: 'Ebb' }], formats, 'Ebb')
  expect([next.formatId, next.fileName, optionsOf(next)['shape']]).toEqual(['json', 'Ebb', 'sequential'])
})

it('falls back to a format that exists', () => {
  expect(dialogOpened({ ...initialExport, formatId: 'gone' }, [], formats, '').formatId).toBe('png')
})

it('leaves out of a file name what no system takes, and says what that was', () => {
  expect(sanitiseTypedName('Q: tides/ebb?')).toEqual({ name: 'Q tidesebb', removed: ': / ?' })
  expect(sanitiseTypedName('月の裏側 v1.2')).toEqual({ name: '月の裏側 v1.2', removed: '' })
  expect(sanitiseTypedName('🌙'.repeat(300)).name).toBe('🌙'.repeat(50))
  expect(sanitiseTypedName(`${'a'.repeat(190)}👩‍🚀👩‍🚀`).name).toBe('a'.repeat(190))
})

it('does not let a file be named with nothing', () => {
  expect(['Tides', ' ', '...', ''].map(isUsableName)).toEqual([true, false, false, false])
})
