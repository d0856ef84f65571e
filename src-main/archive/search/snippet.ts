/** Marks hits in a text: in the whole of a title, in the part of a message around its first hit. */
import type { SnippetPiece } from '@shared/contract/search.ts'
import { type FoldedText, foldTraceably } from './fold.ts'
import { holdsAll, type Needle, type Place } from './needle.ts'

/** UTF-16 units of a snippet, about, and how many of them stand before the hit. */
const snippetLength = 160
const lengthBefore = 48
/** How far a cut may move to fall between two words. */
const cutRoom = 16

/** A whole text with every hit marked. */
export function markHits(text: string, needles: readonly Needle[]): SnippetPiece[] {
  return piecesOf(text, { start: 0, end: text.length }, placesIn(foldTraceably(text), needles, text.length))
}

/**
 * The part of a text around its first hit, every hit in it marked, white space drawn together; "…" stands where it
 * was cut. Null when one of the needles is not in the text.
 */
export function snippetOf(text: string, needles: readonly Needle[]): SnippetPiece[] | null {
  const traceable = foldTraceably(text)
  if (!holdsAll(traceable.folded, needles)) return null
  const firstPlaces = needles.map(
    (needle) => needle.find(traceable.folded, 0)?.start ?? traceable.folded.length,
  )
  const hit = traceable.startInOriginal(Math.min(...firstPlaces))
  const start = cutBefore(text, hit)
  const end = cutAfter(text, Math.max(start + snippetLength, hit + 1))
  const pieces = piecesOf(text, { start, end }, placesIn(traceable, needles, end)).map((piece) => ({
    text: piece.text.replaceAll(/\s+/gu, ' '),
    isHit: piece.isHit,
  }))
  const cut = [{ text: '…', isHit: false }]
  return [...(start > 0 ? cut : []), ...pieces, ...(end < text.length ? cut : [])]
}

/** Where the needles stand in the original before a place, from first to last, overlapping ones joined. */
function placesIn(traceable: FoldedText, needles: readonly Needle[], before: number): Place[] {
  const found: Place[] = []
  for (const needle of needles) {
    let place = needle.find(traceable.folded, 0)
    while (place !== null) {
      const start = traceable.startInOriginal(place.start)
      if (start >= before) break
      found.push({ start, end: traceable.endInOriginal(place.end) })
      place = needle.find(traceable.folded, place.end)
    }
  }
  const joined: Place[] = []
  for (const place of found.toSorted((one, other) => one.start - other.start)) {
    const last = joined.at(-1)
    if (last === undefined || place.start > last.end) joined.push(place)
    else joined[joined.length - 1] = { start: last.start, end: Math.max(last.end, place.end) }
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

/** Where a snippet begins: some way before the hit, between two words or at least between two characters. */
function cutBefore(text: string, hit: number): number {
  const wanted = hit - lengthBefore
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
