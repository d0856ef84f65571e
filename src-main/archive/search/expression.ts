/**
 * What the index knows of one term: the messages that it can name for it, and how well they fit.
 *
 * A word is looked for inside words, so it stands for all tokens that hold it, often thousands, and asking FTS5 for all
 * of them costs a look into its tree for each. While the reader types, the most frequent ones have to do.
 */
import { type Lookup, opensWide, type Sought } from './lookup.ts'
import { allOf, anyOf, anyToken, type Match, matchOf, quoted } from './match.ts'
import { shortestInside } from './needle.ts'
import type { SearchIndex } from './open-index.ts'
import {
  areTermsComplete,
  frequencyOf,
  frequentTermsWith,
  type Terms,
  termsContaining,
  termsHolding,
} from './terms.ts'
import type { Turn } from './turn.ts'

/** `typing`: at once, perhaps not all; `complete`: all. */
export type Mode = 'typing' | 'complete'

export interface Expression {
  readonly match: Match
  /** Whether every message that is matched is a hit. */
  readonly isSound: boolean
  /** Whether every hit is matched. */
  readonly isComplete: boolean
  /** In how many messages it stands, about. */
  readonly frequency: number
  /** How many tokens the index is asked for: each costs a look into every shard. */
  readonly tokens: number
}

/** How many tokens of a word are asked for while typing: each more is asked for every row, and the first few hold nearly all. */
const headLength = 64
/** A word that stands for more tokens than this is looked for by reading, which then finds hits at every turn. */
const mostTerms = 4096
/** One of one or two letters stands in most messages: reading finds as much. */
const mostShortTerms = 1024

/** A query asks for the same more than once: to find hits, to score them. */
const known = new WeakMap<Sought, Partial<Record<Mode, Promise<Expression>>>>()

/** What the index is to be asked for, as it was when it was first asked for this very term of this query. */
export async function expressionOf(
  index: SearchIndex,
  sought: Sought,
  mode: Mode,
  turn: Turn,
): Promise<Expression> {
  const ofModes = known.get(sought) ?? {}
  known.set(sought, ofModes)
  ofModes[mode] ??= workedOut(index, sought, mode, turn)
  return await ofModes[mode]
}

async function workedOut(index: SearchIndex, sought: Sought, mode: Mode, turn: Turn): Promise<Expression> {
  const parts: Expression[] = []
  for (const lookup of sought.lookups) {
    parts.push(
      lookup.kind === 'tokens' ? sequence(index, lookup, mode) : await containing(index, lookup, mode, turn),
    )
  }
  return {
    match: allOf(parts.map((part) => part.match)),
    isSound: sought.isExact && parts.every((part) => part.isSound),
    isComplete: parts.every((part) => part.isComplete),
    frequency: Math.min(Infinity, ...parts.map((part) => part.frequency)),
    tokens: parts.reduce((sum, part) => sum + part.tokens, 0),
  }
}

function sequence(index: SearchIndex, lookup: Lookup & { kind: 'tokens' }, mode: Mode): Expression {
  const { tokens, isLastOpen } = lookup
  const last = tokens.at(-1) ?? ''
  const isSlow = opensWide(lookup)
  const frequency = Math.min(
    ...(isLastOpen && tokens.length > 1 ? tokens.slice(0, -1) : tokens).map((token) =>
      frequencyOf(index, token),
    ),
  )
  if (isSlow && tokens.length > 1) {
    const match = matchOf(quoted(tokens.slice(0, -1).join(' ')))
    return { match, isSound: false, isComplete: true, frequency, tokens: tokens.length }
  }
  if (isSlow && mode === 'typing') {
    const terms = frequentTermsWith(index, last, headLength)
    return { ...named({ terms, isComplete: false }), isComplete: false }
  }
  const match = matchOf(quoted(tokens.join(' '), isLastOpen))
  return { match, isSound: true, isComplete: true, frequency, tokens: tokens.length }
}

async function containing(
  index: SearchIndex,
  lookup: Lookup & { kind: 'containing' },
  mode: Mode,
  turn: Turn,
): Promise<Expression> {
  const { text, isAtEnd } = lookup
  const isShort = Array.from(text).length < shortestInside
  const areComplete = areTermsComplete(index)
  if (mode === 'typing') {
    if (isShort) {
      const terms = isAtEnd
        ? [{ term: text, df: frequencyOf(index, text) }]
        : frequentTermsWith(index, text, headLength)
      return named({ terms, isComplete: false })
    }
    const found = named(termsContaining(index, text, isAtEnd, headLength))
    if (areComplete) return found
    // While the table of terms is behind, at least the words that begin so are found.
    return { ...found, match: anyOf([found.match, matchOf(quoted(text, !isAtEnd))]), isComplete: false }
  }
  if (!areComplete) return unknown(index)
  const terms = isShort
    ? await termsHolding(index, text, isAtEnd, mostShortTerms, turn)
    : termsContaining(index, text, isAtEnd, mostTerms)
  return terms.isComplete ? named(terms) : unknown(index)
}

function named({ terms, isComplete }: Terms): Expression {
  return {
    match: anyToken(terms.map(({ term }) => term)),
    isSound: true,
    isComplete,
    frequency: terms.reduce((sum, { df }) => sum + df, 0),
    tokens: terms.length,
  }
}

/** The index cannot say: every message has to be read. */
function unknown(index: SearchIndex): Expression {
  return { match: 'every', isSound: false, isComplete: true, frequency: index.messages, tokens: 0 }
}
