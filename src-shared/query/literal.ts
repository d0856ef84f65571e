/** Writes a text into a query so that the text itself is looked for, whatever stands in it. */
import { parseQuery } from './parse.ts'

const quotes = /["\u201c\u201d\u201e\u201f]/gu

/**
 * The query that looks for a text that was selected: one word as it stands, several as a phrase; empty where there is
 * nothing to look for. A quote cannot stand inside a phrase and is left out.
 */
export function literalQuery(text: string): string {
  const typed = text.replaceAll(/\s+/gu, ' ').trim()
  const { root } = parseQuery(typed)
  if (root?.kind === 'word' && root.field === 'any' && root.text === typed) return typed
  const bare = typed.replaceAll(quotes, ' ').replaceAll(/\s+/gu, ' ').trim()
  return parseQuery(`"${bare}"`).root === null ? '' : `"${bare}"`
}
