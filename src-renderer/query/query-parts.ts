/** A query taken apart into its filters and its words, and what is left of it when a part is dropped: to look wider when nothing was found. */
import { parseQuery } from '@shared/query.ts'

const filterForm = /(?<=^|\s)-?[a-z]{2,8}:(?:"[^"]*"|[^\s"])+(?=\s|$)/giu
/** A word, phrase, pattern, filter or bracket with nothing inside that would have to be looked at. */
const partForm = /-?(?:"[^"]*"|\/(?:\\.|[^/\\])+\/[a-z]*(?=\s|$)|\([^()]*\)|[^\s"()]+)+/giu

/** The filters of a query, and what else it says. */
export function splitQuery(query: string): { readonly filters: readonly string[]; readonly words: string } {
  const filters = (query.match(filterForm) ?? []).filter(isFilter)
  const words = query
    .replaceAll(filterForm, (found) => (isFilter(found) ? '' : found))
    .replaceAll(/\s+/gu, ' ')
    .trim()
  return { filters, words }
}

/** The words alone; null when there are no filters or no words. */
export function withoutFilters(query: string): string | null {
  const { filters, words } = splitQuery(query)
  return filters.length === 0 || parseQuery(words).terms.length === 0 ? null : words
}

export interface Dropped {
  /** The part as it was typed. */
  readonly part: string
  /** The query without it. */
  readonly query: string
}

/** Wider queries than this one: each of its conditions left out once, and all of its filters. */
export function widerQueries(query: string, atMost: number): Dropped[] {
  const once = droppedOnce(query, atMost)
  const plain = withoutFilters(query)
  const isNew = plain !== null && once.every((dropped) => dropped.query !== plain)
  return isNew ? [...once, { part: 'all filters', query: plain }] : once
}

/** None where it has one condition only, or says `OR`, or has too many. */
function droppedOnce(query: string, atMost: number): Dropped[] {
  const parts: readonly string[] = query.match(partForm) ?? []
  const isWhole = parts.join(' ') === query.replaceAll(/\s+/gu, ' ').trim()
  if (!isWhole || parts.includes('OR') || parts.length > atMost) return []
  return parts.flatMap((part, at) => {
    const rest = parts.toSpliced(at, 1).join(' ')
    return parseQuery(rest).root === null ? [] : [{ part, query: rest }]
  })
}

/** The filters of a query, each with the query without it: to be taken out again one by one. */
export function filtersIn(query: string): Dropped[] {
  return [...query.matchAll(filterForm)]
    .filter(([part]) => isFilter(part))
    .map(({ 0: part, index }) => {
      const rest = query.slice(0, index) + query.slice(index + part.length)
      return { part, query: rest.replaceAll(/\s+/gu, ' ').trim() }
    })
}

/** Whether the grammar takes it for a filter: an unknown one is text. */
function isFilter(text: string): boolean {
  const { root, terms } = parseQuery(text.replace(/^-/u, ''))
  return root !== null && terms.length === 0
}
