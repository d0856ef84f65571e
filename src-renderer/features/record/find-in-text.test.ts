import { expect, it } from 'vitest'
import { blockAt, blocksOf, mostPlaces, placesOf, searchable } from './find-in-text.ts'

it('finds every place in any case, one behind the other', () => {
  expect(placesOf(searchable('Tide, tides: TIDE'), 'tide')).toEqual([0, 6, 13])
  expect(placesOf(searchable('aaaa'), 'aa')).toEqual([0, 2])
  expect(placesOf(searchable('anything'), '')).toEqual([])
})

it('names places rightly behind a letter that is longer in lower case', () => {
  expect(placesOf(searchable('İ and Tide'), 'Tide')).toEqual([6])
})

it('stops where nobody would step through all places', () => {
  expect(placesOf(searchable('a'.repeat(mostPlaces + 10)), 'a')).toHaveLength(mostPlaces)
})

it('cuts a text into blocks that make up the whole, at line breaks where there are some', () => {
  const lines = `${'x'.repeat(99)}\n`.repeat(1000)
  const blocks = blocksOf(lines)
  expect(blocks.map(({ text }) => text).join('')).toBe(lines)
  expect(blocks.every(({ text }) => text.endsWith('\n'))).toBe(true)
  expect(blocks.every(({ start }, index) => blockAt(blocks, start) === index)).toBe(true)
  expect(blockAt(blocks, lines.length - 1)).toBe(blocks.length - 1)
  expect(
    blocksOf('y'.repeat(50_000))
      .map(({ text }) => text)
      .join(''),
  ).toHaveLength(50_000)
  expect(blocksOf('')).toEqual([])
})
