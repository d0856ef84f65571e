import { describe, expect, it } from 'vitest'
import { wordNeedle } from './needle.ts'
import { markHits, snippetOf } from './snippet.ts'

function shown(text: string, ...words: string[]): string | undefined {
  return snippetOf(text, words.map(wordNeedle))
    ?.map((piece) => (piece.isHit ? `[${piece.text}]` : piece.text))
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

  it('marks all hits in it, overlapping ones as one', () => {
    expect(shown('abcd abc bcd', 'abc', 'bcd')).toBe('[abcd] [abc] [bcd]')
    expect(shown('aaaa', 'aaa')).toBe('[aaa]a')
  })

  it('draws white space together', () => {
    expect(shown('one\n\n  two\tthree', 'two')).toBe('one [two] three')
  })

  it('is nothing when a word is missing', () => {
    expect(shown('one two', 'one', 'three')).toBeUndefined()
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
    expect(markHits('Trip to Oslo, oslo!', [wordNeedle('oslo')])).toEqual([
      { text: 'Trip to ', isHit: false },
      { text: 'Oslo', isHit: true },
      { text: ', ', isHit: false },
      { text: 'oslo', isHit: true },
      { text: '!', isHit: false },
    ])
    expect(markHits('', [])).toEqual([])
  })
})
