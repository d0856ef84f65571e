import { expect, it } from 'vitest'
import { arranged, firstRow, type GroupName, type PaletteEntry, rowsOf } from './arrange.ts'
import { typedOf } from './mode.ts'

const entry = (group: GroupName, label: string, more: Partial<PaletteEntry> = {}): PaletteEntry => ({
  id: `${group} ${label}`,
  group,
  label,
  run: () => undefined,
  ...more,
})

const entries = [
  entry('search', 'Search everything for “…”'),
  entry('conversations', 'Tides and the Moon', { isOffered: true }),
  entry('conversations', 'Settings of my telescope'),
  entry('these', 'Export…'),
  entry('places', 'Library', { isOffered: true }),
  entry('places', 'Settings', { isOffered: true }),
  entry('tags', 'tides'),
  entry('sources', 'ChatGPT'),
  entry('actions', 'Import files…'),
  entry('actions', 'Use the dark theme', { also: 'night appearance' }),
]

const shown = (query: string, some = entries) =>
  arranged(some, typedOf(query)).map(({ name, rows }) => [name, ...rows.map((row) => row.entry.label)])

const first = (query: string) => firstRow(rowsOf(arranged(entries, typedOf(query))))?.entry.label

it('offers recent conversations and places before anything is typed', () => {
  expect(shown('')).toEqual([
    ['conversations', 'Tides and the Moon'],
    ['places', 'Library', 'Settings'],
  ])
})

it('puts the group with the best match first, below the search for what was typed', () => {
  expect(shown('settings')).toEqual([
    ['search', 'Search everything for “…”'],
    ['places', 'Settings'],
    ['conversations', 'Settings of my telescope'],
  ])
})

it('looks at actions, tags or sources alone behind their sign', () => {
  expect(shown('>')).toEqual([
    ['these', 'Export…'],
    ['actions', 'Import files…', 'Use the dark theme'],
  ])
  expect(shown('>imp')).toEqual([['actions', 'Import files…']])
  expect(shown('#')).toEqual([['tags', 'tides']])
  expect(shown('@chat')).toEqual([['sources', 'ChatGPT']])
})

it('finds an action by another word for it', () => {
  expect(shown('>night')).toEqual([['actions', 'Use the dark theme']])
})

it('keeps what the archive has found although its title is written in another way', () => {
  const found = entry('conversations', 'Straße', { isFound: true })
  expect(shown('strasse', [found])).toEqual([['conversations', 'Straße']])
})

it('begins at the first match, and at the search where there is none', () => {
  expect(first('tid')).toBe('Tides and the Moon')
  expect(first('zebra')).toBe('Search everything for “…”')
  expect(first('>zebra')).toBeUndefined()
})

it('leaves signs alone to the search', () => {
  expect(shown('…!')).toEqual([['search', 'Search everything for “…”']])
})

it('shows a few of each kind, and all of one that is asked for alone', () => {
  const tags = Array.from({ length: 40 }, (_, at) => entry('tags', `tide ${at}`))
  expect(arranged(tags, typedOf('tide'))[0]?.rows).toHaveLength(8)
  expect(arranged(tags, typedOf('#tide'))[0]?.rows).toHaveLength(40)
})
