/** The tokens of an index, and in how many of its rows each stands. */

export interface Vocabulary {
  readonly count: number
  /** Bytes of all tokens, one behind the other, in the order of their bytes. */
  readonly bytes: Uint8Array
  /** Where each begins; those of the next one begin where they end. */
  readonly starts: Int32Array
  readonly rows: Int32Array
}

export const emptyVocabulary: Vocabulary = {
  count: 0,
  bytes: new Uint8Array(0),
  starts: new Int32Array(1),
  rows: new Int32Array(0),
}

/** Takes tokens whose order is right already, one after the other. */
export class VocabularyBuilder {
  #count = 0
  readonly #bytes: Uint8Array
  readonly #starts: Int32Array
  readonly #rows: Int32Array

  /** @param most how many tokens there can be, and how many bytes they can have */
  constructor(most: { readonly tokens: number; readonly bytes: number }) {
    this.#bytes = new Uint8Array(most.bytes)
    this.#starts = new Int32Array(most.tokens + 1)
    this.#rows = new Int32Array(most.tokens)
  }

  /** @param bytes hold the token from `start` to `end` */
  add(bytes: Uint8Array, start: number, end: number, rows: number): void {
    let to = this.#starts[this.#count]!
    for (let from = start; from < end; from++) this.#bytes[to++] = bytes[from]!
    this.#rows[this.#count] = rows
    this.#count += 1
    this.#starts[this.#count] = to
  }

  built(): Vocabulary {
    const count = this.#count
    return {
      count,
      bytes: this.#bytes.subarray(0, this.#starts[count]),
      starts: this.#starts.subarray(0, count + 1),
      rows: this.#rows.subarray(0, count),
    }
  }
}

/** The tokens of two indexes that have no row in common. */
export function mergedVocabularies(one: Vocabulary, other: Vocabulary): Vocabulary {
  if (one.count === 0) return other
  if (other.count === 0) return one
  const builder = new VocabularyBuilder({
    tokens: one.count + other.count,
    bytes: one.bytes.length + other.bytes.length,
  })
  let at = 0
  let otherAt = 0
  while (at < one.count || otherAt < other.count) {
    const order = at === one.count ? 1 : otherAt === other.count ? -1 : compared(one, at, other, otherAt)
    const rows = (order <= 0 ? one.rows[at]! : 0) + (order >= 0 ? other.rows[otherAt]! : 0)
    if (order <= 0) builder.add(one.bytes, one.starts[at]!, one.starts[at + 1]!, rows)
    else builder.add(other.bytes, other.starts[otherAt]!, other.starts[otherAt + 1]!, rows)
    if (order <= 0) at++
    if (order >= 0) otherAt++
  }
  return builder.built()
}

/** Below 0 when a token of the one comes before one of the other, above 0 when it comes behind it. */
function compared(one: Vocabulary, at: number, other: Vocabulary, otherAt: number): number {
  const end = one.starts[at + 1]!
  const otherEnd = other.starts[otherAt + 1]!
  let from = one.starts[at]!
  let otherFrom = other.starts[otherAt]!
  while (from < end && otherFrom < otherEnd) {
    const difference = one.bytes[from++]! - other.bytes[otherFrom++]!
    if (difference !== 0) return difference
  }
  return end - from - (otherEnd - otherFrom)
}
