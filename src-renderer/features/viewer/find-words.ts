/** Where the words of a search stand in a text, without regard to case, accents and width. Marking them is mark-words' work. */

/** A text as it is compared: folded, with the way back to the original. */
interface FoldedText {
  readonly text: string
  /** For each UTF-16 unit of the folded text, where its original begins; one slot more for the end. */
  readonly origins: Int32Array
}

/** Half-open range of UTF-16 units. */
export interface TextRange {
  readonly start: number
  readonly end: number
}

const marks = /\p{Mn}/gu

/** All places of all words in a text, in order, overlapping ones joined. */
export function findWords(text: string, words: readonly string[]): TextRange[] {
  const wanted = words.map((word) => fold(word).text).filter((word) => word !== '')
  if (wanted.length === 0) return []
  const folded = fold(text)
  const found: TextRange[] = []
  for (const word of wanted) {
    for (let at = folded.text.indexOf(word); at >= 0; at = folded.text.indexOf(word, at + word.length)) {
      found.push({ start: folded.origins[at] ?? 0, end: folded.origins[at + word.length] ?? text.length })
    }
  }
  return joinOverlaps(found.toSorted((a, b) => a.start - b.start || a.end - b.end))
}

function joinOverlaps(ranges: readonly TextRange[]): TextRange[] {
  const joined: TextRange[] = []
  for (const range of ranges) {
    const last = joined.at(-1)
    if (last === undefined || range.start >= last.end) joined.push(range)
    else if (range.end > last.end) joined[joined.length - 1] = { start: last.start, end: range.end }
  }
  return joined
}

function fold(text: string): FoldedText {
  let folded = ''
  const origins: number[] = []
  let at = 0
  for (const character of text) {
    const plain = foldCharacter(character)
    for (let unit = 0; unit < plain.length; unit++) origins.push(at)
    folded += plain
    at += character.length
  }
  origins.push(text.length)
  return { text: folded, origins: Int32Array.from(origins) }
}

function foldCharacter(character: string): string {
  const code = character.codePointAt(0) ?? 0
  if (code < 0x80) return isSpace(code) ? ' ' : character.toLowerCase()
  return character.normalize('NFKD').replaceAll(marks, '').toLowerCase()
}

function isSpace(code: number): boolean {
  return code === 0x20 || (code >= 0x09 && code <= 0x0d)
}
