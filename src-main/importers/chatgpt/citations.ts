/**
 * Turns the citations in an assistant's text into Markdown links.
 *
 * ChatGPT has marked them in two ways, often within one export: `【6†source】` with `metadata.citations`, and runs of
 * private-use characters with `metadata.content_references` or only `metadata.search_result_groups`. Markers that lead
 * nowhere are taken out; text that merely looks like one ("cite", "turn0search1") is never touched.
 */
import type { Json, JsonObject } from '@shared/json.ts'
import { filledTextAt, listAt, numberAt, objectAt, objectsAt } from '../fields.ts'

interface Link {
  readonly title: string
  /** Null for a file or page whose address is not known. */
  readonly url: string | null
}

/** Stands between the words of a marker, which U+E200 opens and U+E201 closes; others of the block highlight. */
const separator = '\uE202'
const anyMarker = /[\uE200-\uE206]/
const classicMarker = /【(\d+)(?::\d+)?†[^【】]*】/g

/** The text with links for citations; the same text when it has none. */
export function citeText(text: string, metadata: JsonObject): string {
  let cited = text
  if (anyMarker.test(cited)) cited = replaceModern(cited, metadata)
  if (cited.includes('【')) cited = replaceClassic(cited, metadata)
  return cited
}

function replaceClassic(text: string, metadata: JsonObject): string {
  const citations = objectsAt(metadata, 'citations')
  const linkAtStart = new Map<number, Link>()
  const linkOfNumber = new Map<number, Link>()
  const offsetOf = offsetsIn(text, citations)
  for (const citation of citations) {
    const link = linkOf(objectAt(citation, 'metadata'))
    if (link === null) continue
    const start = numberAt(citation, 'start_ix')
    if (start !== null) linkAtStart.set(offsetOf(start), link)
    const number = numberAt(objectAt(objectAt(citation, 'metadata'), 'extra'), 'cited_message_idx')
    if (number !== null && !linkOfNumber.has(number)) linkOfNumber.set(number, link)
  }
  return replaceSpaced(text, classicMarker, (marker, start) => {
    const link = linkAtStart.get(start) ?? linkOfNumber.get(Number(/\d+/.exec(marker)?.[0]))
    return link === undefined ? '' : markdownOf([link])
  })
}

/**
 * How to get from a position in `start_ix` to one in the text. The server counts code points, programs that have
 * rewritten the file count UTF-16 units: the way that finds more markers is the right one.
 */
function offsetsIn(text: string, citations: readonly JsonObject[]): (position: number) => number {
  if (!/[\uD800-\uDBFF]/.test(text)) return asGiven
  const offsets: number[] = []
  let unit = 0
  for (const character of text) {
    offsets.push(unit)
    unit += character.length
  }
  const asCodePoints = (position: number): number => offsets[position] ?? -1
  const hits = (offsetOf: (position: number) => number): number =>
    citations.filter((citation) => text[offsetOf(numberAt(citation, 'start_ix') ?? -1)] === '【').length
  return hits(asCodePoints) >= hits(asGiven) ? asCodePoints : asGiven
}

function asGiven(position: number): number {
  return position
}

function replaceModern(text: string, metadata: JsonObject): string {
  const references = objectsAt(metadata, 'content_references')
  let replaced = text
  for (const reference of references) {
    const matched = filledTextAt(reference, 'matched_text')
    // `sources_footnote` matches a single space: only what holds a marker is a citation in the text.
    if (matched === null || !anyMarker.test(matched)) continue
    const markdown = markdownOfReference(reference)
    if (markdown !== null) replaced = replaceFirst(replaced, matched, markdown)
  }
  const sources = searchResults(metadata, references)
  // From whole markers over torn ones to anchors without any.
  replaced = replaceSpaced(replaced, /\uE200([^\uE200\uE201]*)\uE201/g, (marker) =>
    markdownOfMarker(marker.slice(1, -1), sources),
  )
  replaced = replaceSpaced(replaced, /\uE200[a-z_]+((?:\uE202[^\s\uE200-\uE206]*)+)/g, (marker) =>
    markdownOfMarker(marker.slice(1), sources),
  )
  replaced = replaceSpaced(replaced, /\uE202turn\d+[a-z]+\d+/g, (marker) =>
    markdownOf(linksOfTokens([marker.slice(1)], sources)),
  )
  return replaced.replace(/[\uE200-\uE206]/g, '')
}

/** Replaces the first place of `matched`, also where spaces or dashes were since written as other ones. */
function replaceFirst(text: string, matched: string, replacement: string): string {
  const exact = text.indexOf(matched)
  const start = exact >= 0 ? exact : plainly(text).indexOf(plainly(matched))
  if (start < 0) return text
  return text.slice(0, start) + spaced(text, start, replacement) + text.slice(start + matched.length)
}

/** The same number of characters, with one kind of space and one of dash. */
function plainly(text: string): string {
  return text.replace(/[\u00A0\u2000-\u200A\u202F]/g, ' ').replace(/[\u2010-\u2015\u2212]/g, '-')
}

