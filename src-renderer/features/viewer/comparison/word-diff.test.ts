import { expect, it } from 'vitest'
import { countWords, diffWords, type WordPiece } from './word-diff.ts'

function changed(pieces: readonly WordPiece[]): string[] {
  return pieces.filter(({ change }) => change !== null).map(({ text, change }) => `${change}: ${text}`)
}

function joined(pieces: readonly WordPiece[]): string {
  return pieces.map(({ text }) => text).join('')
}

function keptWords(pieces: readonly WordPiece[]): string[] {
  return pieces.filter(({ change }) => change === null).flatMap(({ text }) => text.match(/\S+/g) ?? [])
}

/** The length of the longest common subsequence, by the textbook's table. */
function longestCommon(left: readonly string[], right: readonly string[]): number {
  let above = Array.from({ length: right.length + 1 }, () => 0)
  for (const word of left) {
    const row = [0]
    right.forEach((other, y) => {
      row.push(word === other ? (above[y] ?? 0) + 1 : Math.max(above[y + 1] ?? 0, row[y] ?? 0))
    })
    above = row
  }
  return above[right.length] ?? 0
}

/** Numbers from 0 to below 1, the same in each run. */
function numbersFrom(seed: number): () => number {
  let state = seed
  return () => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0
    return state / 2 ** 32
  }
}

function manyWords(seed: number): string {
  const random = numbersFrom(seed)
  return Array.from({ length: 50_000 }, () => `w${Math.floor(random() * 5000)}`).join(' ')
}

it('marks the words that were put in the place of others, under the same number on both sides', () => {
  const diff = diffWords('The tide is high, and calm.', 'The tide was very high, and calm today.')
  expect(diff?.changes).toBe(2)
  expect(changed(diff?.left ?? [])).toEqual(['0: is'])
  expect(changed(diff?.right ?? [])).toEqual(['0: was very', '1: today'])
})

it('finds nothing in texts that differ in their spaces alone', () => {
  expect(diffWords('one two\nthree', '  one  two three\n')?.changes).toBe(0)
  expect(diffWords('', '')).toEqual({ left: [], right: [], changes: 0 })
})

it('marks a whole text beside an empty one', () => {
  expect(changed(diffWords('two words', '')?.left ?? [])).toEqual(['0: two words'])
})

it('compares Chinese and Japanese character by character', () => {
  expect(changed(diffWords('港口很大', '港口很小')?.right ?? [])).toEqual(['0: 小'])
})

it('keeps as many words as can be kept, and every text as it was', () => {
  const random = numbersFrom(7)
  for (let round = 0; round < 400; round++) {
    const vocabulary = 2 + Math.floor(random() * 12)
    const words = (): string[] =>
      Array.from({ length: Math.floor(random() * 40) }, () => `w${Math.floor(random() * vocabulary)}`)
    const [left, right] = [words(), words()]
    const diff = diffWords(left.join(' '), right.join(' '))
    expect(joined(diff?.left ?? [])).toBe(left.join(' '))
    expect(joined(diff?.right ?? [])).toBe(right.join(' '))
    expect(keptWords(diff?.left ?? [])).toEqual(keptWords(diff?.right ?? []))
    expect(keptWords(diff?.left ?? [])).toHaveLength(longestCommon(left, right))
  }
})

it('finds one changed word among fifty thousand', () => {
  const words = Array.from({ length: 50_000 }, (_, index) => `word${index % 977}`)
  const other = words.with(31_000, 'harbour')
  expect(changed(diffWords(words.join(' '), other.join(' '))?.right ?? [])).toEqual(['0: harbour'])
})

it('gives up on long texts that have little in common instead of holding up the window', () => {
  expect(diffWords(manyWords(1), manyWords(2))).toBeNull()
})

it('counts words, not signs', () => {
  expect(countWords("It's **tidal locking** — in 2 words…")).toBe(6)
})
