/** Makes UTF-8 of whatever Unicode encoding a JSON file stands in (RFC 8259 §8.1 asks for UTF-8; Windows tools differ). */

type Encoding = 'utf-8' | 'utf-16le' | 'utf-16be'

interface Detected {
  readonly encoding: Encoding
  /** Bytes of the byte order mark. */
  readonly markBytes: number
}

/** The encoding by the first bytes: a byte order mark, else the zero half of the first character. */
function detectEncoding(head: Buffer): Detected {
  const [first, second, third] = head
  if (first === 0xef && second === 0xbb && third === 0xbf) return { encoding: 'utf-8', markBytes: 3 }
  if (first === 0xff && second === 0xfe) return { encoding: 'utf-16le', markBytes: 2 }
  if (first === 0xfe && second === 0xff) return { encoding: 'utf-16be', markBytes: 2 }
  if (first === 0 && second !== undefined && second !== 0) return { encoding: 'utf-16be', markBytes: 0 }
  if (first !== undefined && first !== 0 && second === 0) return { encoding: 'utf-16le', markBytes: 0 }
  return { encoding: 'utf-8', markBytes: 0 }
}

/** The start of a file as UTF-8 without a byte order mark; a character cut off at the end is dropped. */
export function headAsUtf8(head: Buffer): Buffer {
  const { encoding, markBytes } = detectEncoding(head)
  const body = head.subarray(markBytes)
  return encoding === 'utf-8' ? body : new Utf16Decoder(encoding).decode(body)
}

/** The chunks of a file as UTF-8 without a byte order mark, and how far the file was read for a given place in them. */
export class Utf8Chunks {
  readonly #chunks: AsyncIterable<Buffer>
  #markBytes = 0
  #bytesIn = 0
  #bytesOut = 0

  constructor(chunks: AsyncIterable<Buffer>) {
    this.#chunks = chunks
  }

  /** Bytes of the file that make up the first `bytes` of UTF-8: exact for UTF-8, near enough for a progress bar else. */
  filePosition(bytes: number): number {
    if (this.#bytesOut === 0 || this.#bytesIn === this.#bytesOut) return bytes + this.#markBytes
    return this.#markBytes + Math.round((bytes * this.#bytesIn) / this.#bytesOut)
  }

  async *[Symbol.asyncIterator](): AsyncGenerator<Buffer, void, undefined> {
    let head: Buffer | null = Buffer.alloc(0)
    let decoder: Utf16Decoder | null = null
    for await (const chunk of this.#chunks) {
      let body = chunk
      if (head !== null) {
        head = head.length === 0 ? chunk : Buffer.concat([head, chunk])
        if (head.length < 4) continue
        decoder = this.#begin(head)
        body = head.subarray(this.#markBytes)
        head = null
      }
      const text = decoder === null ? body : decoder.decode(body)
      this.#count(body, text)
      yield text
    }
    if (head !== null && head.length > 0) {
      decoder = this.#begin(head)
      const body = head.subarray(this.#markBytes)
      yield decoder === null ? body : decoder.decode(body)
    }
  }

  #begin(head: Buffer): Utf16Decoder | null {
    const { encoding, markBytes } = detectEncoding(head)
    this.#markBytes = markBytes
    return encoding === 'utf-8' ? null : new Utf16Decoder(encoding)
  }

  #count(body: Buffer, text: Buffer): void {
    this.#bytesIn += body.length
    this.#bytesOut += text.length
  }
}

/** UTF-16 in pieces; what a piece leaves over (half a unit, half a surrogate pair) waits for the next. */
class Utf16Decoder {
  readonly #isBigEndian: boolean
  #rest: Buffer = Buffer.alloc(0)

  constructor(encoding: Exclude<Encoding, 'utf-8'>) {
    this.#isBigEndian = encoding === 'utf-16be'
  }

  decode(piece: Buffer): Buffer {
    const bytes = Buffer.concat([this.#rest, piece])
    let whole = bytes.length & ~1
    if (whole >= 2 && isHighSurrogate(bytes, whole - 2, this.#isBigEndian)) whole -= 2
    this.#rest = bytes.subarray(whole)
    const units = bytes.subarray(0, whole)
    if (this.#isBigEndian) units.swap16()
    return Buffer.from(units.toString('utf16le'), 'utf8')
  }
}

function isHighSurrogate(bytes: Buffer, at: number, isBigEndian: boolean): boolean {
  const unit = isBigEndian ? bytes.readUInt16BE(at) : bytes.readUInt16LE(at)
  return unit >= 0xd800 && unit <= 0xdbff
}