function replaceSpaced(
  text: string,
  pattern: RegExp,
  replace: (marker: string, start: number) => string,
): string {
  return text.replace(pattern, (marker: string, ...found: unknown[]) => {
    const start = found.find((value) => typeof value === 'number') ?? 0
    return spaced(text, start, replace(marker, start))
  })
}

/** A link does not stick to the word before it. */
function spaced(text: string, start: number, replacement: string): string {
  const before = text[start - 1]
  return replacement.startsWith('(') && before !== undefined && !/[\s(]/.test(before)
    ? ` ${replacement}`
    : replacement
}

/** What a reference says by itself; null leaves its marker to the search results. */
function markdownOfReference(reference: JsonObject): string | null {
  if (reference['type'] === 'hidden') return ''
  const alt = filledTextAt(reference, 'alt')
  const ownWords = alt === null || anyMarker.test(alt) ? null : alt
  if (reference['type'] === 'entity' || reference['type'] === 'alt_text') return ownWords
  for (const key of ['items', 'fallback_items', 'sources']) {
    const links = objectsAt(reference, key)
      .map(linkOf)
      .filter((link) => link !== null)
    if (links.length > 0) return markdownOf(links)
  }
  const itself = linkOf(reference)
  if (itself !== null) return markdownOf([itself])
  const urls = listAt(reference, 'safe_urls').filter(isWebAddress)
  if (urls.length > 0) return markdownOf(urls.map((url) => ({ title: hostOf(url), url })))
  return ownWords
}

/** What a marker says by itself: `cite`, then anchors of search results; `entity`, then a list with a label; `url`. */
function markdownOfMarker(inside: string, sources: ReadonlyMap<string, Link>): string {
  const [verb, ...tokens] = inside.split(separator)
  switch (verb) {
    case 'entity':
      return entityLabel(tokens.join(separator))
    case 'url': {
      const [label = '', target = ''] = tokens
      const url = isWebAddress(target) ? target : (sources.get(target)?.url ?? null)
      return url === null ? label : markdownLink({ title: label || hostOf(url), url })
    }
    default:
      return markdownOf(linksOfTokens(tokens, sources))
  }
}

function entityLabel(json: string): string {
  try {
    const entity = JSON.parse(json) as Json
    const label = Array.isArray(entity) ? (entity[1] ?? entity[0]) : null
    return typeof label === 'string' ? label : ''
  } catch {
    // Not a list after all: a marker that says nothing.
    return ''
  }
}

function linksOfTokens(tokens: readonly string[], sources: ReadonlyMap<string, Link>): Link[] {
  return tokens.map((token) => sources.get(token)).filter((link) => link !== undefined)
}

/** The search results of a message by their anchors: `turn0search3`. */
function searchResults(metadata: JsonObject, references: readonly JsonObject[]): ReadonlyMap<string, Link> {
  const results = new Map<string, Link>()
  const add = (anchor: JsonObject, link: Link | null): void => {
    const [turn, index] = [numberAt(anchor, 'turn_index'), numberAt(anchor, 'ref_index')]
    const type = filledTextAt(anchor, 'ref_type')
    if (turn === null || type === null || index === null || link === null) return
    results.set(`turn${turn}${type}${index}`, link)
  }
  for (const reference of references) {
    for (const item of objectsAt(reference, 'items')) {
      for (const anchor of objectsAt(item, 'refs')) add(anchor, linkOf(item))
    }
  }
  for (const group of objectsAt(metadata, 'search_result_groups')) {
    for (const entry of objectsAt(group, 'entries')) add(objectAt(entry, 'ref_id'), linkOf(entry))
  }
  return results
}

function linkOf(source: JsonObject): Link | null {
  const url = filledTextAt(source, 'url')
  const address = url !== null && isWebAddress(url) ? url : null
  const title = filledTextAt(source, 'title', 'name', 'attribution')
  if (address !== null) return { title: title ?? hostOf(address), url: address }
  return title === null ? null : { title, url: null }
}

function isWebAddress(url: Json): url is string {
  return typeof url === 'string' && /^https?:\/\/[^\s]/i.test(url)
}

function hostOf(url: string): string {
  return URL.canParse(url) ? new URL(url).hostname : url
}

/** Links in parentheses, each address once. */
function markdownOf(links: readonly Link[]): string {
  const once = new Map(links.map((link) => [link.url ?? link.title, link]))
  return once.size === 0 ? '' : `(${[...once.values()].map(markdownLink).join(', ')})`
}

function markdownLink({ title, url }: Link): string {
  const label = title
    .replace(/[\uE200-\uE206]/g, '')
    .replace(/\s+/g, ' ')
    .trim()
    .replace(/[\\[\]]/g, '\\$&')
  if (url === null) return label
  const address = url.replace(
    /[\s()<>]/g,
    (character) => `%${character.charCodeAt(0).toString(16).toUpperCase()}`,
  )
  return `[${label}](${address})`
}
