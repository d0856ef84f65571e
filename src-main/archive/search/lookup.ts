/**
 * Turns the terms of a query into what the index is asked for.
 *
 * A condition is one term: a needle that decides, and lookups that name candidates. The lookups of a condition are all
 * to be met; they never leave out a message that the needle would find.
 */
import type { Query, QueryTerm } from '@shared/query.ts'
import { fold } from './fold.ts'
import {
  hasPunctuation,
  isShort,
  lengthOf,
  type Needle,
  phraseNeedle,
  shortestInside,
  wordNeedle,
} from './needle.ts'
import { type Run, runsOf, tokensOfSigns } from './runs.ts'

export type Lookup =
  /** Tokens one after the other, the last of them perhaps only begun. */
  | { readonly kind: 'tokens'; readonly tokens: readonly string[]; readonly isLastOpen: boolean }
  /** Any token that holds this, or ends in it; three characters or more. */
  | { readonly kind: 'containing'; readonly text: string; readonly isAtEnd: boolean }

export interface Condition {
  readonly needle: Needle
  readonly lookups: readonly Lookup[]
  /** Whether a message that meets the lookups is sure to hold the needle. */
  readonly isExact: boolean
  /** A piece without gaps that stands in every text with a hit: the longest there is. */
  readonly core: string
}

/** The conditions of a query, each term once; empty when there is nothing to look for. */
export function conditionsOf(query: Query): Condition[] {
  const conditions = new Map<string, Condition>()
  for (const term of query.terms) {
    const text = fold(term.text).trim()
    const key = `${term.kind} ${text}`
    const runs = runsOf(text)
    if (runs.length > 0 && !conditions.has(key)) conditions.set(key, conditionOf(term, text, runs))
  }
  return [...conditions.values()]
}

function conditionOf(term: QueryTerm, text: string, runs: readonly Run[]): Condition {
  const core = longestOf(text, runs)
  if (term.kind === 'phrase') {
    return {
      needle: phraseNeedle(text, term.isOpen),
      lookups: [sequence(text, runs, term.isOpen || runs.at(-1)?.kind === 'signs')],
      isExact: !hasPunctuation(text),
      core,
    }
  }
  const isOneRun = runs.length === 1 && core.length === text.length
  return {
    needle: wordNeedle(text),
    lookups: isOneRun ? [wholeWord(text, runs)] : piecesOfWord(text, runs),
    isExact: isOneRun,
    core,
  }
}

function wholeWord(text: string, runs: readonly Run[]): Lookup {
  if (runs[0]?.kind === 'signs') return sequence(text, runs, true)
  return isShort(text)
    ? { kind: 'tokens', tokens: [text], isLastOpen: true }
    : { kind: 'containing', text, isAtEnd: false }
}

/** A word with punctuation inside or around it, or of several kinds of characters: `foo.ba`, `#tag`, `GPT模型`. */
function piecesOfWord(text: string, runs: readonly Run[]): Lookup[] {
  const lookups: Lookup[] = []
  const [first] = runs
  const last = runs.at(-1)
  if (first === undefined || last === undefined) return lookups
  const isLastOpen = last.end === text.length
  let rest = runs
  if (first.kind === 'word' && first.start === 0 && !isShort(text)) {
    // One or two letters at the end of a token say too little to be asked for.
    if (lengthOf(text, first) >= shortestInside) {
      lookups.push({ kind: 'containing', text: text.slice(0, first.end), isAtEnd: true })
    }
    rest = runs.slice(1)
  }
  const isLastShort = last.kind === 'word' && isLastOpen && lengthOf(text, last) < shortestInside
  // Nor at the beginning of one, when more is known.
  if (isLastShort && !isShort(text) && lookups.length + rest.length > 1)
    lookups.push(...sequenceOf(text, rest.slice(0, -1), false))
  else lookups.push(...sequenceOf(text, rest, isLastOpen))
  return lookups
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

function longestOf(text: string, runs: readonly Run[]): string {
  return runs
    .map((run) => text.slice(run.start, run.end))
    .reduce((one, other) => (other.length > one.length ? other : one))
}
