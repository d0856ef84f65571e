/** Which entries the palette shows for what was typed, in which groups and order. Pure. */
import type { ReactNode } from 'react'
import type { TextRange } from '../../ui/find-words.ts'
import { type Match, matchOf, typedWords } from './match.ts'
import type { PaletteMode, Typed } from './mode.ts'

/** The groups in the order in which they stand where none has a better match than another. */
export const groupOrder = [
  'search',
  'conversations',
  'these',
  'places',
  'lists',
  'tags',
  'sources',
  'actions',
] as const
export type GroupName = (typeof groupOrder)[number]

export interface PaletteEntry {
  /** No two entries share it. */
  readonly id: string
  readonly group: GroupName
  readonly label: string
  /** What it is about, for the heading of a group that is about something. */
  readonly of?: string
  /** Further words by which it is found. */
  readonly also?: string
  /** More about it, at the right: a date, how many conversations. */
  readonly detail?: string
  /** Keys that do the same. */
  readonly shortcut?: string
  /** What stands before the label. */
  readonly mark?: ReactNode
  readonly isDangerous?: boolean
  /** Whether it is offered before anything is typed. */
  readonly isOffered?: boolean
  /** Whether somebody who knows better has found it: it is shown although its label may lack what was typed. */
  readonly isFound?: boolean
  /** Called when the palette has closed and the focus is back. */
  readonly run: () => void
}

export interface PaletteRow {
  readonly entry: PaletteEntry
  /** What of the label was typed. */
  readonly ranges: readonly TextRange[]
}

export interface PaletteGroup {
  readonly name: GroupName
  readonly rows: readonly PaletteRow[]
}

const groupsOf: Readonly<Record<PaletteMode, readonly GroupName[]>> = {
  all: groupOrder,
  actions: ['these', 'actions'],
  tags: ['tags'],
  sources: ['sources'],
}
/** Rows of a group while all kinds are looked through, and while only one is. */
const mostOfMany = 8
const mostOfOne = 200
/** What was met by another word than its name comes after what was met by it. */
const byOtherWord = 0.5
const leastScore = 0.1

interface Ranked extends PaletteRow {
  readonly score: number
}

/** The groups with a row, the one with the best match first; the search for what was typed before all others. */
export function arranged(entries: readonly PaletteEntry[], { mode, text }: Typed): PaletteGroup[] {
  const words = typedWords(text)
  const isIdle = mode === 'all' && text === ''
  const most = mode === 'all' ? mostOfMany : mostOfOne
  const groups = groupsOf[mode].map((name) => {
    const ranked = entries
      .filter((entry) => entry.group === name && (!isIdle || entry.isOffered === true))
      // Signs alone name nothing.
      .filter((entry) => words.length > 0 || text === '' || entry.group === 'search')
      .flatMap((entry) => rankedOf(entry, words) ?? [])
      .toSorted((one, other) => other.score - one.score)
      .slice(0, most)
    return { name, ranked, best: name === 'search' ? Infinity : (ranked[0]?.score ?? 0) }
  })
  return groups
    .filter(({ ranked }) => ranked.length > 0)
    .toSorted((one, other) => (isIdle || mode === 'actions' ? 0 : other.best - one.best))
    .map(({ name, ranked }) => ({ name, rows: ranked.map(({ entry, ranges }) => ({ entry, ranges })) }))
}

/** All rows from top to bottom, as the keys go through them. */
export function rowsOf(groups: readonly PaletteGroup[]): PaletteRow[] {
  return groups.flatMap(({ rows }) => rows)
}

/** The row that Enter is for until another one is chosen: the first match, else the search for what was typed. */
export function firstRow(rows: readonly PaletteRow[]): PaletteRow | undefined {
  return rows.find(({ entry }) => entry.group !== 'search') ?? rows[0]
}

function rankedOf(entry: PaletteEntry, words: readonly string[]): Ranked | null {
  const match = entryMatch(entry, words)
  return match && { entry, ...match }
}

function entryMatch(
  { group, label, also = '', isFound }: PaletteEntry,
  words: readonly string[],
): Match | null {
  if (group === 'search') return { score: Infinity, ranges: [] }
  const byName = matchOf(label, words)
  if (byName !== null) return byName
  const byOthers = also === '' ? null : matchOf(`${label} ${also}`, words)
  if (byOthers !== null) return { score: Math.max(byOthers.score - byOtherWord, leastScore), ranges: [] }
  return isFound === true ? { score: leastScore, ranges: [] } : null
}
