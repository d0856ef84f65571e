/**
 * Brings tokens into the order of their bytes, the shorter of two first that are else alike.
 *
 * Pieces of a few bytes are compared at once, as numbers that carry along where their token stands: so it is numbers that
 * are sorted, by the engine itself, and again only among those whose pieces are the same.
 */

/** So many or fewer are sorted by comparing two at a time. */
const few = 12
/** Bits of an integer that a 64-bit float holds exactly. */
const bitsOfKey = 53

/** Bytes of tokens, and where those of each begin; those of the next one begin where they end. None of them is 0. */
export interface TokenBytes {
  readonly bytes: Uint8Array
  readonly starts: Int32Array
}

/** The numbers of the first `count` tokens, sorted by their bytes. */
export function sortTokens(tokens: TokenBytes, count: number): Int32Array {
  const order = new Int32Array(count)
  for (let token = 0; token < count; token++) order[token] = token
  sortFrom(tokens, order, 0)
  return order
}

/** Sorts tokens whose first `depth` bytes are the same. */
function sortFrom(tokens: TokenBytes, order: Int32Array, depth: number): void {
  if (order.length <= few) {
    sortFew(tokens, order, depth)
    return
  }
  const bitsOfPlace = 32 - Math.clz32(order.length - 1)
  const width = (bitsOfKey - bitsOfPlace) >>> 3
  const room = 2 ** bitsOfPlace
  const keys = new Float64Array(order.length)
  for (let at = 0; at < order.length; at++) keys[at] = pieceOf(tokens, order[at]!, depth, width) * room + at
  keys.sort()
  const before = order.slice()
  let start = 0
  let piece = -1
  for (let at = 0; at <= order.length; at++) {
    const next = at < order.length ? Math.floor(keys[at]! / room) : -1
    if (at < order.length) order[at] = before[keys[at]! - next * room]!
    if (next === piece) continue
    if (at - start > 1) sortFrom(tokens, order.subarray(start, at), depth + width)
    piece = next
    start = at
  }
}

/** So many bytes from a place on as one number, those behind the end as 0. */
function pieceOf({ bytes, starts }: TokenBytes, token: number, depth: number, width: number): number {
  const from = starts[token]! + depth
  const end = starts[token + 1]!
  let piece = 0
  for (let at = from; at < from + width; at++) piece = piece * 0x100 + (at < end ? bytes[at]! : 0)
  return piece
}

function sortFew(tokens: TokenBytes, order: Int32Array, depth: number): void {
  for (let at = 1; at < order.length; at++) {
    const token = order[at]!
    let to = at
    while (to > 0 && comesBefore(tokens, token, order[to - 1]!, depth)) {
      order[to] = order[to - 1]!
      to--
    }
    order[to] = token
  }
}

function comesBefore({ bytes, starts }: TokenBytes, one: number, other: number, depth: number): boolean {
  const end = starts[one + 1]!
  const otherEnd = starts[other + 1]!
  let at = starts[one]! + depth
  let otherAt = starts[other]! + depth
  while (at < end && otherAt < otherEnd) {
    const difference = bytes[at++]! - bytes[otherAt++]!
    if (difference !== 0) return difference < 0
  }
  return end - at < otherEnd - otherAt
}
