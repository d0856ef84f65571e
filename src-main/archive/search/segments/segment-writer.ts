/**
 * Writes a *segment* of an FTS5 index: all tokens of some rows in the order of their bytes, each with the list of the
 * rows and places where it stands, on leaf pages, with the index of the pages beside it.
 *
 * It is what FTS5 itself writes when it empties its memory (`fts5FlushOneHash` in ext/fts5/fts5_index.c, whose comment
 * "FTS5 segment b-tree leaves" describes the format), byte for byte; the tests hold one against the other. For tables of
 * one column with `detail=full`.
 */
import { longestVarint, putVarint } from './varint.ts'

/** Where a segment goes. */
export interface SegmentSink {
  /** A row of `%_data`. The bytes are lent: they change when the call is over. */
  page(id: number, bytes: Uint8Array): void
  /** A row of `%_idx`: the first term of a page as far as it is needed to tell it from those before, and the page. */
  term(beginning: Uint8Array, page: number): void
}

/** Bytes of a leaf page, about (FTS5's `pgsz`, as it is by default). */
const pageSize = 4050
/** A list that goes on over so many pages without a term gets a list of their first rows (`FTS5_MIN_DLIDX_SIZE`). */
const pagesWorthAnIndex = 4
const headerSize = 4
/** Bits of an id of `%_data`: the page, the height in a tree of first rows, whether it is one, the segment. */
const heightUnit = 2 ** 31
const indexFlag = 2 ** 36
const segmentUnit = 2 ** 37

/** A page that lists the first rows of leaf pages, or of such pages. */
interface RowIndexPage {
  bytes: Uint8Array
  size: number
  page: number
  last: number
  hasLast: boolean
}

export class SegmentWriter {
  readonly #sink: SegmentSink
  readonly #segment: number
  #page = 1
  /** Room for a page, the longest term and the integers behind it. */
  #leaf = new Uint8Array(pageSize + 32_768 + 64)
  #size = headerSize
  /** Where the terms of the page stand. */
  #termPlaces = new Uint8Array(pageSize + 64)
  #termPlacesSize = 0
  #lastTermPlace = 0
  #lastTerm = new Uint8Array(32_768 + 1)
  #lastTermSize = 0
  #isFirstTermOnPage = true
  #isFirstRowOnPage = true
  /** The page that the next row of `%_idx` is of; 0 when it has been written. */
  #indexedPage = 1
  #indexedTerm: Uint8Array = new Uint8Array(0)
  #pagesWithoutTerm = 0
  readonly #rowIndex: RowIndexPage[] = [emptyIndexPage(0)]

  constructor(segment: number, sink: SegmentSink) {
    this.#segment = segment
    this.#sink = sink
  }

  /**
   * Adds a term, higher than all before, and its list: for each row the difference of its rowid to that of the row
   * before, twice the bytes of its places, and the differences of its places, two added to each.
   *
   * @param terms holds the term with its prefix, from `start` to `end`
   * @param size of the list, in bytes
   */
  add(terms: Uint8Array, start: number, end: number, list: Uint8Array, size: number): void {
    this.#addTerm(terms, start, end)
    if (pageSize >= this.#size + this.#termPlacesSize + size + 1) {
      this.#append(list, 0, size)
    } else {
      this.#addLongList(list, size)
    }
  }

