/**
 * Takes texts apart into tokens and remembers where each token stands: the first half of building a segment of a
 * full-text index.
 *
 * FTS5 keeps a list for each token and appends to it at every occurrence, which waits for memory most of the time. Here
 * a token gets a number when it is met first, an occurrence is one number more at the end of one long list, and the list
 * is brought into the order of the tokens once, at the end (segment-builder.ts).
 */

/** The longest token that FTS5 takes, in bytes; what is longer is cut off there (`FTS5_MAX_TOKEN_SIZE`). */
const longestToken = 32_768
/** What a token of the main index begins with in FTS5, there being no prefix indexes (`FTS5_MAIN_PREFIX`). */
const mainPrefix = 0x30

/**
 * The bytes that belong to tokens, as FTS5's tokenizer `ascii` sees it (ASCII letters and digits, and everything beyond
 * ASCII), capitals as small letters; 0 for those that lie between tokens.
 */
const tokenBytes = Uint8Array.from({ length: 256 }, (_, byte) => {
  if (byte >= 0x80) return byte
  const character = String.fromCharCode(byte)
  return /[\da-z]/i.test(character) ? character.toLowerCase().charCodeAt(0) : 0
})

/**
 * Bytes of a token that stand in two numbers, by which most tokens are told apart: the bytes behind them are looked at
 * only where two tokens seem the same.
 */
const bytesInNumbers = 8
/** Numbers of a token as it is found: its first eight bytes, a hash of those behind them (0 where there are none), where it begins and ends. */
const foundFields = 5
const tokensInTurn = 512
/** Numbers of a slot: the same three, and the token's number. */
const slotFields = 4
const free = -1

/** Room for so many occurrences is made at once; what is never written to takes no memory. */
export const usualOccurrences = 2 ** 22

export class TokenCollector {
  /** Of each text its rowid, and the number of the first occurrence that is not in it any more. */
  readonly rowids: number[] = []
  readonly ends: number[] = []
  /** The number of the token at each place, texts one behind the other. */
  occurrences = new Int32Array(usualOccurrences)
  /** Bytes of all tokens, one behind the other, each with the prefix that FTS5 gives it. */
  bytes = new Uint8Array(2 ** 20)
  /** Where the bytes of a token begin; those of the next one begin where they end. */
  starts = new Int32Array(2 ** 17)
  #tokenCount = 0
  #occurrenceCount = 0
  /** At most half of them are taken. */
  #slots = freeSlots(2 ** 17)
  /** Some tokens of a text, as many as stay in the processor's cache. */
  readonly #found = new Int32Array(foundFields * tokensInTurn)
  #readUpTo = 0

  /** How many different tokens there are; they are numbered from 0 on. */
  get tokenCount(): number {
    return this.#tokenCount
  }

  /** Tokens of all texts, each time that they occur. */
  get occurrenceCount(): number {
    return this.#occurrenceCount
  }

