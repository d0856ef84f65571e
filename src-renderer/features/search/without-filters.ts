/** A query without its filters, to look wider when nothing was found. */
import { parseQuery } from '@shared/query.ts'

const filterForm = /(?<=^|\s)-?[a-z]{2,8}:(?:"[^"]*"|[^\s"])+(?=\s|$)/giu

/** The words alone; null when there are no filters or no words. */
export function withoutFilters(query: string): string | null {
  const words = query
    .replaceAll(filterForm, (found) => (isFilter(found) ? '' : found))
    .replaceAll(/\s+/gu, ' ')
    .trim()
  if (words === query.trim() || parseQuery(words).terms.length === 0) return null
  return words
}

/** Whether the grammar takes it for a filter: an unknown one is text. */
function isFilter(text: string): boolean {
  const { root, terms } = parseQuery(text.replace(/^-/u, ''))
  return root !== null && terms.length === 0
}
