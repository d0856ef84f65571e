/** What the reader marks in a message that was found. */
import { parseQuery } from '@shared/query.ts'

/** The words and phrases of a query, each once; what its patterns match comes with each hit. */
export function searchWords(query: string): string[] {
  const words = parseQuery(query).terms.flatMap((term) => (term.kind === 'pattern' ? [] : [term.text]))
  return [...new Set(words)]
}
