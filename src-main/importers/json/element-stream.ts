/**
 * Cuts the one list of a JSON file into the raw bytes of its elements, in memory that does not grow with the file.
 *
 * V8 cannot hold a file above 512 MiB as a string, and parsing pieces that die young is quicker than parsing all at
 * once. Fingerprints and parsing are records.ts's work.
 */
import { AppError } from '@shared/contract/app-error.ts'
import { ByteWindow } from './byte-window.ts'
import { ValueScan } from './value-scan.ts'

export interface ElementOptions {
  /** What a person calls the file; stands in errors. */
  readonly name: string
  readonly signal?: AbortSignal
  /** Where the list stands when it is inside an object: its key, or keys with `/` between them. */
  readonly path?: string
  /** Bytes of the largest element that is handed out. */
  readonly largestElement: number
  /** Bytes of the longest string in an element. */
  readonly longestString: number
  /** Containers inside containers. */
  readonly levels?: number
  /**
   * True when the bytes are one whole JSON value. With it the end of an element may be guessed, which is quicker than
   * looking for it; a guess that is not proven is not used.
   */
  proves?(bytes: Buffer): boolean
}

export type ElementFault = 'too-large' | 'too-deep' | 'long-string' | 'broken'

export interface Element {
  /** Place in the list, from 0. */
  readonly index: number
  /** The element without the space around it, in UTF-8; valid until the next element is asked for. Empty with a fault. */
  readonly bytes: Buffer
  /** Why the element is not handed out; the elements after it are. */
  readonly fault: ElementFault | null
  /** Bytes of UTF-8 up to the end of this element. */
  readonly end: number
  /** True when `proves` answered true for these bytes. */
  readonly isProven: boolean
}

/**
 * The elements of the array that the file is, or of the array at `path`; a file that is one object is its own only
 * element.
 *
 * Throws AppError `corrupt-file` when the file is empty, ends too early (after the last whole element was handed out) or
 * goes on after its end, `unsupported-file` when it is no JSON or has no list at `path`, `cancelled`, and what the chunks
 * throw. An element that cannot be JSON is handed out with a fault.
 */
export async function* elements(
  chunks: AsyncIterable<Buffer>,
  options: ElementOptions,
): AsyncGenerator<Element, void, undefined> {
  const window = new ByteWindow(chunks, options.signal)
  try {
    const cutter = new ElementCutter(window, options)
    await cutter.enter()
    for (let element = await cutter.next(); element !== null; element = await cutter.next()) yield element
  } finally {
    await window.close()
  }
}

// A guess reads this far at most; larger elements are rare enough to be looked at byte by byte.
const longestGuess = 16 * 2 ** 20
// More space than this between two elements is not a habit of the writer.
const longestSeparator = 64
const longestHead = 64

const commaByte = 0x2c
const colonByte = 0x3a
const quoteByte = 0x22
const openBracket = 0x5b
const closeBracket = 0x5d
const openBrace = 0x7b
const closeBrace = 0x7d

class ElementCutter {
  readonly #window: ByteWindow
  readonly #options: ElementOptions
  #shape: 'list' | 'inner-list' | 'single' = 'list'
  #index = 0
  #position = 0
  #isFirst = true
  /** How one element ends and the next begins in this file, up to its first key: `}, {"title":`. */
  #boundary: Buffer | null = null
  #hits = 0
  #misses = 0
  /** How the last element begins, kept once a broken one was met: where to look for the next. */
  #hasBroken = false
  #head: Buffer | null = null

  constructor(window: ByteWindow, options: ElementOptions) {
    this.#window = window
    this.#options = options
  }

