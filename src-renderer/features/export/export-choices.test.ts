import type { ExportFormat } from '@shared/contract/export.ts'
import { nothingSensitive, type SensitiveCounts } from '@shared/sensitive-data.ts'
import { expect, it } from 'vitest'
import {
  type Beginning,
  dialogClosed,
  dialogOpened,
  type ExportState,
  formatChosen,
  initialExport,
  intoOf,
  needsCheck,
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

function beginningWith(ids: readonly string[], fileName = 'Tides'): Beginning {
  return {
    subject: { ids, title: 'Tides', name: null },
    formats,
    fileName,
    exampleName: fileName,
    nameTemplate: '{title}',
    sensitive: 'warn',
  }
}

function previewed(sensitive: SensitiveCounts): ExportState {
  return { ...opened, preview: { kind: 'text', content: '', page: null, bytes: 4, losses: [], sensitive } }
}

const opened = dialogOpened(initialExport, beginningWith(['a']))

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
  const next = dialogOpened(dialogClosed(again), beginningWith(['b'], 'Ebb'))
  expect([next.formatId, next.fileName, optionsOf(next)['shape']]).toEqual(['json', 'Ebb', 'sequential'])
})

it('falls back to a format that exists', () => {
  expect(dialogOpened({ ...initialExport, formatId: 'gone' }, beginningWith(['a'])).formatId).toBe('png')
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

it('writes one conversation into one file, and several into one only where the format can', () => {
  const several = { ...dialogOpened(initialExport, beginningWith(['a', 'b'])), into: 'file' } as const
  expect(intoOf({ ...opened, into: 'zip' })).toBe('file')
  expect(intoOf(several)).toBe('file')
  expect(intoOf(formatChosen(several, 'png'))).toBe('folder')
  expect(intoOf(formatChosen(formatChosen(several, 'png'), 'json'))).toBe('file')
})

it('looks before it writes, unless it is known that there is nothing to find', () => {
  expect(needsCheck(opened)).toBe(true)
  expect(needsCheck(previewed(nothingSensitive))).toBe(false)
  expect(needsCheck(previewed({ ...nothingSensitive, card: 1 }))).toBe(true)
  expect(needsCheck({ ...previewed({ ...nothingSensitive, card: 1 }), sensitive: 'redact' })).toBe(false)
  // The preview of several is of the first alone.
  const several = dialogOpened(initialExport, beginningWith(['a', 'b']))
  expect(needsCheck({ ...several, preview: previewed(nothingSensitive).preview })).toBe(true)
})
