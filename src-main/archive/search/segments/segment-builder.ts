/** Builds a segment out of the tokens of many texts: the lists of their places, in the order of the tokens. */
import { SegmentWriter, type SegmentSink } from './segment-writer.ts'
import { sortTokens } from './sort-tokens.ts'
import { type TokenCollector, usualOccurrences } from './token-collector.ts'
import { lengthOfVarint, longestVarint, putVarint } from './varint.ts'
import { type Vocabulary, VocabularyBuilder } from './vocabulary.ts'

/** Most bytes that the place of an occurrence takes, and that a row takes besides: its rowid and the size of its places. */
const bytesOfPlace = 5
const bytesOfRow = longestVarint + 5

export interface WrittenSegment {
  /** Leaf pages: none where there is no token. */
  readonly pages: number
  readonly vocabulary: Vocabulary
}

/** Writes segments one after the other, in the same memory. */
export class SegmentBuilder {
  /** Of all occurrences, those of one token after those of another: the text in which each is, and its place there. */
  #texts = new Int32Array(usualOccurrences)
  #places = new Int32Array(usualOccurrences)
  #list = new Uint8Array(2 ** 20)

  /** Writes all that has been collected as one segment. */
  write(collected: TokenCollector, segment: number, sink: SegmentSink): WrittenSegment {
    const { bytes, starts, tokenCount } = collected
    const order = sortTokens(collected, tokenCount)
    const ends = this.#arrange(collected, order)
    const texts = this.#texts
    const places = this.#places
    const rowids = Float64Array.from(collected.rowids)
    const writer = new SegmentWriter(segment, sink)
    const vocabulary = new VocabularyBuilder({ tokens: tokenCount, bytes: starts[tokenCount]! })
    let from = 0
    for (let at = 0; at < tokenCount; at++) {
      const end = ends[at]!
      const list = this.#listOf(end - from, rowids.length)
      let size = 0
      let text = -1
      let rowid = 0
      let place = 0
      let sizeAt = 0
      let rows = 0
      for (; from < end; from++) {
        if (texts[from]! !== text) {
          if (text >= 0) size = putSize(list, sizeAt, size)
          text = texts[from]!
          const before = rowid
          rowid = rowids[text]!
          size = putVarint(list, size, rowid - before)
          sizeAt = size++
          place = 0
          rows++
        }
        const difference = places[from]! - place + 2
        place = places[from]!
        if (difference < 0x80) list[size++] = difference
        else size = putVarint(list, size, difference)
      }
      size = putSize(list, sizeAt, size)
      const token = order[at]!
      const start = starts[token]!
      const tokenEnd = starts[token + 1]!
      writer.add(bytes, start, tokenEnd, list, size)
      // Without the prefix.
      vocabulary.add(bytes, start + 1, tokenEnd, rows)
    }
    return { pages: writer.end(), vocabulary: vocabulary.built() }
  }

  /** Brings all occurrences into an order of their tokens; answers where those of each token end. */
  #arrange({ occurrences, occurrenceCount, ends: textEnds }: TokenCollector, order: Int32Array): Int32Array {
    if (this.#texts.length < occurrenceCount) {
      this.#texts = new Int32Array(2 * occurrenceCount)
      this.#places = new Int32Array(2 * occurrenceCount)
    }
    const texts = this.#texts
    const places = this.#places
    const next = new Int32Array(order.length)
    for (let at = 0; at < occurrenceCount; at++) next[occurrences[at]!]!++
    const ends = new Int32Array(order.length)
    let end = 0
    for (let at = 0; at < order.length; at++) {
      const token = order[at]!
      const count = next[token]!
      next[token] = end
      end += count
      ends[at] = end
    }
    let start = 0
    for (const [text, textEnd] of textEnds.entries()) {
      for (let at = start; at < textEnd; at++) {
        const to = next[occurrences[at]!]!++
        texts[to] = text
        places[to] = at - start
      }
      start = textEnd
    }
    return ends
  }

  /** Room for the list of a token that occurs so often in so many rows at most. */
  #listOf(occurrences: number, rows: number): Uint8Array {
    const most = occurrences * bytesOfPlace + Math.min(occurrences, rows) * bytesOfRow
    if (this.#list.length < most) this.#list = new Uint8Array(2 * most)
    return this.#list
  }
}

/** Twice the bytes of a row's places, for which one byte has been left; answers where the list ends now. */
function putSize(list: Uint8Array, sizeAt: number, end: number): number {
  const size = end - sizeAt - 1
  if (size < 0x40) {
    list[sizeAt] = 2 * size
    return end
  }
  const more = lengthOfVarint(2 * size) - 1
  list.copyWithin(sizeAt + 1 + more, sizeAt + 1, end)
  putVarint(list, sizeAt, 2 * size)
  return end + more
}
