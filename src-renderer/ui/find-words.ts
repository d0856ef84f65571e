/** Where words stand in a text, without regard to accents and width, nor to case unless told. What is made of that is its callers' work. */

/** A word or phrase that is looked for, and how. */
export interface SoughtWord {
  readonly text: string
  /** Whether no word may go on before or behind it. */
  readonly isWhole: boolean
  /** Whether its capitals count. */
  readonly isCased: boolean
}

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
/** A letter or digit of a word: not of scripts in which words stand without spaces between them. */
const wordCharacter = String.raw`(?![\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Hangul}\p{Script=Thai}\p{Script=Lao}\p{Script=Khmer}\p{Script=Myanmar}])[\p{L}\p{N}\p{M}]`

/** All places of all words in a text, in order, overlapping ones joined. A mere text is looked for anywhere, in any case. */
export function findWords(text: string, words: readonly (SoughtWord | string)[]): TextRange[] {
  const wanted = words.map(soughtOf).filter((word) => word.text.trim() !== '')
  if (wanted.length === 0) return []
  const folded = fold(text)
  const found = wanted.flatMap((word) =>
    [...folded.text.matchAll(formOf(word))].flatMap(({ 0: piece, index }): TextRange[] => {
      const start = folded.origins[index] ?? 0
      const end = folded.origins[index + piece.length] ?? text.length
      const isSame = !word.isCased || lettersOf(text.slice(start, end)) === lettersOf(word.text)
      return isSame ? [{ start, end }] : []
    }),
  )
  return joinOverlaps(found.toSorted((a, b) => a.start - b.start || a.end - b.end))
}

function soughtOf(word: SoughtWord | string): SoughtWord {
  return typeof word === 'string' ? { text: word, isWhole: false, isCased: false } : word
}

/** What is looked for in a folded text: between two words of a phrase anything may stand that is no word. */
function formOf({ text, isWhole }: SoughtWord): RegExp {
  const words = fold(text)
    .text.trim()
    .split(/ +/u)
    .map((word) => word.replaceAll(/[$()*+.?[\\\]^{|}/]/gu, String.raw`\$&`))
  const pieces = words.join(String.raw`[^\p{L}\p{N}\p{M}]+`)
  if (!isWhole) return new RegExp(pieces, 'gu')
  const isInWord = (end: string): boolean => new RegExp(end, 'u').test(fold(text).text.trim())
  const before = isInWord(`^${wordCharacter}`) ? `(?<!${wordCharacter})` : ''
  const behind = isInWord(`${wordCharacter}$`) ? `(?!${wordCharacter})` : ''
  return new RegExp(before + pieces + behind, 'gu')
}

/** Letters and digits with their capitals, without accents. */
function lettersOf(text: string): string {
  return text.normalize('NFKD').replaceAll(/[^\p{L}\p{N}]/gu, '')
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
