import { expect, it } from 'vitest'
import { findWords, type SoughtWord } from './find-words.ts'

function hits(text: string, words: readonly (SoughtWord | string)[]): string[] {
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

it('finds whole words, and capitals as typed, where it is told to', () => {
  const word = { text: 'art', isWhole: true, isCased: false }
  expect(hits('Art of the start, art. smart', [word])).toEqual(['Art', 'art'])
  expect(hits('ART and Art', [{ text: 'Art', isWhole: false, isCased: true }])).toEqual(['Art'])
  expect(hits('我在北京市', [{ text: '北京', isWhole: true, isCased: false }])).toEqual(['北京'])
  expect(hits('C++ and C', [{ text: 'c++', isWhole: true, isCased: false }])).toEqual(['C++'])
})

it('finds a phrase with punctuation between its words', () => {
  expect(hits('at low, water', [{ text: 'low water', isWhole: true, isCased: false }])).toEqual([
    'low, water',
  ])
  expect(hits('a.b and a*b', ['a.b'])).toEqual(['a.b'])
})
