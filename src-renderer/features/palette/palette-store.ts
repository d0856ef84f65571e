/**
 * The palette's store: whether it is open, what is typed, and the conversations that the archive knows for it. Each
 * letter drops the question before it, also in the archive (`session`).
 */
import { AppError } from '@shared/contract/app-error.ts'
import type { LibraryRow } from '@shared/contract/library.ts'
import { create } from 'zustand'
import { call } from '../../bridge.ts'
import { showFailure } from '../../ui/toasts.ts'
import { typedWords } from './match.ts'
import { typedOf } from './mode.ts'

interface PaletteState {
  readonly isOpen: boolean
  readonly query: string
  /** What had the focus before, and gets it back. */
  readonly opener: HTMLElement | null
  /** The conversation that is open, for what can be done to it; null without one, and until it is known. */
  readonly openRow: LibraryRow | null
  /** The conversations opened last, without the one that is open; the newest of all where those are few. */
  readonly recent: readonly LibraryRow[]
  /** Whether both are known. */
  readonly isReady: boolean
  /** Conversations with all words in their title, the newest first, and the text that they were looked for by. */
  readonly found: { readonly text: string; readonly rows: readonly LibraryRow[] }
}

const closed: PaletteState = {
  isOpen: false,
  query: '',
  opener: null,
  openRow: null,
  recent: [],
  isReady: false,
  found: { text: '', rows: [] },
}

export const usePalette = create<PaletteState>()(() => closed)

const session = 'palette'
/** Conversations that are ranked for the few that are shown. */
const mostFound = 50
const mostRecent = 8
/** Ids that one query may name: it may be a thousand characters long. */
const mostNamed = 20

let opening = 0

export interface PaletteStart {
  /** What stands in the field: the sign of a mode, or nothing. */
  readonly query: string
  readonly openId: string | null
  /** The conversations opened last, newest first. */
  readonly recentIds: readonly string[]
}

/** Opens the palette; where it is open already, only its mode changes. */
export function openPalette(start: PaletteStart): void {
  if (usePalette.getState().isOpen) return typePalette(start.query)
  const { activeElement } = document
  const opener = activeElement instanceof HTMLElement ? activeElement : null
  usePalette.setState({ ...closed, isOpen: true, query: start.query, opener })
  void askForRows(start)
}

export function closePalette(): void {
  usePalette.setState({ isOpen: false })
}

export function typePalette(query: string): void {
  usePalette.setState({ query })
  void askForTitles(query)
}

/** Whether the archive has answered to all that is typed. */
export function isAnswered({ query, isReady, found }: PaletteState): boolean {
  const { mode, text } = typedOf(query)
  return isReady && (mode !== 'all' || found.text === text)
}

/** The query that finds conversations by pieces of their titles; empty where nothing is named. */
export function titleQuery(text: string): string {
  // In small letters no word is an operator of the grammar.
  return typedWords(text)
    .map((word) => `title:${word.toLowerCase()}`)
    .join(' ')
    .slice(0, 1000)
}

async function askForTitles(typed: string): Promise<void> {
  const { mode, text } = typedOf(typed)
  if (mode !== 'all' || text === usePalette.getState().found.text) return
  const query = titleQuery(text)
  const arrived = (rows: readonly LibraryRow[]): void =>
    usePalette.setState((now) => (typedOf(now.query).text === text ? { found: { text, rows } } : now))
  if (query === '') return arrived([])
  try {
    const { groups } = await call('search.run', {
      query,
      order: 'newest',
      limit: mostFound,
      counted: false,
      session,
    })
    arrived(groups.map(({ conversation }) => conversation))
  } catch (error) {
    if (error instanceof AppError && error.kind === 'cancelled') return
    showFailure('The titles could not be searched', error)
    arrived([])
  }
}

async function askForRows({ openId, recentIds }: PaletteStart): Promise<void> {
  const ticket = ++opening
  const ids = [...new Set([...(openId === null ? [] : [openId]), ...recentIds])].slice(0, mostNamed)
  try {
    const [named, newest] = await Promise.all([
      ids.length === 0
        ? []
        : call('library.page', { filter: { query: `id:${ids.join(',')}` }, limit: ids.length }).then(
            ({ rows }) => rows,
          ),
      call('library.page', { limit: mostRecent + 1 }).then(({ rows }) => rows),
    ])
    if (ticket !== opening) return
    const rows = new Map([...named, ...newest].map((row) => [row.id, row]))
    const inOrder = [...new Set([...recentIds, ...newest.map(({ id }) => id)])]
    usePalette.setState({
      openRow: openId === null ? null : (rows.get(openId) ?? null),
      recent: inOrder
        .filter((id) => id !== openId)
        .flatMap((id) => rows.get(id) ?? [])
        .slice(0, mostRecent),
      isReady: true,
    })
  } catch (error) {
    showFailure('The last conversations could not be read', error)
    usePalette.setState({ isReady: true })
  }
}
