import { describe, expect, it } from 'vitest'
import { type Sought, soughtOf } from './lookup.ts'
import { markHits, matchedTexts, snippetOf } from './snippet.ts'

function wordOf(text: string): Sought {
  const sought = soughtOf({ kind: 'word', field: 'any', text })
  if (sought === null) throw new Error(`${text} is no word`)
  return sought
}

function shown(text: string, ...words: string[]): string {
  return snippetOf(text, words.map(wordOf), 'short')
    .map((piece) => (piece.isHit ? `[${piece.text}]` : piece.text))
    .join('')
}

const filler = 'lorem ipsum dolor sit amet '.repeat(20)

describe('a snippet', () => {
  it('is the part around the first hit, cut between words', () => {
    const snippet = shown(`${filler}the harbour here ${filler}`, 'harbour') ?? ''
    expect(snippet).toMatch(
      /^…(lorem|ipsum|dolor|sit|amet) .* the \[harbour\] here .* (lorem|ipsum|dolor|sit|amet)…$/u,
    )
    expect(snippet.length).toBeGreaterThan(140)
    expect(snippet.length).toBeLessThan(190)
  })

  it('holds a paragraph where more is wanted, with all of its hits marked', () => {
    const text = `${filler}the harbour here ${filler.slice(0, 200)} and the harbour ${filler}`
    const long = snippetOf(text, [wordOf('harbour')], 'long')
    const length = long.reduce((sum, piece) => sum + piece.text.length, 0)
    expect(length).toBeGreaterThan(600)
    expect(length).toBeLessThan(700)
    expect(long.filter((piece) => piece.isHit)).toHaveLength(2)
  })

  it('marks all hits in it, overlapping ones as one', () => {
    expect(shown('abcd abc bcd', 'abc', 'bcd')).toBe('[abcd] [abc] [bcd]')
    expect(shown('aaaa', 'aaa')).toBe('[aaa]a')
  })

  it('draws white space together', () => {
    expect(shown('one\n\n  two\tthree', 'two')).toBe('one [two] three')
  })

  it('marks what is there, and is the beginning of the text when nothing is', () => {
    expect(shown('one two', 'one', 'three')).toBe('[one] two')
    expect(shown(filler, 'three')).toMatch(/^lorem ipsum .*…$/u)
  })

  it('marks the matches of a pattern, not what is empty', () => {
    const pattern = soughtOf({ kind: 'pattern', field: 'any', source: 'o\\w*', flags: 'imu' })
    expect(pattern && snippetOf('Oslo now', [pattern], 'short').filter((piece) => piece.isHit)).toEqual([
      { text: 'Oslo', isHit: true },
      { text: 'ow', isHit: true },
    ])
    const empty = soughtOf({ kind: 'pattern', field: 'any', source: 'x*', flags: 'imu' })
    expect(empty && snippetOf('Oslo', [empty], 'short')).toEqual([{ text: 'Oslo', isHit: false }])
  })

  it('never cuts a character in two', () => {
    for (let before = 0; before < 40; before++) {
      const text = `${'👍🏽'.repeat(40 + before)}x${'.'.repeat(before)}hit${'e\u0301👩‍👩‍👧'.repeat(60)}`
      const snippet = shown(text, 'hit') ?? ''
      expect(snippet.isWellFormed()).toBe(true)
      expect(snippet).toMatch(/^…👍🏽/u)
      expect(snippet).toMatch(/(?:👩‍👩‍👧|e\u0301)…$/u)
    }
  })

  it('shows a hit that is longer than a snippet', () => {
    expect(shown('x'.repeat(300), 'x'.repeat(300))).toBe(`[${'x'.repeat(160)}]…`)
  })

  it('marks a whole title', () => {
    expect(markHits('Trip to Oslo, oslo!', [wordOf('oslo')])).toEqual([
      { text: 'Trip to ', isHit: false },
      { text: 'Oslo', isHit: true },
      { text: ', ', isHit: false },
      { text: 'oslo', isHit: true },
      { text: '!', isHit: false },
    ])
    expect(markHits('', [])).toEqual([])
  })

  it('goes with what patterns match in the whole message, each text once, a line at a time', () => {
    const pattern = soughtOf({ kind: 'pattern', field: 'any', source: 'b\\w+(\\n\\w+)?', flags: 'iu' })
    const marked = [wordOf('one'), ...(pattern === null ? [] : [pattern])]
    expect(matchedTexts(`one bar Bar bar ${filler} big\nships`, marked)).toEqual([
      'bar',
      'Bar',
      'big',
      'ships',
    ])
    expect(matchedTexts('one two', [wordOf('one')])).toEqual([])
  })
})