  /** Writes what is left; answers how many leaf pages there are. */
  end(): number {
    if (this.#size > headerSize) this.#endLeaf()
    if (this.#page > 1) this.#endTermOfIndex()
    return this.#page - 1
  }

  #addTerm(terms: Uint8Array, start: number, end: number): void {
    const length = end - start
    if (this.#size + this.#termPlacesSize + length + 2 >= pageSize && this.#size > headerSize) this.#endLeaf()
    this.#termPlacesSize = putVarint(this.#termPlaces, this.#termPlacesSize, this.#size - this.#lastTermPlace)
    this.#lastTermPlace = this.#size
    const lastTerm = this.#lastTerm
    let shared = 0
    const most = Math.min(this.#lastTermSize, length)
    while (shared < most && lastTerm[shared] === terms[start + shared]) shared++
    if (this.#isFirstTermOnPage) {
      if (this.#page !== 1) {
        this.#endTermOfIndex()
        this.#indexedTerm = terms.slice(start, this.#lastTermSize > 0 ? start + shared + 1 : end)
        this.#indexedPage = this.#page
      }
      shared = 0
    } else {
      this.#size = putVarint(this.#leaf, this.#size, shared)
    }
    this.#size = putVarint(this.#leaf, this.#size, length - shared)
    this.#append(terms, start + shared, end)
    for (let at = shared; at < length; at++) lastTerm[at] = terms[start + at]!
    this.#lastTermSize = length
    this.#isFirstTermOnPage = false
    this.#isFirstRowOnPage = false
    this.#rowIndex[0]!.page = this.#page
  }

  /** A list that is longer than the rest of the page. */
  #addLongList(list: Uint8Array, size: number): void {
    let at = 0
    let row = 0
    let rowBefore = 0
    while (at < size) {
      let byte: number
      let difference = 0
      do {
        byte = list[at++]!
        difference = difference * 0x80 + (byte & 0x7f)
      } while (byte >= 0x80)
      row += difference
      if (this.#isFirstRowOnPage) {
        putUint16(this.#leaf, 0, this.#size)
        this.#size = putVarint(this.#leaf, this.#size, row)
        this.#isFirstRowOnPage = false
        this.#addToRowIndex(row)
      } else {
        this.#size = putVarint(this.#leaf, this.#size, row - rowBefore)
      }
      rowBefore = row
      const start = at
      let twice = 0
      do {
        byte = list[at++]!
        twice = twice * 0x80 + (byte & 0x7f)
      } while (byte >= 0x80)
      at += twice / 2
      this.#addPlaces(list, start, at)
    }
  }

  /** What belongs to one row, on as many pages as it takes; no integer is divided. */
  #addPlaces(list: Uint8Array, start: number, end: number): void {
    if (this.#size + this.#termPlacesSize + end - start <= pageSize) {
      this.#append(list, start, end)
      return
    }
    let from = start
    for (;;) {
      const space = pageSize - this.#size - this.#termPlacesSize
      const to = end - from <= space ? end : from + wholeIntegers(list, from, space)
      this.#append(list, from, to)
      from = to
      if (this.#size + this.#termPlacesSize >= pageSize) this.#endLeaf()
      if (from >= end) return
    }
  }

  #append(bytes: Uint8Array, start: number, end: number): void {
    const leaf = this.#leaf
    let to = this.#size
    // For the few bytes that most lists have, a call would take longer.
    if (end - start > 64) {
      leaf.set(bytes.subarray(start, end), to)
      to += end - start
    } else {
      for (let from = start; from < end; from++) leaf[to++] = bytes[from]!
    }
    this.#size = to
  }

  #endLeaf(): void {
    const leaf = this.#leaf
    putUint16(leaf, 2, this.#size)
    if (this.#isFirstTermOnPage) {
      const lowest = this.#rowIndex[0]!
      if (this.#isFirstRowOnPage && lowest.size > 0) {
        makeRoom(lowest)
        lowest.size = putVarint(lowest.bytes, lowest.size, 0)
      }
      this.#pagesWithoutTerm++
    } else {
      for (let from = 0; from < this.#termPlacesSize; from++) leaf[this.#size++] = this.#termPlaces[from]!
    }
    this.#sink.page(this.#segment * segmentUnit + this.#page, leaf.subarray(0, this.#size))
    leaf.fill(0, 0, headerSize)
    this.#size = headerSize
    this.#termPlacesSize = 0
    this.#lastTermPlace = 0
    this.#page++
    this.#isFirstTermOnPage = true
    this.#isFirstRowOnPage = true
  }

  /** The last term of a page is complete: its first rows are written if they are worth it, and the page's row of `%_idx`. */
  #endTermOfIndex(): void {
    if (this.#indexedPage === 0) return
    const isWorthIt = this.#rowIndex[0]!.size > 0 && this.#pagesWithoutTerm >= pagesWorthAnIndex
    for (const [height, index] of this.#rowIndex.entries()) {
      if (index.size === 0) break
      if (isWorthIt) this.#writeRowIndex(index, height)
      index.size = 0
      index.hasLast = false
    }
    this.#pagesWithoutTerm = 0
    this.#sink.term(this.#indexedTerm, 2 * this.#indexedPage + (isWorthIt ? 1 : 0))
    this.#indexedPage = 0
  }

  /** Notes the first row of the page. */
  #addToRowIndex(row: number): void {
    for (let height = 0, isDone = false; !isDone; height++) {
      const index = this.#rowIndex[height]!
      if (index.size >= pageSize) {
        index.bytes[0] = 1
        this.#writeRowIndex(index, height)
        const above = (this.#rowIndex[height + 1] ??= emptyIndexPage(0))
        if (above.size === 0) {
          const first = firstRowOf(index.bytes)
          above.page = index.page
          above.size = putVarint(above.bytes, 0, 0)
          above.size = putVarint(above.bytes, above.size, index.page)
          above.size = putVarint(above.bytes, above.size, first)
          above.hasLast = true
          above.last = first
        }
        index.size = 0
        index.hasLast = false
        index.page++
      } else {
        isDone = true
      }
      makeRoom(index)
      let difference = row - index.last
      if (!index.hasLast) {
        const below = height === 0 ? this.#page : this.#rowIndex[height - 1]!.page
        index.size = putVarint(index.bytes, 0, isDone ? 0 : 1)
        index.size = putVarint(index.bytes, index.size, below)
        difference = row
      }
      index.size = putVarint(index.bytes, index.size, difference)
      index.hasLast = true
      index.last = row
    }
  }

  #writeRowIndex(index: RowIndexPage, height: number): void {
    const id = this.#segment * segmentUnit + indexFlag + height * heightUnit + index.page
    this.#sink.page(id, index.bytes.subarray(0, index.size))
  }
}

function emptyIndexPage(page: number): RowIndexPage {
  return { bytes: new Uint8Array(pageSize + 64), size: 0, page, last: 0, hasLast: false }
}

/** For one more integer: pages without a row add to the list without its being full. */
function makeRoom(index: RowIndexPage): void {
  if (index.size + 3 * longestVarint <= index.bytes.length) return
  const bytes = new Uint8Array(2 * index.bytes.length)
  bytes.set(index.bytes)
  index.bytes = bytes
}

/** The row that a page of first rows begins with: behind its first byte and the number of a page. */
function firstRowOf(bytes: Uint8Array): number {
  let at = 1
  while (bytes[at]! >= 0x80) at++
  let row = 0
  let byte: number
  do {
    byte = bytes[++at]!
    row = row * 0x80 + (byte & 0x7f)
  } while (byte >= 0x80)
  return row
}

/** The bytes of as many whole integers as fit into a space, of one at least. */
function wholeIntegers(list: Uint8Array, start: number, space: number): number {
  let length = lengthAt(list, start)
  if (length >= space) return length
  for (;;) {
    const next = lengthAt(list, start + length)
    if (length + next > space) return length
    length += next
  }
}

function lengthAt(list: Uint8Array, start: number): number {
  let at = start
  while (list[at]! >= 0x80) at++
  return at - start + 1
}

function putUint16(bytes: Uint8Array, at: number, value: number): void {
  bytes[at] = value >>> 8
  bytes[at + 1] = value & 0xff
}
