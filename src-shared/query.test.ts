import { describe, expect, it } from 'vitest'
import { explainQuery, parseQuery } from './query.ts'

function said(text: string): string {
  return explainQuery(parseQuery(text))
}

describe('a query', () => {
  it('looks for all its words', () => {
    expect(parseQuery('  trip   to\tOslo ').terms).toEqual([
      { kind: 'word', text: 'trip' },
      { kind: 'word', text: 'to' },
      { kind: 'word', text: 'Oslo' },
    ])
  })

  it('keeps the words between quotes together, straight or curly', () => {
    expect(said('hotel "near the harbour" cheap')).toBe('all of: hotel, "near the harbour", cheap')
    expect(said('\u201cnear the harbour\u201d')).toBe('"near the harbour"')
    expect(said('hotel"near here"cheap')).toBe('all of: hotel, "near here", cheap')
  })

  it('knows a phrase that is still being typed', () => {
    expect(parseQuery('"near the har').terms).toEqual([
      { kind: 'phrase', text: 'near the har', isOpen: true },
    ])
    expect(parseQuery('"near the har"').terms).toEqual([
      { kind: 'phrase', text: 'near the har', isOpen: false },
    ])
  })

  it('takes operators of other programs for text', () => {
    expect(said('foo* NEAR(a {b} -c OR')).toBe('all of: foo*, NEAR(a, {b}, -c, OR')
  })

  it('passes over what has no letter, digit or emoji', () => {
    expect(said('rock & roll')).toBe('all of: rock, roll')
    const empty = ['', ' ', '"', '""', '" "', '-', '***', '"()"', '\0', '\ud800']
    expect(empty.filter((text) => said(text) !== 'nothing to look for')).toEqual([])
    expect(said('\u{1f389}')).toBe('\u{1f389}')
    expect(said('\u4e16')).toBe('\u4e16')
  })
})
