import { describe, expect, it } from 'vitest'
import { createExactFinder, createNearFinder } from './duplicates.ts'

const words = Array.from({ length: 200 }, (_, index) => `word${index}`)

describe('records that say the same', () => {
  it('are found word for word, whatever the spaces between', () => {
    const finder = createExactFinder()
    expect(['one  two', 'one two ', 'one three'].map((text) => finder.take(text))).toEqual([
      'new',
      'duplicate',
      'new',
    ])
  })

  it('are found when a few words of many differ, and left when many do', () => {
    const finder = createNearFinder()
    const few = words.with(100, 'other')
    const many = words.map((word, index) => (index % 5 === 0 ? `other${index}` : word))
    const taken = [words, few, words, many].map((said) => finder.take(said.join(' ')))
    expect(taken).toEqual(['new', 'near-duplicate', 'duplicate', 'new'])
  })

  it('are told apart among thousands that have nothing in common', () => {
    const finder = createNearFinder()
    const texts = Array.from({ length: 3000 }, (_, index) =>
      Array.from({ length: 40 }, (_word, at) => `w${(index * 7919 + at * 104_729) % 50_000}`).join(' '),
    )
    expect(new Set(texts.map((text) => finder.take(text)))).toEqual(new Set(['new']))
    expect(new Set(texts.map((text) => finder.take(`${text} more`)))).toEqual(new Set(['near-duplicate']))
  })

  it('are compared in languages without spaces too', () => {
    const finder = createNearFinder()
    const text = '海边的城市有很多古老的房子和安静的街道'.repeat(3)
    expect([text, `${text}吧`, '完全不同的一句话在这里'].map((said) => finder.take(said))).toEqual([
      'new',
      'near-duplicate',
      'new',
    ])
  })
})
