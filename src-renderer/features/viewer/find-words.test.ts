import { expect, it } from 'vitest'
import { findWords } from './find-words.ts'

function hits(text: string, words: readonly string[]): string[] {
  return findWords(text, words).map(({ start, end }) => text.slice(start, end))
}

it('finds words without regard to case and accents', () => {
  expect(hits('Déjà vu, DEJA VU', ['deja'])).toEqual(['Déjà', 'DEJA'])
  expect(hits('İstanbul and istanbul', ['istanbul'])).toHaveLength(2)
})

it('takes an accent that stands as a character of its own into the hit', () => {
  expect(hits('cafe\u0301 noir', ['café'])).toEqual(['cafe\u0301'])
})

it('finds pieces of Chinese and Japanese text, and full-width letters', () => {
  expect(hits('月はなぜ同じ面を向けるのか', ['同じ面'])).toEqual(['同じ面'])
  expect(hits('ＡＢＣ', ['abc'])).toEqual(['ＡＢＣ'])
})

it('finds a phrase across a line break', () => {
  expect(hits('tidal\nlocking', ['tidal locking'])).toEqual(['tidal\nlocking'])
})

it('joins hits that overlap', () => {
  expect(findWords('banana', ['ana', 'ban'])).toEqual([{ start: 0, end: 4 }])
})

it('keeps the places of what stands behind an emoji', () => {
  expect(hits('🌔🌔 moon', ['moon'])).toEqual(['moon'])
})

it('finds nothing for no words and for empty ones', () => {
  expect(findWords('moon', [])).toEqual([])
  expect(findWords('moon', [''])).toEqual([])
})
