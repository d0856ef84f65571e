/**
 * A stretch of a long byte stream held in one buffer. Reading adds at the end; what lies before `keepFrom` is forgotten.
 *
 * Places are counted from the start of the stream, so they stay true when the buffer moves.
 */
import { stopIfCancelled } from '../source/cancellation.ts'

const firstCapacity = 2 ** 20
// A buffer that grew past this for one giant record is given back after it.
const lastingCapacity = 32 * 2 ** 20
// Node looks for so few bytes by the first of them, for more by a table of skips: five times as slow where the first is rare.
const quicklyFound = 7

export class ByteWindow {
  /** Holds the stream from `base` up to `end`; what follows in it is stale. Replaced and moved by `more`. */
  buffer: Buffer = Buffer.allocUnsafe(firstCapacity)
  base = 0
  end = 0
  /** The first place still needed. */
  keepFrom = 0
  readonly #chunks: AsyncIterator<Buffer>
  readonly #signal: AbortSignal | undefined

  constructor(chunks: AsyncIterable<Buffer>, signal?: AbortSignal) {
    this.#chunks = chunks[Symbol.asyncIterator]()
    this.#signal = signal
  }

  /** Reads on; false when the stream has ended. Throws AppError `cancelled`, and what the stream throws. */
  async more(): Promise<boolean> {
    stopIfCancelled(this.#signal)
    const next = await this.#chunks.next()
    stopIfCancelled(this.#signal)
    if (next.done === true) return false
    this.#append(next.value)
    return true
  }

  /** The bytes between two places that are both in the window; overwritten by a later `more`. */
  slice(start: number, end: number): Buffer {
    return this.buffer.subarray(start - this.base, end - this.base)
  }

  byteAt(place: number): number | undefined {
    return place < this.end ? this.buffer[place - this.base] : undefined
  }

  /** Where `bytes` begins at or after `from` inside the window, or -1. */
  indexOf(bytes: Buffer, from: number): number {
    const within = this.slice(from, this.end)
    const beginning = bytes.subarray(0, quicklyFound)
    for (let at = within.indexOf(beginning); at >= 0; at = within.indexOf(beginning, at + 1)) {
      if (within.subarray(at, at + bytes.length).equals(bytes)) return from + at
    }
    return -1
  }

  /** Lets the stream close what it holds open. */
  async close(): Promise<void> {
    await this.#chunks.return?.()
  }

  #append(chunk: Buffer): void {
    const used = this.end - this.base
    if (used + chunk.length > this.buffer.length || this.buffer.length > lastingCapacity) {
      this.#makeRoom(chunk.length)
    }
    chunk.copy(this.buffer, this.end - this.base)
    this.end += chunk.length
  }

  #makeRoom(bytes: number): void {
    const from = Math.min(this.keepFrom, this.end)
    const kept = this.slice(from, this.end)
    const needed = kept.length + bytes
    const isOversized = this.buffer.length > lastingCapacity && needed < this.buffer.length / 8
    if (needed > this.buffer.length) {
      const larger = Buffer.allocUnsafe(Math.max(needed, this.buffer.length * 2))
      kept.copy(larger)
      this.buffer = larger
    } else if (isOversized) {
      const smaller = Buffer.allocUnsafe(Math.max(needed, firstCapacity))
      kept.copy(smaller)
      this.buffer = smaller
    } else if (this.end - this.base + bytes > this.buffer.length) {
      kept.copy(this.buffer)
    } else {
      return
    }
    this.base = from
  }
}
