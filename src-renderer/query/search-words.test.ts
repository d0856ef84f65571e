import { expect, it } from 'vitest'
import { searchWords } from './search-words.ts'

it('marks words and phrases, each once', () => {
  expect(searchWords('tidal  "locked in" 月 tidal')).toEqual(['tidal', 'locked in', '月'])
  expect(searchWords('"not closed yet')).toEqual(['not closed yet'])
  expect(searchWords(' "" ')).toEqual([])
})
