/**
 * Turns a term of a query into what the index is asked for.
 *
 * A term has a needle that decides, and lookups that name candidates. The lookups are all to be met; they never leave
 * out a message that the needle would find.
 */
import type { QueryTerm } from '@shared/query.ts'
import type { QueryPhrase, QueryWord } from '@shared/query/tree.ts'
import { asTyped } from './as-typed.ts'
import { fold } from './fold.ts'
import { hasPunctuation, lengthOf, type Needle, phraseNeedle, shortestInside, wordNeedle } from './needle.ts'
import { type AsWritten, boundedPattern, literalsOf } from './pattern.ts'
import { type Run, runsOf, tokensOfSigns } from './runs.ts'

export type Lookup =
  /** Tokens one after the other, the last of them perhaps only begun. */
  | { readonly kind: 'tokens'; readonly tokens: readonly string[]; readonly isLastOpen: boolean }
  /** Any token that holds this, or ends in it. */
  | { readonly kind: 'containing'; readonly text: string; readonly isAtEnd: boolean }

/** FTS5 reads all rows of all tokens with a beginning before it yields the first: slow for one shorter than this. */
const shortestBeginning = 4

/** Whether a lookup ends with so short a beginning that half of all tokens have it. */
export function opensWide({ tokens, isLastOpen }: Lookup & { kind: 'tokens' }): boolean {
  const last = tokens.at(-1) ?? ''
  return isLastOpen && last.charCodeAt(0) < 0x80 && last.length < shortestBeginning
}

export type Sought = {
  readonly lookups: readonly Lookup[]
  /** Whether a message that meets the lookups is sure to be a hit. */
  readonly isExact: boolean
} & (
  | {
      readonly kind: 'needle'
      readonly needle: Needle
      /** A piece without gaps that stands in every text with a hit: the longest there is. */
      readonly core: string
      /** All such pieces. */
      readonly pieces: readonly string[]
      /** Whether the core is all that is looked for, inside words too. */
      readonly isCore: boolean
    }
  | {
      readonly kind: 'as-written'
      readonly finder: AsWritten
      /** What stands, folded, in every text with a hit; null for a pattern. */
      readonly folded: SoughtFolded | null
    }
)

export type SoughtFolded = Sought & { readonly kind: 'needle' }

/** What to look for to find a term; null for one that holds nothing once it is folded. */
export function soughtOf(term: QueryTerm): Sought | null {
  if (term.kind === 'pattern') {
    const lookups = literalsOf(term).map((text): Lookup => ({ kind: 'containing', text, isAtEnd: false }))
    return { kind: 'as-written', finder: boundedPattern(term), folded: null, lookups, isExact: false }
  }
  const folded = soughtFolded(term)
  if (folded === null || term.isCased !== true) return folded
  return {
    kind: 'as-written',
    finder: asTyped(term.text, folded.needle),
    folded,
    lookups: folded.lookups,
    isExact: false,
  }
}

/** What to look for in folded text. */
function soughtFolded(term: QueryWord | QueryPhrase): SoughtFolded | null {
  const text = fold(term.text).trim()
  const runs = runsOf(text)
  if (runs.length === 0) return null
  const pieces = runs.map((run) => text.slice(run.start, run.end))
  const core = pieces.reduce((one, other) => (other.length > one.length ? other : one))
  if (term.kind === 'phrase') {
    return {
      kind: 'needle',
      needle: phraseNeedle(text, term.isOpen),
      lookups: [sequence(text, runs, term.isOpen || runs.at(-1)?.kind === 'signs')],
      isExact: !hasPunctuation(text),
      core,
      pieces,
      isCore: false,
    }
  }
  const isOneRun = runs.length === 1 && core.length === text.length
  return {
    kind: 'needle',
    needle: wordNeedle(text),
    lookups: isOneRun ? [wholeWord(text, runs)] : piecesOfWord(text, runs),
    isExact: isOneRun,
    core,
    pieces,
    isCore: isOneRun,
  }
}

function wholeWord(text: string, runs: readonly Run[]): Lookup {
  return runs[0]?.kind === 'signs' ? sequence(text, runs, true) : { kind: 'containing', text, isAtEnd: false }
}

/** A word with punctuation inside or around it, or of several kinds of characters: `foo.ba`, `#tag`, `GPT模型`. */
function piecesOfWord(text: string, runs: readonly Run[]): Lookup[] {
  const lookups: Lookup[] = []
  const [first] = runs
  const last = runs.at(-1)
  if (first === undefined || last === undefined) return lookups
  const startsInside = first.kind === 'word' && first.start === 0
  const ending: Lookup = { kind: 'containing', text: text.slice(first.start, first.end), isAtEnd: true }
  // One or two letters at the end of a token say too little to be asked for when more is known.
  if (startsInside && lengthOf(text, first) >= shortestInside) lookups.push(ending)
  const rest = startsInside ? runs.slice(1) : runs
  const isLastOpen = last.end === text.length
  const isLastShort = last.kind === 'word' && isLastOpen && lengthOf(text, last) < shortestInside
  // Nor at the beginning of one.
  if (isLastShort && lookups.length + rest.length > 1) {
    lookups.push(...sequenceOf(text, rest.slice(0, -1), false))
  } else {
    lookups.push(...sequenceOf(text, rest, isLastOpen))
  }
  return lookups.length === 0 ? [ending] : lookups
}

function sequenceOf(text: string, runs: readonly Run[], isLastOpen: boolean): Lookup[] {
  return runs.length === 0 ? [] : [sequence(text, runs, isLastOpen)]
}

/** Runs as the tokens that the index holds for them. Where the last run of signs may go on, its end is left out. */
function sequence(text: string, runs: readonly Run[], isLastOpen: boolean): Lookup {
  const tokens = runs.flatMap((run) => {
    const piece = text.slice(run.start, run.end)
    return run.kind === 'signs' ? tokensOfSigns(piece) : [piece]
  })
  const last = runs.at(-1)
  if (isLastOpen && last?.kind === 'signs' && lengthOf(text, last) > 1) {
    return { kind: 'tokens', tokens: tokens.slice(0, -1), isLastOpen: false }
  }
  return { kind: 'tokens', tokens, isLastOpen }
}
