/**
 * Reads CSV as RFC 4180 describes it, row by row, in memory that does not grow with the file: fields in quotes may hold
 * commas, line breaks and doubled quotes; rows end with LF or CRLF.
 *
 * What the columns mean is the importers' work.
 */
import { StringDecoder } from 'node:string_decoder'
import { AppError } from '@shared/contract/app-error.ts'
import { Utf8Chunks } from '../json/encoding.ts'

/** Letters of one field; V8 itself ends at some 500 million. */
const longestField = 64 * 2 ** 20

export interface CsvRow {
  /** The line of the file that the row begins in, from 1. */
  readonly line: number
  readonly fields: readonly string[]
}

/**
 * The rows of a file in UTF-8 or UTF-16, its first one too; empty lines are passed over. A quote inside a field that did
 * not begin with one is a letter like others. Throws AppError `corrupt-file` when the file ends inside quotes and
 * `file-too-large` for a field beyond 64 Mi letters.
 */
export async function* csvRows(chunks: AsyncIterable<Buffer>): AsyncGenerator<CsvRow, void, undefined> {
  const decoder = new StringDecoder('utf8')
  const reader = new RowReader()
  for await (const chunk of new Utf8Chunks(chunks)) yield* reader.feed(decoder.write(chunk))
  yield* reader.feed(decoder.end())
  yield* reader.end()
}

type Place = 'start' | 'plain' | 'quoted' | 'after-quote'

class RowReader {
  #place: Place = 'start'
  #field = ''
  /** Letters of the field that stood in quotes: a CR among them is not the row's. */
  #quotedLetters = 0
  #fields: string[] = []
  #line = 1
  #rowLine = 1

  #take(text: string): void {
    if (this.#place === 'quoted') for (const letter of text) if (letter === '\n') this.#line++
    if (this.#place !== 'quoted') this.#place = 'plain'
    this.#field += text
    if (this.#field.length > longestField) {
      throw new AppError('file-too-large', `A text in it is too large to be read (line ${this.#rowLine}).`)
    }
  }

  *feed(text: string): Generator<CsvRow> {
    let at = 0
    while (at < text.length) {
      const end = this.#place === 'quoted' ? endOf(text, '"', at) : endOfPlain(text, at)
      if (end > at) {
        this.#take(text.slice(at, end))
        at = end
        continue
      }
      const letter = text[at++]
      if (this.#place === 'quoted') {
        this.#place = 'after-quote'
        this.#quotedLetters = this.#field.length
      } else if (letter === '"') this.#quote()
      else if (letter === ',') this.#endField()
      else {
        this.#line++
        yield* this.#endRow()
      }
    }
  }

  *end(): Generator<CsvRow> {
    if (this.#place === 'quoted') {
      throw new AppError('corrupt-file', 'It ends in the middle of a text. Export or download it again.')
    }
    yield* this.#endRow()
  }

  #quote(): void {
    if (this.#place === 'start') this.#place = 'quoted'
    else {
      // Two quotes inside quotes are one of the text.
      this.#field += '"'
      this.#place = this.#place === 'after-quote' ? 'quoted' : 'plain'
    }
  }

  #endField(): void {
    this.#fields.push(this.#field)
    this.#field = ''
    this.#quotedLetters = 0
    this.#place = 'start'
  }

  *#endRow(): Generator<CsvRow> {
    const hasReturn = this.#field.endsWith('\r') && this.#field.length > this.#quotedLetters
    if (hasReturn) this.#field = this.#field.slice(0, -1)
    this.#endField()
    const fields = this.#fields
    this.#fields = []
    if (fields.length > 1 || fields[0] !== '') yield { line: this.#rowLine, fields }
    this.#rowLine = this.#line
  }
}

function endOf(text: string, mark: string, from: number): number {
  const found = text.indexOf(mark, from)
  return found < 0 ? text.length : found
}

function endOfPlain(text: string, from: number): number {
  const mark = /[",\n]/g
  mark.lastIndex = from
  return mark.exec(text)?.index ?? text.length
}
