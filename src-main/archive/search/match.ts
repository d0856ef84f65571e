/**
 * What the index is asked for: a set of messages in the words of FTS5, with the two sets it has no words for, all and none.
 *
 * Built up by and, or, not; negations are kept apart to the end, since FTS5 knows only “this but not that”.
 */
import { mark } from './indexed-message.ts'

export type Match =
  | 'every'
  | 'none'
  | {
      /** What is to be met; null for every message. */
      readonly include: string | null
      /** None of these. */
      readonly exclude: readonly string[]
    }

/** From so many on, the terms of an OR are looked at in groups. */
const longOr = 24
/** Every message has a role. */
const everyMessage = anyText(
  (['user', 'assistant', 'system', 'tool'] as const).map((role) => quoted(mark.role(role))),
)

export function matchOf(text: string): Match {
  return { include: text, exclude: [] }
}

export function allOf(matches: readonly Match[]): Match {
  const includes: string[] = []
  const exclude: string[] = []
  for (const match of matches) {
    if (match === 'none') return 'none'
    if (match === 'every') continue
    if (match.include !== null) includes.push(match.include)
    exclude.push(...match.exclude)
  }
  if (includes.length === 0 && exclude.length === 0) return 'every'
  return { include: includes.length === 0 ? null : allText(includes), exclude }
}

export function anyOf(matches: readonly Match[]): Match {
  const texts: string[] = []
  for (const match of matches) {
    if (match === 'every') return 'every'
    if (match !== 'none') texts.push(textOf(match))
  }
  return texts.length === 0 ? 'none' : matchOf(anyText(texts))
}

export function allBut(match: Match): Match {
  if (match === 'every') return 'none'
  return match === 'none' ? 'every' : { include: null, exclude: [textOf(match)] }
}

/** Those of a match that have a token too. */
export function withToken(match: Match, token: string): Match {
  return allOf([match, matchOf(quoted(token))])
}

/** The query for FTS5. */
export function textOf(match: Exclude<Match, 'every' | 'none'>): string {
  const include = match.include ?? everyMessage
  return match.exclude.length === 0 ? include : `(${include} NOT ${anyText(match.exclude)})`
}

/** Tokens one after the other. They hold letters, digits and signs only, so nothing in them can end the quotes. */
export function quoted(tokens: string, isLastOpen = false): string {
  return isLastOpen ? `"${tokens}" *` : `"${tokens}"`
}

/** Any of some tokens. */
export function anyToken(tokens: readonly string[]): Match {
  return tokens.length === 0 ? 'none' : matchOf(anyText(tokens.map((token) => quoted(token))))
}

function allText(texts: readonly string[]): string {
  return texts.length === 1 ? (texts[0] ?? '') : `(${texts.join(' AND ')})`
}

/**
 * FTS5 looks at every term of an OR for each row, and takes an OR within an OR apart. So a long one is made of groups
 * that it leaves together, as “this but not nothing”: then only the groups are looked at, and the terms of those that
 * have the row.
 */
function anyText(texts: readonly string[]): string {
  if (texts.length <= longOr) return texts.length === 1 ? (texts[0] ?? '') : `(${texts.join(' OR ')})`
  const size = Math.ceil(Math.sqrt(texts.length))
  const groups: string[] = []
  for (let from = 0; from < texts.length; from += size) {
    groups.push(`(${anyOfGroup(texts.slice(from, from + size))} NOT ${quoted(mark.nothing)})`)
  }
  return anyOfGroup(groups)
}

function anyOfGroup(texts: readonly string[]): string {
  return `(${texts.join(' OR ')})`
}
