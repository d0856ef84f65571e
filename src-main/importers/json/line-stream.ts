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
      const { end, isLast, hasLongString } = await endOfLine(window, start, options)
      const element = hasLongString
        ? withFault(index, end, 'long-string')
        : cut(window, start, end, index, options.largestElement)
      if (element !== null) yield element
      if (isLast) return
      start = end + newline.length
    }
  } finally {
    await window.close()
  }
}

type Limits = Pick<ElementOptions, 'largestElement' | 'longestString'>

interface LineEnd {
  /** Where the newline stands, or where the file ends. */
  readonly end: number
  readonly isLast: boolean
  /** The line was passed over as soon as a string in it was too long; nothing of it is in the window. */
  readonly hasLongString: boolean
}

async function endOfLine(
  window: ByteWindow,
  start: number,
  { largestElement, longestString }: Limits,
): Promise<LineEnd> {
  const scan = new ValueScan(false, longestString)
  let scanned = start
  let from = start
  for (;;) {
    const found = window.indexOf(newline, from)
    const end = found < 0 ? window.end : found
    // Only a line that is longer than that can hold a string that is.
    if (end - start > longestString && !scan.hasLongString && !scan.isBroken) {
      scan.feed(window.buffer, scanned - window.base, end - window.base)
      scanned = end
    }
    const { hasLongString } = scan
    if (found >= 0) return { end, isLast: false, hasLongString }
    from = end
    // A line that is only passed over needs none of its bytes.
    if (hasLongString || from - start > largestElement) window.keepFrom = from
    if (!(await window.more())) return { end: window.end, isLast: true, hasLongString }
  }
}

/** The line between two places without the space around it; null when it is empty. */
function cut(
  window: ByteWindow,
  start: number,
  end: number,
  index: number,
  largestElement: number,
): Element | null {
  if (end - start > largestElement) return withFault(index, end, 'too-large')
  let [first, last] = [start, end]
  while (first < last && isSpace(window.byteAt(first))) first++
  while (last > first && isSpace(window.byteAt(last - 1))) last--
  if (first === last) return null
  return { index, bytes: window.slice(first, last), fault: null, end, isProven: false }
}

function withFault(index: number, end: number, fault: ElementFault): Element {
  return { index, bytes: Buffer.alloc(0), fault, end, isProven: false }
}

function isSpace(byte: number | undefined): boolean {
  return byte === 0x20 || byte === 0x09 || byte === 0x0d
}
