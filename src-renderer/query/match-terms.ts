/**
 * How words are to be found, as it stands in a query: `match:word`, `match:case`, and a regular expression between
 * slashes. Switching one on or off rewrites the query, so that what is searched for is always what can be read.
 */
import type { MatchName } from '@shared/query/tree.ts'
import { splitQuery } from './query-parts.ts'

const form = /(?<=^|\s)match:((?:word|case)(?:,(?:word|case))*)(?=\s|$)/iu
const quotes = /["\u201c\u201d\u201e\u201f]/gu
const patternForm = /^\/(.*)\/[cimsu]*$/u

/** A way of finding words that can be switched on. */
export type Way = MatchName | 'pattern'

/** Whether the whole query has its words found in a way; for `pattern`, whether its words are one regular expression. */
export function isWayOn(query: string, way: Way): boolean {
  const { names, rest } = waysOf(query)
  return way === 'pattern' ? patternForm.test(splitQuery(rest).words) : names.includes(way)
}

/**
 * The query with a way switched on, or off where it was on. Filters stay what they are.
 *
 * `caret` is where typing goes on, before the slash that ends a regular expression; null where the cursor may stay.
 */
export function toggled(query: string, way: Way): { readonly query: string; readonly caret: number | null } {
  return way === 'pattern' ? toggledPattern(query) : { query: toggledMatch(query, way), caret: null }
}

function toggledMatch(query: string, name: MatchName): string {
  const { names, rest } = waysOf(query)
  const next = names.includes(name) ? names.filter((one) => one !== name) : [...names, name]
  return joined(next.length === 0 ? '' : `match:${next.join(',')}`, rest)
}

function toggledPattern(query: string): { readonly query: string; readonly caret: number } {
  const { names, rest } = waysOf(query)
  const { filters, words } = splitQuery(rest)
  const source = patternForm.exec(words)?.[1]
  const text =
    source === undefined ? `/${words.replaceAll(/(?<!\\)\//gu, '\\/')}/` : source.replaceAll('\\/', '/')
  const next = joined(names.length === 0 ? '' : `match:${names.join(',')}`, filters.join(' '), text)
  return { query: next, caret: next.length - (source === undefined ? 1 : 0) }
}

/** Where `match:` stands in a query, outside of quotes and brackets. */
function waysOf(query: string): { readonly names: readonly string[]; readonly rest: string } {
  const found = form.exec(query)
  const before = query.slice(0, found?.index ?? 0)
  const isInQuotes = (before.match(quotes)?.length ?? 0) % 2 !== 0
  const isInBrackets = before.split('(').length > before.split(')').length
  if (found === null || isInQuotes || isInBrackets) return { names: [], rest: query }
  const rest = joined(before, query.slice(found.index + found[0].length))
  return { names: (found[1] ?? '').toLowerCase().split(','), rest }
}

function joined(...parts: readonly string[]): string {
  return parts
    .map((part) => part.trim())
    .filter((part) => part !== '')
    .join(' ')
}
