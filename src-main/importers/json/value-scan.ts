/**
 * Finds where a JSON value ends, without parsing it and over any number of pieces.
 *
 * It follows strings and brackets only: what stands between them is JSON.parse's to judge.
 */

const quote = 0x22
const backslash = 0x5c

const plain = 0
const stringStart = 1
const opening = 2
const closing = 3
const comma = 4
const impossible = 5

/** What a byte outside strings is. Letters beyond true, false and null pass, so that NaN spoils one value only. */
const kinds = new Uint8Array(256).fill(impossible)
for (const character of ' \t\r\n:+-._$0123456789abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ') {
  kinds[character.charCodeAt(0)] = plain
}
kinds[quote] = stringStart
kinds[0x5b] = opening
kinds[0x7b] = opening
kinds[0x5d] = closing
kinds[0x7d] = closing
kinds[0x2c] = comma

// Keys and ids are shorter: looking at them byte by byte is quicker than a call.
const shortString = 40

/** Containers inside containers up to this many levels are read; JSON.stringify and IPC break at some ten thousand. */
export const deepestNesting = 512

export class ValueScan {
  /** Containers that are open. */
  depth = 0
  isTooDeep = false
  /** True once a string was longer than `longestString`. */
  hasLongString = false
  /** True once brackets do not match or a byte stands where none can: no end will be found. */
  isBroken = false
  isInString = false
  readonly #endsWhenClosed: boolean
  readonly #longestString: number
  readonly #levels: number
  /** The opening bracket of each of the outer levels, so that a missing one is noticed where it happens. */
  readonly #open = new Uint8Array(deepestNesting)
  #isEscaped = false
  #stringBytes = 0

  /**
   * `endsWhenClosed`: the value is a container and ends with its closing bracket. Else it ends before the comma or
   * closing bracket that follows it. `levels` is how many containers may stand inside each other.
   */
  constructor(endsWhenClosed: boolean, longestString: number, levels = deepestNesting) {
    this.#endsWhenClosed = endsWhenClosed
    this.#longestString = longestString
    this.#levels = levels
  }

  /**
   * Looks at `buffer` from `from` up to `to`, going on where the last piece ended. Answers the index just past the value,
   * or -1 when it goes on (or is broken).
   */
  feed(buffer: Buffer, from: number, to: number): number {
    const view = buffer.length === to ? buffer : buffer.subarray(0, to)
    let index = from
    if (this.isInString) {
      index = this.#passString(view, index)
      if (index < 0) return -1
    }
    while (index < to) {
      const byte = view[index] as number
      switch (kinds[byte]) {
        case plain:
          index++
          break
        case stringStart:
          this.isInString = true
          index = this.#passString(view, index + 1)
          if (index < 0) return -1
          break
        case opening:
          if (this.depth < deepestNesting) this.#open[this.depth] = byte
          if (this.depth >= this.#levels) this.isTooDeep = true
          this.depth++
          index++
          break
        case closing:
          if (this.depth === 0) return index
          this.depth--
          // "[" and "]" are two apart in ASCII, and so are "{" and "}".
          if (this.depth < deepestNesting && this.#open[this.depth] !== byte - 2) {
            this.isBroken = true
            return -1
          }
          index++
          if (this.depth === 0 && this.#endsWhenClosed) return index
          break
        case comma:
          if (this.depth === 0) return index
          index++
          break
        default:
          this.isBroken = true
          return -1
      }
    }
    return -1
  }

  /** The index just past the string that is open at `from`, or -1 when it goes on after the view. */
  #passString(view: Buffer, from: number): number {
    let index = from
    if (this.#isEscaped && index < view.length) {
      this.#isEscaped = false
      index++
    }
    const nearEnd = Math.min(index + shortString, view.length)
    while (index < nearEnd) {
      const byte = view[index]
      if (byte === quote) return this.#closeString(from, index)
      index += byte === backslash ? 2 : 1
    }
    if (index > view.length) {
      this.#isEscaped = true
      return this.#leaveString(from, view.length)
    }
    const settled = index
    for (;;) {
      const found = view.indexOf(quote, index)
      const slashes = backslashesBefore(view, found < 0 ? view.length : found, settled)
      if (found < 0) {
        this.#isEscaped = slashes % 2 === 1
        return this.#leaveString(from, view.length)
      }
      if (slashes % 2 === 0) return this.#closeString(from, found)
      index = found + 1
    }
  }

  #closeString(from: number, at: number): number {
    this.#leaveString(from, at)
    this.isInString = false
    this.#stringBytes = 0
    return at + 1
  }

  #leaveString(from: number, to: number): -1 {
    this.#stringBytes += to - from
    if (this.#stringBytes > this.#longestString) this.hasLongString = true
    return -1
  }
}

function backslashesBefore(view: Buffer, end: number, start: number): number {
  let index = end
  while (index > start && view[index - 1] === backslash) index--
  return end - index
}
