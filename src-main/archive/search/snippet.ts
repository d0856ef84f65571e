/** Marks hits in a text: in the whole of a title, in the part of a message around its first hit. */
import type { SnippetPiece, SnippetSize } from '@shared/contract/search.ts'
import { foldTraceably } from './fold.ts'
import type { Sought } from './lookup.ts'
import type { Place } from './needle.ts'

/** Texts found as they were written in one message, to be marked in it, and UTF-16 units of each. */
const mostMatched = 50
const longestMatched = 200
/** UTF-16 units of a snippet, about, and how many of them stand before the hit. */
const lengths: Readonly<Record<SnippetSize, { readonly all: number; readonly before: number }>> = {
  short: { all: 160, before: 48 },
  long: { all: 640, before: 192 },
}
/** How far a cut may move to fall between two words. */
const cutRoom = 16

/** A whole text with every hit marked. */
export function markHits(text: string, marked: readonly Sought[]): SnippetPiece[] {
  return piecesOf(text, { start: 0, end: text.length }, placesIn(text, marked, lengths.short.all))
}

/**
 * The part of a text around its first hit, every hit in it marked, white space drawn together; "…" stands where it
 * was cut. The beginning of a text in which nothing is to be marked.
 */
export function snippetOf(text: string, marked: readonly Sought[], size: SnippetSize): SnippetPiece[] {
  const length = lengths[size]
  const places = placesIn(text, marked, length.all)
  const hit = places[0]?.start ?? 0
  const start = cutBefore(text, hit, hit - length.before)
  const end = cutAfter(text, Math.max(start + length.all, hit + 1))
  const pieces = piecesOf(text, { start, end }, places).map((piece) => ({
    text: piece.text.replaceAll(/\s+/gu, ' '),
    isHit: piece.isHit,
  }))
  const cut = [{ text: '…', isHit: false }]
  return [...(start > 0 ? cut : []), ...pieces, ...(end < text.length ? cut : [])]
}

/** What is found as it was written among what is to be marked (patterns, capitals that count) in a text, each once; lines of their own of what goes over several. */
export function matchedTexts(text: string, marked: readonly Sought[]): string[] {
  const found = new Set<string>()
  for (const sought of marked) {
    if (sought.kind !== 'as-written') continue
    for (const { start, end } of sought.finder.places(text)) {
      for (const line of text.slice(start, end).split(/\s*\n\s*/u)) {
        if (found.size === mostMatched) return [...found]
        if (line !== '') found.add(line.slice(0, longestMatched))
      }
    }
  }
  return [...found]
}

/**
 * Where something to be marked stands in the original, from first to last, overlapping places joined; as far as a
 * snippet that begins with the first of them can reach.
 */
function placesIn(text: string, marked: readonly Sought[], snippetLength: number): Place[] {
  const traceable = foldTraceably(text)
  const { folded } = traceable
  const first = Math.min(
    ...marked.map((sought) =>
      sought.kind === 'needle' ? (sought.needle.find(folded, 0)?.start ?? Infinity) : 0,
    ),
  )
  // Folding may shorten a text, but not much; what is behind a snippet is not looked at.
  const last = first + 4 * snippetLength
  const found = marked.flatMap((sought): Place[] => {
    if (sought.kind === 'as-written') return sought.finder.places(text)
    const places: Place[] = []
    let place = sought.needle.find(folded, 0)
    while (place !== null && place.start <= last) {
      places.push({
        start: traceable.startInOriginal(place.start),
        end: traceable.endInOriginal(place.end),
      })
      place = sought.needle.find(folded, Math.max(place.end, place.start + 1))
    }
    return places
  })
  const joined: Place[] = []
  for (const place of found.toSorted((one, other) => one.start - other.start)) {
    const before = joined.at(-1)
    if (before === undefined || place.start > before.end) joined.push(place)
    else joined[joined.length - 1] = { start: before.start, end: Math.max(before.end, place.end) }
  }
  return joined
}

function piecesOf(text: string, part: Place, places: readonly Place[]): SnippetPiece[] {
  const pieces: SnippetPiece[] = []
  let at = part.start
  for (const place of places) {
    const start = Math.max(place.start, at)
    const end = Math.min(place.end, part.end)
    if (start >= end) continue
    if (start > at) pieces.push({ text: text.slice(at, start), isHit: false })
    pieces.push({ text: text.slice(start, end), isHit: true })
    at = end
  }
  if (at < part.end) pieces.push({ text: text.slice(at, part.end), isHit: false })
  return pieces
}

/** Where a snippet begins: near the place wanted before the hit, between two words or at least between two characters. */
function cutBefore(text: string, hit: number, wanted: number): number {
  if (wanted <= 0) return 0
  const space = text.slice(wanted, wanted + cutRoom).search(/\s\S/u)
  if (space >= 0) return wanted + space + 1
  let at = wanted
  while (at < hit && isInsideCharacter(text, at)) at++
  return at
}

/** Where a snippet ends: near the place wanted, between two words or at least between two characters. */
function cutAfter(text: string, wanted: number): number {
  if (wanted >= text.length) return text.length
  const room = /^\S*(?=\s)/u.exec(text.slice(wanted, wanted + cutRoom))
  if (room !== null) return wanted + room[0].length
  let at = wanted
  while (at < text.length && isInsideCharacter(text, at)) at++
  return at
}

/** Whether a cut here would part a surrogate pair, a letter from its accent, or an emoji from what shapes it. */
function isInsideCharacter(text: string, at: number): boolean {
  const unit = text.charCodeAt(at)
  if (unit >= 0xdc00 && unit <= 0xdfff) {
    const before = text.charCodeAt(at - 1)
    if (before >= 0xd800 && before <= 0xdbff) return true
  }
  const next = String.fromCodePoint(text.codePointAt(at) ?? 0)
  return /[\p{M}\p{Emoji_Modifier}\u200d]/u.test(next) || text[at - 1] === '\u200d'
}
