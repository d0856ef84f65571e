/**
 * Facets as they stand in a query: which values are chosen, and the query with one chosen or taken out.
 *
 * The query stays what is searched for; nothing is remembered beside it. A message has one source, model, year and role:
 * of these a second value stands beside the first (`source:chatgpt,claude`). Tags and contents add up.
 */
import { type FacetName, facetNames } from '@shared/contract/search.ts'
import { narrowed } from '@shared/query.ts'

const value = String.raw`(?:"[^"]*"|[^\s",()]+)`
const quotes = /["\u201c\u201d\u201e\u201f]/gu
/** Facets of which a message has one value at most. */
const single: readonly FacetName[] = ['source', 'model', 'role', 'year']

interface Term {
  readonly from: number
  readonly to: number
  readonly values: readonly string[]
}

/** Whether the query asks for this value, by the filter that the facet names. */
export function isChosen(query: string, facet: FacetName, filter: string): boolean {
  const wanted = valueOf(facet, filter)
  return termsOf(query, facet).some(({ values }) => values.some((one) => isSame(one, wanted)))
}

/** The query with the filter of a facet put in, or taken out where it was in. */
export function toggled(query: string, facet: FacetName, filter: string): string {
  const terms = termsOf(query, facet)
  const wanted = valueOf(facet, filter)
  const holder = terms.find(({ values }) => values.some((one) => isSame(one, wanted)))
  if (holder !== undefined) {
    return withValues(
      query,
      facet,
      holder,
      holder.values.filter((one) => !isSame(one, wanted)),
    )
  }
  const [first] = terms
  if (first === undefined || !single.includes(facet)) return narrowed(query, filter)
  return withValues(query, facet, first, facet === 'year' ? [wanted] : [...first.values, wanted])
}

/** The query with a value left out: everything but that. */
export function leftOut(query: string, facet: FacetName, filter: string): string {
  const before = isChosen(query, facet, filter) ? toggled(query, facet, filter) : query
  // A year is two filters, which only together mean it.
  return narrowed(before, facet === 'year' ? `-(${filter})` : `-${filter}`)
}

/** For each single-valued facet that a query narrows by: the query without that, to count what else there is. */
export function broaderQueries(query: string): { readonly facet: FacetName; readonly query: string }[] {
  return facetNames
    .filter((facet) => single.includes(facet))
    .flatMap((facet) => {
      const [term] = termsOf(query, facet)
      const without = term === undefined ? '' : withValues(query, facet, term, [])
      return without === '' ? [] : [{ facet, query: without }]
    })
}

function withValues(query: string, facet: FacetName, term: Term, values: readonly string[]): string {
  const text = values.length === 0 ? '' : facet === 'year' ? values.join('') : `${facet}:${values.join(',')}`
  const before = query.slice(0, term.from).trimEnd()
  const after = query.slice(term.to).trimStart()
  return [before, text, after].filter((part) => part !== '').join(' ')
}

/** What a filter says behind its colon; of a year the whole span. */
function valueOf(facet: FacetName, filter: string): string {
  return facet === 'year' ? filter : filter.slice(facet.length + 1)
}

function isSame(one: string, other: string): boolean {
  return one.toLowerCase() === other.toLowerCase()
}

/** Where a facet's filter stands in a query, outside of quotes and not negated. */
function termsOf(query: string, facet: FacetName): Term[] {
  const form =
    facet === 'year'
      ? /(?<=^|\s)(after:\d{4} before:\d{4})(?=\s|$)/giu
      : new RegExp(String.raw`(?<=^|\s)${facet}:(${value}(?:,${value})*)(?=\s|$)`, 'giu')
  return [...query.matchAll(form)].flatMap((found) => {
    const before = query.slice(0, found.index)
    if ((before.match(quotes)?.length ?? 0) % 2 !== 0) return []
    const [, typed = ''] = found
    const values = facet === 'year' ? [typed] : (typed.match(new RegExp(value, 'gu')) ?? [])
    return [{ from: found.index, to: found.index + found[0].length, values }]
  })
}
