/**
 * Cuts a file of JSON lines (jsonlines.org) into the raw bytes of its lines, in memory that does not grow with the file.
 *
 * Lines without content are passed over. Fingerprints and parsing are records.ts's work.
 */
import { ByteWindow } from './byte-window.ts'
import type { Element, ElementFault, ElementOptions } from './element-stream.ts'
import { ValueScan } from './value-scan.ts'

const newline = Buffer.from('\n')

/**
 * The lines of a file as elements; `index` is the number of the line from 0, empty lines counted.
 *
 * Throws AppError `cancelled` and what the chunks throw. Whether a line is JSON is not looked at: an end that is cut off
 * is an element as well.
 */
export async function* lineElements(
  chunks: AsyncIterable<Buffer>,
  options: Pick<ElementOptions, 'signal' | 'largestElement' | 'longestString'>,
): AsyncGenerator<Element, void, undefined> {
  const window = new ByteWindow(chunks, options.signal)
  try {
    let start = 0
    for (let index = 0; ; index++) {
      window.keepFrom = start
      const { end, isLast } = await endOfLine(window, start, options.largestElement)
      const element = cut(window, start, end, index, options)
      if (element !== null) yield element
      if (isLast) return
      start = end + newline.length
    }
  } finally {
    await window.close()
  }
}

interface LineEnd {
  /** Where the newline stands, or where the file ends. */
  readonly end: number
  readonly isLast: boolean
}

async function endOfLine(window: ByteWindow, start: number, largest: number): Promise<LineEnd> {
  let from = start
  for (;;) {
    const found = window.indexOf(newline, from)
    if (found >= 0) return { end: found, isLast: false }
    from = window.end
    // A line that is too large is only passed over, which needs none of its bytes.
    if (from - start > largest) window.keepFrom = from
    if (!(await window.more())) return { end: window.end, isLast: true }
  }
}

/** The line between two places without the space around it; null when it is empty. */
function cut(
  window: ByteWindow,
  start: number,
  end: number,
  index: number,
  { largestElement, longestString }: Pick<ElementOptions, 'largestElement' | 'longestString'>,
): Element | null {
  if (end - start > largestElement) return withFault(index, end, 'too-large')
  let [first, last] = [start, end]
  while (first < last && isSpace(window.byteAt(first))) first++
  while (last > first && isSpace(window.byteAt(last - 1))) last--
  if (first === last) return null
  const bytes = window.slice(first, last)
  // Only a line that is longer than that can hold a string that is.
  if (bytes.length > longestString && hasLongString(bytes, longestString)) {
    return withFault(index, end, 'long-string')
  }
  return { index, bytes, fault: null, end, isProven: false }
}

function hasLongString(bytes: Buffer, longest: number): boolean {
  const scan = new ValueScan(false, longest)
  scan.feed(bytes, 0, bytes.length)
  return scan.hasLongString
}

function withFault(index: number, end: number, fault: ElementFault): Element {
  return { index, bytes: Buffer.alloc(0), fault, end, isProven: false }
}

function isSpace(byte: number | undefined): boolean {
  return byte === 0x20 || byte === 0x09 || byte === 0x0d
}
