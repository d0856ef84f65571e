/** Puts the sources of a Claude answer into its text, as links behind the words that they stand for. */
import type { JsonObject } from '@shared/json.ts'
import { filledTextAt, numberAt, objectAt, objectsAt } from '../fields.ts'
import { hostOf, isWebAddress, linksInParentheses, type Link } from '../links.ts'

/** The text with its citations as links; the same text where none of them has a web address. */
export function citeText(text: string, citations: readonly JsonObject[]): string {
  const offsetOf = offsetsIn(text, citations)
  const linksAt = new Map<number, Link[]>()
  for (const citation of citations) {
    const links = linksOf(citation)
    if (links.length === 0) continue
    const end = offsetOf(numberAt(citation, 'end_index') ?? Infinity)
    const there = linksAt.get(end)
    if (there) there.push(...links)
    else linksAt.set(end, links)
  }
  const pieces: string[] = []
  let from = 0
  for (const [end, links] of [...linksAt].toSorted(([a], [b]) => a - b)) {
    const before = text[end - 1]
    const space = before === undefined || /\s/.test(before) ? '' : ' '
    pieces.push(text.slice(from, end), space, linksInParentheses(links))
    from = end
  }
  return pieces.join('') + text.slice(from)
}

function linksOf(citation: JsonObject): Link[] {
  const details = objectAt(citation, 'details')
  const found = [details, citation, ...objectsAt(citation, 'sources')].flatMap((source): Link[] => {
    const url = filledTextAt(source, 'url')
    if (url === null || !isWebAddress(url)) return []
    return [{ title: filledTextAt(source, 'title') ?? filledTextAt(citation, 'title') ?? hostOf(url), url }]
  })
  return found
}

/**
 * How to get from a position in a citation to one in the text. The export counts code points, programs that have
 * rewritten it count UTF-16 units: the way by which more citations end at the end of a word is the right one.
 */
function offsetsIn(text: string, citations: readonly JsonObject[]): (position: number) => number {
  const clamped = (position: number): number => Math.max(0, Math.min(position, text.length))
  if (!/[\uD800-\uDBFF]/.test(text)) return clamped
  const offsets: number[] = []
  let unit = 0
  for (const character of text) {
    offsets.push(unit)
    unit += character.length
  }
  const byCodePoints = (position: number): number => offsets[Math.max(0, position)] ?? text.length
  const hits = (offsetOf: (position: number) => number): number =>
    citations.filter((citation) => {
      const end = offsetOf(numberAt(citation, 'end_index') ?? Infinity)
      return !/\w/.test(text[end] ?? '') && !/[\s\uD800-\uDBFF]/.test(text[end - 1] ?? '')
    }).length
  return hits(byCodePoints) >= hits(clamped) ? byCodePoints : clamped
}
