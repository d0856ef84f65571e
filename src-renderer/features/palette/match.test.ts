import { expect, it } from 'vitest'
import { matchOf, typedWords } from './match.ts'

const score = (name: string, typed: string) => matchOf(name, typedWords(typed))?.score ?? -1
const marked = (name: string, typed: string) =>
  matchOf(name, typedWords(typed))?.ranges.map(({ start, end }) => name.slice(start, end))

it('takes the very name for better than its beginning, that for better than a word, and that for better than a piece', () => {
  const names = ['Library', 'Library of Alexandria', 'The library', 'Nonlibrary']
  const scores = names.map((name) => score(name, 'library'))
  expect(scores).toEqual(scores.toSorted((one, other) => other - one))
  expect(new Set(scores).size).toBe(4)
})

it('wants every word, in any order and only begun', () => {
  expect(score('Tidal locking of the Moon', 'moon tid')).toBeGreaterThan(0)
  expect(score('Tidal locking of the Moon', 'moon mars')).toBe(-1)
})

it('takes a letter or two for the beginning of a word, a sign of Chinese for what it is', () => {
  expect(score('Settings', 'ti')).toBe(-1)
  expect(score('Title', 'ti')).toBeGreaterThan(0)
  expect(score('奥斯陆的港口', '港')).toBeGreaterThan(0)
})

it('does not mind case, accents and signs', () => {
  expect(score('Überfahrt nach Ålesund', 'uberfahrt ales')).toBeGreaterThan(0)
  expect(score('Export…', 'EXPORT!')).toBeGreaterThan(0)
})

it('finds signs of scripts without spaces', () => {
  expect(marked('奥斯陆的港口', '港口')).toEqual(['港口'])
})

it('marks what was typed', () => {
  expect(marked('Add to favorites', 'fav ad')).toEqual(['Ad', 'fav'])
})

it('knows names by their initials, after everything else', () => {
  expect(score('Import a folder', 'iaf')).toBeGreaterThan(0)
  expect(score('Import a folder', 'iaf')).toBeLessThan(score('Waiaform', 'iaf'))
  expect(score('Import a folder', 'ix')).toBe(-1)
})

it('has nothing against anything while nothing is typed', () => {
  expect(score('Anything', '  ')).toBe(0)
})
