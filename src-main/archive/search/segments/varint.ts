/** Integers as SQLite writes them: 1 to 9 bytes, seven bits in each but the ninth, the highest first (sqlite.org/fileformat2.html, section 1.6). */

/** More than any integer here takes: 2 ** 53 needs eight bytes. */
export const longestVarint = 9

/**
 * Writes an integer from 0 to 2 ** 53 - 1; answers where the next byte goes.
 */
export function putVarint(bytes: Uint8Array, at: number, value: number): number {
  if (value < 0x80) {
    bytes[at] = value
    return at + 1
  }
  if (value < 0x4000) {
    bytes[at] = (value >>> 7) | 0x80
    bytes[at + 1] = value & 0x7f
    return at + 2
  }
  if (value < 0x1000_0000) {
    let to = at
    if (value >= 0x20_0000) bytes[to++] = (value >>> 21) | 0x80
    bytes[to] = ((value >>> 14) & 0x7f) | 0x80
    bytes[to + 1] = ((value >>> 7) & 0x7f) | 0x80
    bytes[to + 2] = value & 0x7f
    return to + 3
  }
  const end = at + lengthOfVarint(value)
  let left = value
  for (let to = end - 1; to >= at; to--) {
    bytes[to] = (left % 0x80) | (to === end - 1 ? 0 : 0x80)
    left = Math.floor(left / 0x80)
  }
  return end
}

/** How many bytes an integer from 0 to 2 ** 53 - 1 takes. */
export function lengthOfVarint(value: number): number {
  let length = 1
  for (let left = Math.floor(value / 0x80); left > 0; left = Math.floor(left / 0x80)) length++
  return length
}

/** Reads integers one behind the other. */
export class VarintReader {
  readonly #bytes: Uint8Array
  #at: number

  constructor(bytes: Uint8Array, at = 0) {
    this.#bytes = bytes
    this.#at = at
  }

  get isAtEnd(): boolean {
    return this.#at >= this.#bytes.length
  }

  /** @throws RangeError where the bytes end, or where the integer is larger than 2 ** 53 - 1 */
  next(): number {
    let value = 0
    for (;;) {
      const byte = this.#bytes[this.#at++]
      if (byte === undefined) throw new RangeError('The bytes end within an integer.')
      value = value * 0x80 + (byte & 0x7f)
      if (value > Number.MAX_SAFE_INTEGER) throw new RangeError('The integer is too large.')
      if (byte < 0x80) return value
    }
  }
}
