import type { ImportPreview, PreviewRow } from '@shared/job.ts'
import { expect, it } from 'vitest'
import {
  closedPreview,
  fileArrived,
  fileAsked,
  fileCount,
  formatChosen,
  importOrder,
  pickable,
  previewAsked,
  previewCounts,
  previewLines,
  previewsArrived,
  previewStarted,
  type ReadyPreview,
  rowsPicked,
  unlistedCount,
} from './preview.ts'

const row = (place: string, title: string, result: PreviewRow['result']): PreviewRow => ({
  place,
  title,
  createdAt: null,
  updatedAt: null,
  messages: 4,
  branches: 1,
  result,
  addedMessages: result === 'unchanged' ? 0 : 4,
})

const zip: ImportPreview = {
  file: '/home/me/export.zip',
  parts: ['/home/me/export.zip'],
  format: 'chatgpt',
  formatName: 'ChatGPT',
  reason: 'has mapping and current_node',
  state: 'done',
  error: null,
  size: 9_000_000,
  found: 6,
  new: 2,
  updated: 1,
  unchanged: 2,
  skipped: [],
  failed: [{ where: 'entry 5', reason: 'has no mapping' }],
  attachments: { matched: 0, missing: 0 },
  remarks: [{ where: 'logo.png', reason: 'belongs to no message' }],
  rows: [
    row('entry 1', 'Tides of the Moon', 'new'),
    row('entry 2', 'Orbits', 'updated'),
    row('entry 3', 'Moon landings', 'new'),
    row('entry 4', 'Old news', 'unchanged'),
  ],
}

const notes: ImportPreview = {
  ...zip,
  file: '/home/me/notes.txt',
  parts: ['/home/me/notes.txt'],
  format: null,
  formatName: null,
  state: 'refused',
  error: { kind: 'unsupported-file', message: 'plain text', detail: null },
  found: 0,
  new: 0,
  updated: 0,
  unchanged: 0,
  failed: [],
  remarks: [],
  rows: [],
}

function ready(...previews: ImportPreview[]): ReadyPreview {
  const asked = previewAsked(
    previews.flatMap(({ parts }) => parts),
    {},
  )
  const state = previewsArrived(previewStarted(asked, 'job'), 'job', previews)
  if (state.kind !== 'ready') throw new Error('The previews were not taken in.')
  return state
}

const titles = (state: ReadyPreview) =>
  previewLines(state).map((line) => (line.kind === 'conversation' ? line.row.title : line.where))

it('picks all that is new or updated, and nothing that is already here', () => {
  const state = ready(zip)
  expect(state.picked.size).toBe(3)
  const all = rowsPicked(rowsPicked(state, previewLines(state), false), previewLines(state), true)
  expect(all.picked).toEqual(state.picked)
  expect(pickable(previewLines({ ...state, filter: 'unchanged' }))).toEqual([])
})

it('imports the two of three that were picked', () => {
  const state = ready(zip)
  const moonLandings = previewLines({ ...state, words: 'landings' })
  expect(importOrder(rowsPicked(state, moonLandings, false))).toEqual({
    paths: [zip.file],
    formats: {},
    only: { [zip.file]: ['entry 1', 'entry 2'] },
  })
})

it('takes a file in whole when all of it is picked, and leaves out refused files and those with nothing picked', () => {
  const other = { ...zip, file: '/home/me/other.zip', parts: ['/home/me/other.zip'] }
  const state = ready(zip, notes, other)
  expect(importOrder(state)).toEqual({ paths: [zip.file, other.file], formats: {}, only: {} })
  const ofOther = previewLines(state).filter(
    (line) => line.kind === 'conversation' && line.file === other.file,
  )
  expect(importOrder(rowsPicked(state, ofOther, false)).paths).toEqual([zip.file])
})

it('imports every part of an export that came in several, or none of them', () => {
  const parts = [zip.file, '/home/me/export-002.zip']
  const state = ready({ ...zip, parts })
  expect(importOrder(state).paths).toEqual(parts)
  expect(importOrder(rowsPicked(state, previewLines(state), false)).paths).toEqual([])
})

it('leaves out by name what lies in a folder with other exports, and takes files of messages in whole', () => {
  const inside = { ...zip, file: '/home/me/Downloads/a.zip', parts: ['/home/me/Downloads/a.zip'] }
  const files = { ...notes, state: 'done' as const, error: null }
  const late = { ...files, lateFiles: { matched: 2, ambiguous: 0, unnamed: 0, stillMissing: 0 } }
  const state = {
    ...ready(inside, late),
    paths: ['/home/me/Downloads', late.file],
    picked: new Set<string>(),
  }
  expect(fileCount(state.previews)).toBe(2)
  expect(importOrder(state)).toEqual({ paths: state.paths, formats: {}, only: { [inside.file]: [] } })
})

it('shows each kind alone, and finds every word of the filter in a title', () => {
  const state = ready(zip)
  expect(titles(state)).toEqual([
    'entry 5',
    'Tides of the Moon',
    'Orbits',
    'Moon landings',
    'Old news',
    'logo.png',
  ])
  expect(titles({ ...state, filter: 'updated' })).toEqual(['Orbits'])
  expect(titles({ ...state, filter: 'problems' })).toEqual(['entry 5', 'logo.png'])
  expect(titles({ ...state, words: ' moon  TIDES' })).toEqual(['Tides of the Moon'])
})

it('counts what it does not list', () => {
  expect(previewCounts([zip, notes])).toEqual({ all: 6, new: 2, updated: 1, unchanged: 2, problems: 2 })
  expect(unlistedCount([zip, notes])).toBe(1)
})

it('does not show what was read for a sheet that was closed or asked again since', () => {
  expect(previewsArrived(closedPreview, 'job', [zip])).toBe(closedPreview)
  const again = previewStarted(previewAsked([zip.file], { [zip.file]: 'claude' }), 'second')
  expect(previewsArrived(again, 'job', [zip])).toBe(again)
})

it('reads a file as told, and as recognised once that is taken back', () => {
  const told = formatChosen({ '/a': 'claude' }, '/b', 'grok')
  expect(told).toEqual({ '/a': 'claude', '/b': 'grok' })
  expect(formatChosen(told, '/a', null)).toEqual({ '/b': 'grok' })
})

it('takes in one file as another format and leaves what was picked of the others', () => {
  const other: ImportPreview = {
    ...zip,
    file: '/home/me/other.json',
    parts: ['/home/me/other.json'],
    rows: [row('entry 1', 'As ChatGPT', 'new')],
  }
  const before = ready(zip, other)
  const [tides] = previewLines(before).filter(({ kind }) => kind === 'conversation')
  const left = rowsPicked(before, tides === undefined ? [] : [tides], false)
  const asked = fileAsked(left, other.file, 'claude')
  expect(asked.formats).toEqual({ [other.file]: 'claude' })
  expect(asked.previews).toBe(left.previews)
  const after = fileArrived(asked, [{ ...other, rows: [row('chat 1', 'As Claude', 'new')] }])
  expect(after.rereading).toBeNull()
  expect(after.previews.map(({ file }) => file)).toEqual([zip.file, other.file])
  expect([...after.picked]).toEqual([`${zip.file}\nentry 2`, `${zip.file}\nentry 3`, `${other.file}\nchat 1`])
})
