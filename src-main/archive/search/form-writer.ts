/** Writes the forms in which the index takes messages as bytes, for those that come in their thousands. */
import { type IndexedColumns, indexedMessage } from './indexed-message.ts'
import { withoutData } from './without-data.ts'

/** A mark of Markdown that says what is in a text. */
const fence = '```'
/** Marks are shorter, all of a message together. */
const roomForMarks = 1024
/** UTF-8 takes three bytes for a UTF-16 unit at most. */
const mostBytesOfUnit = 3

export class FormWriter {
  #bytes = Buffer.allocUnsafeSlow(2 ** 20)
  readonly #knownMarks = new Map<string, string>()

  /** What was written last, with a byte to spare behind it. */
  get bytes(): Uint8Array {
    return this.#bytes
  }

  /**
   * Writes the form of a message in UTF-8; answers its length in bytes. Capitals of plain ASCII, most of all texts, are
   * left as they are: whoever takes a text apart makes them small anyway.
   */
  write(message: IndexedColumns): number {
    const { text } = message
    if (text !== null) {
      this.#makeRoom(text.length)
      const length = this.#bytes.write(text, 'utf8')
      const isAscii = length === text.length
      if (isAscii && !text.includes(fence) && withoutData(text) === text) {
        return length + this.#bytes.write(this.#marksOf(message), length, 'utf8')
      }
    }
    const form = indexedMessage(message)
    this.#makeRoom(form.length)
    return this.#bytes.write(form, 'utf8')
  }

  /** What stands behind a text without anything to be told of in it, with the space before it. */
  #marksOf({ role, flags, source }: IndexedColumns): string {
    const key = `${role} ${flags} ${source}`
    const known = this.#knownMarks.get(key) ?? indexedMessage({ text: '', parts: null, role, flags, source })
    this.#knownMarks.set(key, known)
    return known
  }

  #makeRoom(units: number): void {
    const most = mostBytesOfUnit * units + roomForMarks
    if (this.#bytes.length < most) this.#bytes = Buffer.allocUnsafeSlow(2 * most)
  }
}
