/** Puts a further condition to a query that was typed, so that both hold. What the conditions mean is parse.ts's work. */
import { fieldNames, matchField } from './parse.ts'
import { tokensOf } from './tokens.ts'

const quotes = /["\u201c\u201d\u201e\u201f]/gu

/**
 * The query that asks for all that two queries ask for, as a person would have typed it.
 *
 * A quote or bracket that is still open is closed first, and what would reach over to the other is put in brackets,
 * choices (`OR`) and `match:`: `a OR b` and `source:claude` make `(a OR b) source:claude`.
 */
export function narrowed(query: string, by: string): string {
  const parts = [query, by].map(grouped).filter((part) => part !== '')
  return parts.join(' ')
}

function grouped(query: string): string {
  const typed = query.trim()
  const closed = (typed.match(quotes)?.length ?? 0) % 2 === 0 ? typed : `${typed}"`
  let depth = 0
  let reachesOver = false
  for (const token of tokensOf(closed, fieldNames)) {
    const { kind } = token
    if (kind === 'open') depth++
    else if (kind === 'close') depth--
    else if (depth === 0 && (kind === 'or' || (kind === 'field' && token.name === matchField)))
      reachesOver = true
  }
  const balanced = closed + ')'.repeat(Math.max(depth, 0))
  return reachesOver ? `(${balanced})` : balanced
}