  /** Goes to the first element. */
  async enter(): Promise<void> {
    const first = await this.#nextByte()
    if (first === undefined) throw this.#corrupt('is empty')
    if (first === openBracket) {
      this.#position++
    } else if (first !== openBrace) {
      throw new AppError(
        'unsupported-file',
        `"${this.#options.name}" is not JSON: it begins with neither [ nor {.`,
      )
    } else if (this.#options.path === undefined) {
      this.#shape = 'single'
    } else {
      this.#shape = 'inner-list'
      await this.#enterObject(this.#options.path.split('/'))
    }
  }

  /** The next element, or null after the last. */
  async next(): Promise<Element | null> {
    this.#window.keepFrom = this.#position
    if (this.#shape === 'single') return this.#nextSingle()
    let separator: Buffer | null = null
    if (!this.#isFirst) {
      const previousEnd = this.#position
      this.#window.keepFrom = previousEnd
      const between = await this.#nextByte()
      if (between === undefined)
        throw this.#corrupt(`ends after record ${this.#index}, before its list is closed`)
      if (between === closeBracket) {
        if (await this.#endsHere()) return null
        return this.#passBroken('is damaged near')
      }
      if (between !== commaByte) return this.#passBroken('is damaged near')
      this.#position++
      if ((await this.#nextByte()) !== undefined && this.#position - previousEnd <= longestSeparator) {
        separator = this.#window.slice(previousEnd, this.#position)
      }
    }
    const first = await this.#nextByte()
    if (first === undefined)
      throw this.#corrupt(`ends after record ${this.#index}, before its list is closed`)
    if (first === closeBracket && this.#isFirst) {
      if (await this.#endsHere()) return null
      throw this.#corrupt('goes on after its list has ended')
    }
    this.#isFirst = false
    if (first === closeBracket || first === commaByte) return this.#element(this.#position, 'broken')
    await this.#learn(first, separator)
    return (await this.#guess()) ?? this.#scan(false)
  }

  async #nextSingle(): Promise<Element | null> {
    if (this.#isFirst) {
      this.#isFirst = false
      return this.#scan(true)
    }
    if ((await this.#nextByte()) === undefined) return null
    throw this.#corrupt('goes on after its first JSON value')
  }

  /** Moves over white space; the byte there, or undefined at the end of the file. */
  async #nextByte(): Promise<number | undefined> {
    for (;;) {
      const byte = this.#window.byteAt(this.#position)
      if (byte === undefined) {
        if (!(await this.#window.more())) return undefined
      } else if (isSpace(byte)) {
        this.#position++
      } else {
        return byte
      }
    }
  }

  /** Remembers how elements begin and are parted, while that is not yet known. */
  async #learn(first: number, separator: Buffer | null): Promise<void> {
    if (this.#boundary !== null || first !== openBrace) return
    // A copy, because reading on may move the window.
    const before = separator === null ? null : Buffer.from(separator)
    let hasEnded = false
    while (!hasEnded && this.#window.end - this.#position < longestHead)
      hasEnded = !(await this.#window.more())
    const headEnd = Math.min(this.#position + longestHead, this.#window.end)
    const text = this.#window.slice(this.#position, headEnd).toString('latin1')
    const head = /^\{\s*"[^"\\]{1,40}"\s*:/.exec(text)
    if (head === null) return
    this.#head = Buffer.from(head[0], 'latin1')
    if (before !== null && this.#options.proves !== undefined) {
      this.#boundary = Buffer.concat([Buffer.from('}'), before, this.#head])
    }
  }

  /** Cuts at the next boundary, if that is proven to be right. */
  async #guess(): Promise<Element | null> {
    if (this.#boundary === null || this.#options.proves === undefined) return null
    // Nested lists may look alike; a file where they often do is better scanned.
    if (this.#misses > 8 + this.#hits / 4) return null
    // Too short for a string that is too long, which nobody would look for in a guessed element.
    const longest = Math.min(longestGuess, this.#options.largestElement, this.#options.longestString)
    const start = this.#position
    this.#window.keepFrom = start
    let from = start + 1
    for (;;) {
      const found = this.#window.indexOf(this.#boundary, from)
      if (found >= 0) {
        const end = found + 1
        const bytes = this.#window.slice(start, end)
        if (end - start <= longest && this.#options.proves(bytes)) {
          this.#hits++
          this.#position = end
          return { index: this.#index++, bytes, fault: null, end, isProven: true }
        }
        this.#misses++
        return null
      }
      if (this.#window.end - start > longest) return null
      from = Math.max(start + 1, this.#window.end - this.#boundary.length + 1)
      if (!(await this.#window.more())) return null
    }
  }

  /** Finds the end of the element by following its brackets and strings. */
  async #scan(isSingle: boolean): Promise<Element> {
    const { largestElement, longestString, levels } = this.#options
    const window = this.#window
    const start = this.#position
    const isContainer = isOpening(window.byteAt(start))
    const scan = new ValueScan(isSingle, longestString, levels)
    let from = start
    for (;;) {
      const found = scan.feed(window.buffer, from - window.base, window.end - window.base)
      if (found >= 0) return this.#cut(start, window.base + found, scan)
      if (scan.isBroken) return this.#passBroken('is damaged in')
      from = window.end
      window.keepFrom = faultOf(scan, from - start, largestElement) === null ? start : from
      if (!(await window.more())) {
        // The list is not closed but the element may be: then it is handed out before the next step throws.
        if (isContainer && scan.depth === 0 && !scan.isInString) return this.#cut(start, window.end, scan)
        // A file that was cut off holds nothing after this element: what looks like a next one would be a part of it.
        if (!this.#endsLikeList()) throw this.#corrupt(`ends in the middle of record ${this.#index + 1}`)
        return this.#passBroken('is damaged in')
      }
    }
  }

  #cut(start: number, limit: number, scan: ValueScan): Element {
    let end = limit
    const fault = faultOf(scan, limit - start, this.#options.largestElement)
    if (fault === null) while (isSpace(this.#window.byteAt(end - 1))) end--
    this.#position = limit
    if (fault !== null) return this.#element(limit, fault)
    return { index: this.#index++, bytes: this.#window.slice(start, end), fault: null, end, isProven: false }
  }

  #element(end: number, fault: ElementFault): Element {
    return { index: this.#index++, bytes: Buffer.alloc(0), fault, end, isProven: false }
  }

  /**
   * Gives up the element at the position: nothing tells where it ends. The next one is taken to begin where something
   * begins as the elements before did. Without such a place nothing more can be read.
   */
  async #passBroken(what: string): Promise<Element> {
    this.#hasBroken = true
    const window = this.#window
    let from = Math.max(this.#position + 1, window.base)
    for (;;) {
      const head = this.#head
      const found = head === null ? -1 : window.indexOf(head, from)
      if (found >= 0) {
        const end = this.#boundaryEnd(found)
        if (end !== null) {
          this.#position = end
          return this.#element(end, 'broken')
        }
        from = found + 1
      } else {
        from = Math.max(from, window.end - longestHead)
        // The separator before the head must stay to be looked at.
        window.keepFrom = Math.max(window.base, from - longestSeparator)
        if (!(await window.more())) throw this.#corrupt(`${what} record ${this.#index + 1}`)
      }
    }
  }

  /** True when the last byte of the file closes a list. Only asked at the end of the file. */
  #endsLikeList(): boolean {
    let last = this.#window.end - 1
    while (last >= this.#window.base && isSpace(this.#window.byteAt(last))) last--
    return last >= this.#window.base && this.#window.byteAt(last) === closeBracket
  }

  /** Where the element before `headStart` ends, when a comma and a closing brace stand there; else null. */
  #boundaryEnd(headStart: number): number | null {
    const isAfter = (place: number): boolean => place >= Math.max(this.#window.base, this.#position)
    const back = (from: number): number => {
      let place = from
      while (isAfter(place) && isSpace(this.#window.byteAt(place))) place--
      return place
    }
    const comma = back(headStart - 1)
    if (!isAfter(comma) || this.#window.byteAt(comma) !== commaByte) return null
    const brace = back(comma - 1)
    if (!isAfter(brace) || this.#window.byteAt(brace) !== closeBrace) return null
    return brace + 1
  }

  /** At the bracket that closes the list: true when the file may end so. Reads the rest, so that checksums are checked. */
  async #endsHere(): Promise<boolean> {
    const bracket = this.#position
    this.#position++
    if (this.#shape === 'inner-list') {
      do this.#window.keepFrom = this.#window.end
      while (await this.#window.more())
      return true
    }
    if ((await this.#nextByte()) === undefined) return true
    this.#position = bracket
    // After a broken element this may be the end of a list inside it.
    if (this.#hasBroken) return false
    throw this.#corrupt('goes on after its list has ended')
  }

  /** From the brace of an object to the first element of the list at `keys` inside it. */
  async #enterObject(keys: readonly string[]): Promise<void> {
    const [key, ...deeper] = keys
    this.#position++
    for (;;) {
      this.#window.keepFrom = this.#position
      const first = await this.#nextByte()
      if (first === closeBrace) throw this.#withoutList()
      if (first !== quoteByte) throw this.#corrupt('is damaged near its beginning')
      const found = await this.#readKey()
      if ((await this.#nextByte()) !== colonByte) throw this.#corrupt('is damaged near its beginning')
      this.#position++
      const value = await this.#nextByte()
      if (found === key) {
        if (deeper.length > 0 && value === openBrace) return this.#enterObject(deeper)
        if (deeper.length > 0 || value !== openBracket) throw this.#withoutList()
        this.#position++
        return
      }
      await this.#skipValue()
      const after = await this.#nextByte()
      if (after === closeBrace) throw this.#withoutList()
      if (after !== commaByte) throw this.#corrupt('is damaged near its beginning')
      this.#position++
    }
  }

  async #readKey(): Promise<string> {
    const start = this.#position
    const scan = new ValueScan(false, longestHead)
    // A key is a string that ends before a colon; fed byte by byte it is done when no string is open any more.
    let place = start
    do {
      while (place >= this.#window.end) {
        if (!(await this.#window.more())) throw this.#corrupt('ends near its beginning')
      }
      scan.feed(this.#window.buffer, place - this.#window.base, place - this.#window.base + 1)
      place++
    } while (scan.isInString)
    this.#position = place
    try {
      return String(JSON.parse(this.#window.slice(start, place).toString()))
    } catch {
      throw this.#corrupt('is damaged near its beginning')
    }
  }

  async #skipValue(): Promise<void> {
    const window = this.#window
    const scan = new ValueScan(false, Infinity)
    for (;;) {
      const found = scan.feed(window.buffer, this.#position - window.base, window.end - window.base)
      if (found >= 0) {
        this.#position = window.base + found
        return
      }
      if (scan.isBroken) throw this.#corrupt('is damaged near its beginning')
      this.#position = window.end
      window.keepFrom = window.end
      if (!(await window.more())) throw this.#corrupt('ends before its list begins')
    }
  }

  #withoutList(): AppError {
    const { name, path } = this.#options
    return new AppError('unsupported-file', `"${name}" holds no list named "${path}".`)
  }

  #corrupt(what: string): AppError {
    return new AppError('corrupt-file', `"${this.#options.name}" ${what}. Export or download it again.`)
  }
}

function faultOf(scan: ValueScan, bytes: number, largest: number): ElementFault | null {
  if (scan.isTooDeep) return 'too-deep'
  if (scan.hasLongString) return 'long-string'
  return bytes > largest ? 'too-large' : null
}

function isOpening(byte: number | undefined): boolean {
  return byte === openBrace || byte === openBracket
}

function isSpace(byte: number | undefined): boolean {
  return byte === 0x20 || byte === 0x0a || byte === 0x0d || byte === 0x09
}
