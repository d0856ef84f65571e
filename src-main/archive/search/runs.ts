/**
 * Which characters of a folded text belong together, and the form in which the index takes them.
 *
 * A *word* is a run of letters and digits. *Signs* stand without spaces between words (Chinese, Japanese, Korean,
 * Thai, Lao, Khmer, Burmese) or for themselves (emoji): the index holds every two neighbours of a run as one token
 * and its last sign alone, so that any piece of a run is found. All else is a *gap*.
 *
 * SQLite's `ascii` tokenizer takes the result apart exactly as it is written here: it splits at ASCII punctuation and
 * keeps everything beyond ASCII. So it is decided in one place, by this program's Unicode, what a token is.
 */
import { isAscii } from './fold.ts'

export interface Run {
  readonly kind: 'word' | 'signs'
  readonly start: number
  readonly end: number
}

const gap = 0
const word = 1
const sign = 2

const signPattern =
  /^(?:(?=[\p{L}\p{M}\p{N}])[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Hangul}\p{Script=Bopomofo}\p{Script=Thai}\p{Script=Lao}\p{Script=Khmer}\p{Script=Myanmar}\u30fc]|[\u3099-\u309a]|[\p{Extended_Pictographic}\p{Emoji_Modifier}\p{Regional_Indicator}])$/u
const wordPattern = /^[\p{L}\p{M}\p{N}]$/u

/** The kinds of 256 neighbouring characters each, made when the first of them is met. */
const blocks: (Uint8Array | undefined)[] = []

function kindOf(point: number): number {
  const block = (blocks[point >> 8] ??= Uint8Array.from({ length: 256 }, (_, low) =>
    kindByPattern((point & ~0xff) | low),
  ))
  return block[point & 0xff] ?? gap
}

function kindByPattern(point: number): number {
  const character = String.fromCodePoint(point)
  if (signPattern.test(character)) return sign
  return wordPattern.test(character) ? word : gap
}

/** Whether a folded text has a letter or digit of a word right before a place. */
export function endsWord(folded: string, at: number): boolean {
  if (at === 0) return false
  const unit = folded.charCodeAt(at - 1)
  const isLowHalf = unit >= 0xdc00 && unit <= 0xdfff && at >= 2
  return kindOf(folded.codePointAt(isLowHalf ? at - 2 : at - 1) ?? 0) === word
}

/** Whether a folded text has a letter or digit of a word at a place. */
export function startsWord(folded: string, at: number): boolean {
  return at < folded.length && kindOf(folded.codePointAt(at) ?? 0) === word
}

/** The place of the first character at or after a place that is not in a gap. */
export function endOfGap(folded: string, from: number): number {
  return endOfKind(folded, from, gap)
}

/** The runs of a folded text in their order; gaps lie between them. */
export function runsOf(folded: string): Run[] {
  const runs: Run[] = []
  let start = endOfGap(folded, 0)
  while (start < folded.length) {
    const kind = kindOf(folded.codePointAt(start) ?? 0)
    const end = endOfKind(folded, start, kind)
    runs.push({ kind: kind === sign ? 'signs' : 'word', start, end })
    start = endOfGap(folded, end)
  }
  return runs
}

/** What is given to the index for a folded text. */
export function indexedForm(folded: string): string {
  if (isAscii(folded)) return folded
  let form = ''
  let copied = 0
  let at = 0
  while (at < folded.length) {
    if (folded.charCodeAt(at) < 0x80) {
      at++
      continue
    }
    const kind = kindOf(folded.codePointAt(at) ?? 0)
    const end = endOfKind(folded, at, kind)
    if (kind !== word) {
      form += folded.slice(copied, at)
      form += kind === sign ? ` ${tokensOfSigns(folded.slice(at, end)).join(' ')} ` : ' '
      copied = end
    }
    at = end
  }
  return form + folded.slice(copied)
}

/** The tokens of a run of signs: every two neighbours, then the last one alone. */
export function tokensOfSigns(run: string): string[] {
  const signs = Array.from(run)
  return signs.map((first, index) => first + (signs[index + 1] ?? ''))
}

function endOfKind(folded: string, from: number, kind: number): number {
  let at = from
  while (at < folded.length) {
    const point = folded.codePointAt(at) ?? 0
    if (kindOf(point) !== kind) break
    at += point > 0xffff ? 2 : 1
  }
  return at
}