  /**
   * Adds a text: the first bytes of a buffer, in UTF-8. One byte more of the buffer is written to.
   *
   * @param rowid higher than those of all texts before
   */
  add(rowid: number, text: Uint8Array, length: number): void {
    this.#makeRoom(length)
    text[length] = 0
    for (let from = 0; from < length; from = this.#readUpTo)
      this.#number(text, this.#find(text, from, length))
    this.rowids.push(rowid)
    this.ends.push(this.#occurrenceCount)
  }

  /** Gives the tokens that were found their numbers, which go behind all others. */
  #number(text: Uint8Array, end: number): void {
    const found = this.#found
    const { occurrences } = this
    let occurrenceCount = this.#occurrenceCount
    let slots = this.#slots
    let mask = slots.length - 1
    for (let at = 0; at < end; at += foundFields) {
      const first = found[at]!
      const second = found[at + 1]!
      const rest = found[at + 2]!
      let slot = (slotOf(first, second, rest) * slotFields) & mask
      let token = slots[slot + 3]!
      for (;;) {
        if (token === free) break
        const isAlike = slots[slot] === first && slots[slot + 1] === second && slots[slot + 2] === rest
        if (isAlike && (rest === 0 || this.#isToken(token, text, found[at + 3]!, found[at + 4]!))) break
        slot = (slot + slotFields) & mask
        token = slots[slot + 3]!
      }
      if (token === free) {
        token = this.#addToken(text, found[at + 3]!, found[at + 4]!)
        slots[slot] = first
        slots[slot + 1] = second
        slots[slot + 2] = rest
        slots[slot + 3] = token
        if (2 * slotFields * token > mask) {
          this.#growSlots()
          slots = this.#slots
          mask = slots.length - 1
        }
      }
      occurrences[occurrenceCount++] = token
    }
    this.#occurrenceCount = occurrenceCount
  }

  /** Forgets all texts and tokens; the memory is kept for the next ones. */
  clear(): void {
    this.rowids.length = 0
    this.ends.length = 0
    this.#tokenCount = 0
    this.#occurrenceCount = 0
    this.#slots.fill(free)
  }

  /**
   * Finds some tokens of a text that ends with a 0, from a place between two of them on; answers where they end in
   * `#found`. How far it has read stands in `#readUpTo`.
   */
  #find(text: Uint8Array, from: number, length: number): number {
    const found = this.#found
    let to = 0
    let at = from
    while (to < found.length) {
      let byte = tokenBytes[text[at]!]!
      if (byte === 0) {
        if (at >= length) break
        at++
        continue
      }
      const start = at
      let first = 0
      let second = 0
      let rest = 0
      let shift = 0
      do {
        first |= byte << shift
        shift += 8
        byte = tokenBytes[text[++at]!]!
      } while (byte !== 0 && shift < 32)
      let end = at
      if (byte !== 0) {
        shift = 0
        do {
          second |= byte << shift
          shift += 8
          byte = tokenBytes[text[++at]!]!
        } while (byte !== 0 && shift < 32)
        end = at
        if (byte !== 0) {
          const last = start + longestToken
          rest = 1
          do {
            rest = Math.imul(rest ^ byte, 0x01000193)
            byte = tokenBytes[text[++at]!]!
          } while (byte !== 0 && at < last)
          rest |= 1
          end = at
          while (byte !== 0) byte = tokenBytes[text[++at]!]!
        }
      }
      found[to] = first
      found[to + 1] = second
      found[to + 2] = rest
      found[to + 3] = start
      found[to + 4] = end
      to += foundFields
    }
    this.#readUpTo = at
    return to
  }

  /** Whether a token whose first bytes and hash are the same is the same. */
  #isToken(token: number, text: Uint8Array, start: number, end: number): boolean {
    const { bytes, starts } = this
    const from = starts[token]! + 1
    const size = starts[token + 1]! - from
    if (size !== end - start) return false
    for (let i = bytesInNumbers; i < size; i++)
      if (bytes[from + i] !== tokenBytes[text[start + i]!]) return false
    return true
  }

  #addToken(text: Uint8Array, start: number, end: number): number {
    const token = this.#tokenCount++
    if (this.starts.length < this.#tokenCount + 1) this.starts = grown(this.starts, 2 * this.starts.length)
    const { bytes, starts } = this
    let to = starts[token]!
    bytes[to++] = mainPrefix
    for (let from = start; from < end; from++) bytes[to++] = tokenBytes[text[from]!]!
    starts[token + 1] = to
    return token
  }

  /** So much that a text of a given length in bytes cannot need more. */
  #makeRoom(length: number): void {
    const most = Math.ceil(length / 2)
    const occurrences = this.#occurrenceCount + most
    if (this.occurrences.length < occurrences) {
      this.occurrences = grown(this.occurrences, Math.max(2 * this.occurrences.length, occurrences))
    }
    const bytes = this.starts[this.#tokenCount]! + length + most
    if (this.bytes.length < bytes) {
      const room = new Uint8Array(Math.max(2 * this.bytes.length, bytes))
      room.set(this.bytes)
      this.bytes = room
    }
  }

  #growSlots(): void {
    const before = this.#slots
    const slots = freeSlots((2 * before.length) / slotFields)
    const mask = slots.length - 1
    for (let from = 0; from < before.length; from += slotFields) {
      if (before[from + 3] === free) continue
      let slot = (slotOf(before[from]!, before[from + 1]!, before[from + 2]!) * slotFields) & mask
      while (slots[slot + 3] !== free) slot = (slot + slotFields) & mask
      for (let field = 0; field < slotFields; field++) slots[slot + field] = before[from + field]!
    }
    this.#slots = slots
  }
}

/** Where a token is looked for first; a number of 27 bits, so that it can be multiplied exactly. */
function slotOf(first: number, second: number, rest: number): number {
  const mixed = Math.imul(first, 0x9e37_79b1) ^ Math.imul(second ^ rest, 0x85eb_ca77)
  return (mixed ^ (mixed >>> 15)) & 0x07ff_ffff
}

function freeSlots(slots: number): Int32Array<ArrayBuffer> {
  return new Int32Array(slotFields * slots).fill(free)
}

function grown(numbers: Int32Array, length: number): Int32Array<ArrayBuffer> {
  const larger = new Int32Array(length)
  larger.set(numbers)
  return larger
}
