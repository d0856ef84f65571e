/**
 * Which words differ between two texts, after Myers, "An O(ND) Difference Algorithm and Its Variations" (1986).
 * How what differs is shown is ComparedPair's work.
 */

/** A piece of one of the texts. Joined, the pieces of a side are its text. */
export interface WordPiece {
  readonly text: string
  /** The number of the change it belongs to, counted from 0; what took its place on the other side bears the same. Null where nothing differs. */
  readonly change: number | null
}

export interface WordDiff {
  readonly left: readonly WordPiece[]
  readonly right: readonly WordPiece[]
  /** How many changes there are. */
  readonly changes: number
}

/** Words that are removed or added at most; the steps kept to find the way back grow with its square (16 MB). */
const mostEdits = 2000
/** Comparisons of words at most: some tens of milliseconds. */
const mostSteps = 4_000_000

/**
 * The fewest words that have to be taken from `left` and put into `right`. Space between words is none of a word's own.
 * Null where the texts differ by so much that finding it would take long, and nobody would read it.
 */
export function diffWords(left: string, right: string): WordDiff | null {
  const [leftWords, rightWords] = [wordsIn(left), wordsIn(right)]
  const ids = new Map<string, number>()
  const matches = commonWords(idsOf(leftWords, ids), idsOf(rightWords, ids))
  return matches === null
    ? null
    : piecesOf({ text: left, words: leftWords }, { text: right, words: rightWords }, matches)
}

/** How many words a text has, as `diffWords` takes them; signs alone are none. */
export function countWords(text: string): number {
  let count = 0
  for (const [word] of text.matchAll(wordPattern)) if (isSpoken.test(word)) count++
  return count
}

interface Word {
  readonly text: string
  readonly start: number
  readonly end: number
}

/** Runs of letters and digits; each character of the scripts that are written without spaces; each sign. */
const wordPattern =
  /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}]|(?:(?![\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}])[\p{L}\p{M}\p{N}_])+(?:['’][\p{L}\p{M}]+)*|\S/gu
const isSpoken = /[\p{L}\p{N}]/u

function wordsIn(text: string): Word[] {
  return Array.from(text.matchAll(wordPattern), ({ 0: word, index }) => ({
    text: word,
    start: index,
    end: index + word.length,
  }))
}

function idsOf(words: readonly Word[], ids: Map<string, number>): Int32Array {
  return Int32Array.from(words, ({ text }) => {
    const id = ids.get(text) ?? ids.size
    ids.set(text, id)
    return id
  })
}

/**
 * The longest common subsequence: for each word of `left` its place in `right`, -1 without one. Null where it is not found
 * within the bounds above.
 */
function commonWords(left: Int32Array, right: Int32Array): Int32Array | null {
  const matches = new Int32Array(left.length).fill(-1)
  let start = 0
  while (start < left.length && start < right.length && left[start] === right[start]) {
    matches[start] = start
    start++
  }
  let [leftEnd, rightEnd] = [left.length, right.length]
  while (leftEnd > start && rightEnd > start && left[leftEnd - 1] === right[rightEnd - 1]) {
    matches[--leftEnd] = --rightEnd
  }
  const trace = shortestEdit(left.subarray(start, leftEnd), right.subarray(start, rightEnd))
  if (trace === null) return null
  walkBack(trace, leftEnd - start, rightEnd - start, (x, y) => {
    matches[start + x] = start + y
  })
  return matches
}

/**
 * How far each diagonal (place on the left less place on the right) is reached after each number of edits; entry `d` holds
 * the diagonals from -d to d. The last entry reaches the end of both.
 */
function shortestEdit(left: Int32Array, right: Int32Array): Int32Array[] | null {
  const trace: Int32Array[] = []
  let steps = 0
  for (let edits = 0; edits <= Math.min(mostEdits, left.length + right.length); edits++) {
    const before = trace.at(-1)
    const reached = new Int32Array(2 * edits + 1)
    trace.push(reached)
    for (let diagonal = -edits; diagonal <= edits; diagonal += 2) {
      let x = before === undefined ? 0 : entryOf(before, edits, diagonal)
      const from = x
      while (x < left.length && x - diagonal < right.length && left[x] === right[x - diagonal]) x++
      reached[diagonal + edits] = x
      if (x >= left.length && x - diagonal >= right.length) return trace
      steps += x - from + 1
    }
    if (steps > mostSteps) return null
  }
  return null
}

/** Where a diagonal is entered with that many edits: by a word put in from the one above, or one taken out from below. */
function entryOf(before: Int32Array, edits: number, diagonal: number): number {
  return isPutIn(before, edits, diagonal)
    ? (before[diagonal + edits] ?? 0)
    : (before[diagonal + edits - 2] ?? 0) + 1
}

function isPutIn(before: Int32Array, edits: number, diagonal: number): boolean {
  if (diagonal === -edits || diagonal === edits) return diagonal === -edits
  return (before[diagonal + edits - 2] ?? 0) < (before[diagonal + edits] ?? 0)
}

function walkBack(
  trace: readonly Int32Array[],
  leftLength: number,
  rightLength: number,
  onMatch: (x: number, y: number) => void,
): void {
  let [x, y] = [leftLength, rightLength]
  for (let edits = trace.length - 1; edits >= 0; edits--) {
    const before = trace[edits - 1]
    const entry = before === undefined ? 0 : entryOf(before, edits, x - y)
    const isIn = before !== undefined && isPutIn(before, edits, x - y)
    while (x > entry) onMatch(--x, --y)
    if (isIn) y--
    else x--
  }
}

interface Side {
  readonly text: string
  readonly words: readonly Word[]
}

function piecesOf(left: Side, right: Side, matches: Int32Array): WordDiff {
  const [leftChanges, rightChanges] = [new ChangedText(left), new ChangedText(right)]
  let [x, y, changes] = [0, 0, 0]
  while (x < left.words.length || y < right.words.length) {
    if (x < left.words.length && matches[x] === y) {
      x++
      y++
      continue
    }
    const [fromX, fromY] = [x, y]
    while (x < left.words.length && (matches[x] ?? -1) < 0) x++
    y = x < left.words.length ? (matches[x] ?? y) : right.words.length
    leftChanges.add(fromX, x, changes)
    rightChanges.add(fromY, y, changes)
    changes++
  }
  return { left: leftChanges.end(), right: rightChanges.end(), changes }
}

/** Cuts a text into what differs and what does not. */
class ChangedText {
  private readonly side: Side
  private readonly pieces: WordPiece[] = []
  private at = 0

  constructor(side: Side) {
    this.side = side
  }

  /** The words from one place to another (excluded) belong to a change; none of them where only the other side has some. */
  add(from: number, to: number, change: number): void {
    const [first, last] = [this.side.words[from], this.side.words[to - 1]]
    if (from >= to || first === undefined || last === undefined) return
    this.take(first.start, null)
    this.take(last.end, change)
  }

  end(): readonly WordPiece[] {
    this.take(this.side.text.length, null)
    return this.pieces
  }

  private take(end: number, change: number | null): void {
    if (end > this.at) this.pieces.push({ text: this.side.text.slice(this.at, end), change })
    this.at = end
  }
}
