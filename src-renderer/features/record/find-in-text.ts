/** Finding in a long text, and the blocks in which it is drawn. */

/** More places than these nobody steps through. */
export const mostPlaces = 2000

/** A text in which capitals do not count: made once, asked with each letter that is typed. */
export type Searchable = { readonly text: string; readonly isCased: boolean }

export function searchable(text: string): Searchable {
  const low = text.toLowerCase()
  // A few letters are longer in lower case: places would be off, so capitals count where there are such.
  const isCased = low.length !== text.length
  return { text: isCased ? text : low, isCased }
}

/** Where a piece of text begins in another; the first `mostPlaces` of them. */
export function placesOf({ text, isCased }: Searchable, piece: string): readonly number[] {
  if (piece === '') return []
  const sought = isCased ? piece : piece.toLowerCase()
  const places: number[] = []
  for (let at = text.indexOf(sought); at >= 0; at = text.indexOf(sought, at + sought.length)) {
    places.push(at)
    if (places.length === mostPlaces) break
  }
  return places
}

export interface Block {
  /** Where it begins in the whole. */
  readonly start: number
  readonly text: string
}

const blockLength = 16_000

/** Cuts a text into blocks behind line breaks, or within a line that is longer than a block. */
export function blocksOf(text: string): readonly Block[] {
  const blocks: Block[] = []
  for (let start = 0; start < text.length;) {
    const line = text.lastIndexOf('\n', start + blockLength)
    const isLast = text.length - start <= blockLength
    const end = isLast ? text.length : line > start ? line + 1 : start + blockLength
    blocks.push({ start, text: text.slice(start, end) })
    start = end
  }
  return blocks
}

/** The block in which a place of the whole stands. */
export function blockAt(blocks: readonly Block[], place: number): number {
  let [low, high] = [0, blocks.length - 1]
  while (low < high) {
    const middle = (low + high + 1) >> 1
    if ((blocks[middle]?.start ?? 0) <= place) low = middle
    else high = middle - 1
  }
  return low
}
