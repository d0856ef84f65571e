/** What the reader marks in a message that was found. */
import { parseQuery } from '@shared/query.ts'
import type { SoughtWord } from '../ui/find-words.ts'

/** The words and phrases of a query, each once; what its patterns match comes with each hit (`matched`), as it was written. */
export function searchWords(query: string, matched: readonly string[] = []): SoughtWord[] {
  const words = parseQuery(query).terms.flatMap((term): SoughtWord[] => {
    if (term.kind === 'pattern') return []
    const isWhole = term.kind === 'phrase' && !term.isOpen
    return [{ text: term.text, isWhole, isCased: term.isCased === true }]
  })
  const written = matched.map((text): SoughtWord => ({ text, isWhole: false, isCased: true }))
  return [...new Map([...words, ...written].map((word) => [JSON.stringify(word), word])).values()]
}
