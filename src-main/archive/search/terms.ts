/**
 * The table of all tokens of the index, through which a piece of a word finds the words that hold it. Making it is
 * build-terms.ts's work.
 */
import { isMark } from './indexed-message.ts'
import { quoted } from './match.ts'
import type { SearchIndex } from './open-index.ts'
import type { Turn } from './turn.ts'

/** Among how many of the most frequent terms those with a given beginning are looked for. */
const frequentTerms = 8192
/** Trigrams that a text is looked for by: each costs reading a list of all terms with it. */
const mostTrigrams = 4
/** Rows of the table that are looked at before others have their turn. */
const scanned = 8192

/** Whether every token of the index stands in the table. */
export function areTermsComplete(index: SearchIndex): boolean {
  return index.read('terms_change_seq') >= index.lastTouched
}

export interface Term {
  readonly term: string
  /** In how many messages it stands, about: what has been deleted since is still counted. */
  readonly df: number
}

export interface Terms {
  readonly terms: readonly Term[]
  /** False when there are more than were asked for. */
  readonly isComplete: boolean
}

/**
 * The terms that hold a text of at least three characters, or end in it; the frequent ones first.
 *
 * @param atMost how many are wanted
 */
export function termsContaining(index: SearchIndex, text: string, isAtEnd: boolean, atMost: number): Terms {
  const rows = index
    .statement<[string], Term>(
      'SELECT t.term, t.df FROM terms_fts f JOIN terms t ON t.id = f.rowid WHERE f.terms_fts MATCH ? ORDER BY f.rowid',
    )
    .iterate(
      trigramsOf(text)
        .map((trigram) => quoted(trigram))
        .join(' AND '),
    )
  const terms: Term[] = []
  for (const row of rows) {
    if (!holds(row.term, text, isAtEnd)) continue
    if (terms.length === atMost) return { terms, isComplete: false }
    terms.push(row)
  }
  return { terms, isComplete: true }
}

/** Some of the trigrams of a text, the first and the last among them: of a long one a few leave hardly another term over. */
function trigramsOf(text: string): string[] {
  const characters = Array.from(text)
  const last = characters.length - 3
  const count = Math.min(last + 1, mostTrigrams)
  const places = Array.from({ length: count }, (_, i) => Math.round((i * last) / Math.max(1, count - 1)))
  return [...new Set(places.map((at) => characters.slice(at, at + 3).join('')))]
}

/**
 * The same for a text of one or two characters, for which there are no trigrams: the whole table is looked through, the
 * frequent terms first.
 */
export async function termsHolding(
  index: SearchIndex,
  text: string,
  isAtEnd: boolean,
  atMost: number,
  turn: Turn,
): Promise<Terms> {
  const terms: Term[] = []
  const last = index.statement<[], { id: number | null }>('SELECT max(id) AS id FROM terms').get()?.id ?? 0
  for (let from = 0; from < last; from += scanned) {
    const rows = index.mending(() =>
      index
        .statement<[number, number, string], Term>(
          'SELECT term, df FROM terms WHERE id > ? AND id <= ? AND instr(term, ?) ORDER BY id',
        )
        .all(from, from + scanned, text),
    )
    for (const row of rows) {
      if (!holds(row.term, text, isAtEnd)) continue
      if (terms.length === atMost) return { terms, isComplete: false }
      terms.push(row)
    }
    await turn.pause()
  }
  return { terms, isComplete: true }
}

/** Some of the most frequent terms that begin with a text; perhaps none although there are rare ones. */
export function frequentTermsWith(index: SearchIndex, beginning: string, atMost: number): readonly Term[] {
  return index
    .statement<[number, number, string, number], Term>(
      'SELECT term, df FROM terms WHERE id <= ? AND substr(term, 1, ?) = ? ORDER BY id LIMIT ?',
    )
    .all(frequentTerms, Array.from(beginning).length, beginning, atMost)
}

/** In how many messages a term stands, about. */
export function frequencyOf(index: SearchIndex, term: string): number {
  const row = index.statement<[string], { df: number }>('SELECT df FROM terms WHERE term = ?').get(term)
  return row?.df ?? 0
}

function holds(term: string, text: string, isAtEnd: boolean): boolean {
  return (isAtEnd ? term.endsWith(text) : term.includes(text)) && !isMark(term)
}
