import { expect, it } from 'vitest'
import { searchWords } from './search-words.ts'

function texts(query: string): string[] {
  return searchWords(query).map(({ text }) => text)
}

it('marks words and phrases, each once', () => {
  expect(texts('tidal  "locked in" 月 tidal')).toEqual(['tidal', 'locked in', '月'])
  expect(texts('"not closed yet')).toEqual(['not closed yet'])
  expect(texts(' "" ')).toEqual([])
})

it('marks as it was found: whole words, capitals as typed, and what patterns match as it was written', () => {
  expect(searchWords('match:case Oslo "rain"', ['Snow'])).toEqual([
    { text: 'Oslo', isWhole: false, isCased: true },
    { text: 'rain', isWhole: true, isCased: true },
    { text: 'Snow', isWhole: false, isCased: true },
  ])
})
