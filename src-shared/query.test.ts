import { describe, expect, it } from 'vitest'
import { explainQuery, parseQuery } from './query.ts'

/** The afternoon of 20 May 2024 where the test runs. */
const now = new Date(2024, 4, 20, 15).getTime()

function said(text: string): string {
  return explainQuery(parseQuery(text, now))
}

describe('a query', () => {
  it('looks for all its words', () => {
    expect(said('  trip   to\tOslo ')).toBe('“trip” and “to” and “Oslo”')
  })

  it('keeps the words between quotes together, straight or curly', () => {
    expect(said('hotel "near the harbour" cheap')).toBe(
      '“hotel” and the words “near the harbour” in a row and “cheap”',
    )
    expect(said('\u201cnear the harbour\u201d')).toBe('the words “near the harbour” in a row')
    expect(said('hotel"near here"cheap')).toBe('“hotel” and the words “near here” in a row and “cheap”')
  })

  it('knows a phrase that is still being typed', () => {
    expect(parseQuery('"near the har').terms).toEqual([
      { kind: 'phrase', field: 'any', text: 'near the har', isOpen: true },
    ])
    expect(said('"near the har')).toBe('the words “near the har…” in a row')
    expect(parseQuery('"near the har"').terms).toMatchObject([{ isOpen: false }])
  })

  it('joins by OR, which binds less than standing beside each other, and by brackets', () => {
    expect(said('a1 OR b1 c1')).toBe('“a1” or (“b1” and “c1”)')
    expect(said('(a1 OR b1) c1')).toBe('(“a1” or “b1”) and “c1”')
    expect(said('((a1) (b1 c1))')).toBe('“a1” and “b1” and “c1”')
    expect(said('a1 or b1')).toBe('“a1” and “or” and “b1”')
    expect(said('OR a1 OR OR b1 OR')).toBe('“a1” or “b1”')
  })

  it('negates what a minus stands right before', () => {
    expect(said('a1 -b1 -"c1 d1" -(e1 OR f1) -/g+/ -tag:h')).toBe(
      '“a1” and not “b1” and not the words “c1 d1” in a row and not (“e1” or “f1”) and not the pattern /g+/ and not tagged “h”',
    )
    expect(said('--flag - x1 well-known')).toBe('“--flag” and “x1” and “well-known”')
    expect(said('-(-a1)')).toBe('“a1”')
  })

  it('finds whole words, and capitals as typed, where it is told to', () => {
    expect(said('match:word oslo "by the sea"')).toBe(
      'the whole word “oslo” and the words “by the sea” in a row',
    )
    expect(said('Oslo -Rain match:case')).toBe('“Oslo” in these capitals and not “Rain” in these capitals')
    expect(said('match:case,word title:Oslo')).toBe('the whole word “Oslo” in these capitals in the title')
    expect(parseQuery('match:case /Ab/').terms).toMatchObject([{ source: 'Ab', flags: 'mu' }])
    expect(said('Match:Word oslo')).toBe('the whole word “oslo”')
  })

  it('lets that hold for its brackets only, and says nothing alone', () => {
    expect(said('(match:case Oslo OR Rome) rain')).toBe(
      '(“Oslo” in these capitals or “Rome” in these capitals) and “rain”',
    )
    expect(said('match:case (Oslo OR Rome) rain')).toContain('“rain” in these capitals')
    expect(said('-match:case Oslo')).toBe('“Oslo”')
    expect(said('match:case')).toBe('nothing to look for')
    expect(said('match:something Oslo')).toBe('“match:something” and “Oslo”')
  })

  it('says of one word between quotes that it is a whole one', () => {
    expect(said('"oslo"')).toBe('the whole word “oslo”')
    expect(said('"osl')).toBe('a word that begins with “osl”')
    expect(said('"北京"')).toBe('the words “北京” in a row')
  })

  it('takes patterns between slashes, and paths as text', () => {
    expect(parseQuery('/ka[/)]ro \\/x/ y1').terms).toEqual([
      { kind: 'pattern', field: 'any', source: 'ka[/)]ro \\/x', flags: 'miu' },
      { kind: 'word', field: 'any', text: 'y1' },
    ])
    expect(parseQuery('/Ab/c').terms).toMatchObject([{ source: 'Ab', flags: 'mu' }])
    expect(said('/usr/bin/node')).toBe('“/usr/bin/node”')
    expect(said('/a(/')).toBe('“/a(/”')
    expect(said('title:/^Re:/')).toBe('the pattern /^Re:/ in the title')
    expect(said('(/a|b/)')).toBe('the pattern /a|b/')
  })

  it('leaves code as it is typed', () => {
    expect(said('foo.bar() arr[0](x) #include f(a (b)')).toBe(
      '“foo.bar()” and “arr[0](x)” and “#include” and “f(a” and “b”',
    )
    expect(said('std::vector http://x.org C:\\dir')).toBe('“std::vector” and “http://x.org” and “C:\\dir”')
  })

  it.each([
    ['title:oslo', '“oslo” in the title'],
    ['title:"by the sea"', 'the words “by the sea” in a row in the title'],
    ['body:(a1 OR b1)', '“a1” in a message or “b1” in a message'],
    ['title:a1,b1', '“a1” in the title or “b1” in the title'],
    ['role:user,Assistant', 'written by the user or written by the assistant'],
    ['SOURCE:claude-code', 'from claude-code'],
    ['model:gpt-4', 'by a model with “gpt-4” in its name'],
    ['model:"gpt-4"', 'by gpt-4'],
    ['type:agent', 'in a conversation of the type agent'],
    ['tag:"to read",done', 'tagged “to read” or tagged “done”'],
    ['is:favourite', 'among the favourites'],
    ['is:archived,deleted', 'in the archive or in the trash'],
    ['has:image,code', 'with a picture or with code'],
    ['in:Travels', 'in the collection “Travels”'],
    ['in:"just imported"', 'just imported'],
    ['in:import-12', 'from import 12'],
    ['before:2024', 'written before 2024-01-01'],
    ['after:2024-02', 'written on or after 2024-02-01'],
    ['created:2024-05-01', 'in a conversation begun on or after 2024-05-01 and before 2024-05-02'],
    ['created:2023', 'in a conversation begun on or after 2023-01-01 and before 2024-01-01'],
    ['created:day-7', 'in a conversation begun on or after 2024-05-13 and before 2024-05-21'],
    ['after:day-0', 'written on or after 2024-05-20'],
    ['after:week-2', 'written on or after 2024-05-06'],
    ['before:month-1', 'written before 2024-04-20'],
    ['after:year-1', 'written on or after 2023-05-20'],
    ['id:0190-ab', 'in the conversation 0190-ab'],
    ['-role:tool', 'not written by a tool'],
  ])('knows the filter %s', (text, words) => {
    expect(said(text)).toBe(words)
  })

  it('takes the last day of a shorter month for the day that is not in it', () => {
    const lastOfMay = new Date(2024, 4, 31).getTime()
    expect(explainQuery(parseQuery('after:month-3', lastOfMay))).toBe('written on or after 2024-02-29')
  })

  it.each([
    'author:me',
    'is:nothing',
    'role:',
    'role:user,nobody',
    'before:yesterday',
    'created:2024-13',
    'after:2023-02-29',
    'http://x',
  ])('takes for text what is no filter: %s', (text) => {
    expect(parseQuery(text).terms).toEqual([{ kind: 'word', field: 'any', text }])
  })

  it('passes over what has no letter, digit or emoji', () => {
    expect(said('rock & roll')).toBe('“rock” and “roll”')
    const empty = [
      '',
      ' ',
      '"',
      '""',
      '" "',
      '-',
      '***',
      '"()"',
      '\0',
      '\ud800',
      'OR',
      '-OR',
      '(',
      '))(',
      'title:*',
    ]
    expect(empty.filter((text) => said(text) !== 'nothing to look for')).toEqual([])
    expect(said('\u{1f389}')).toBe('“\u{1f389}”')
    expect(said('\u4e16')).toBe('“\u4e16”')
  })

  it('names the terms that are to be marked: those that are not negated', () => {
    expect(
      parseQuery('a1 -b1 (c1 OR "d1") -(e1 f1) tag:g').terms.map((term) => 'text' in term && term.text),
    ).toEqual(['a1', 'c1', 'd1'])
  })

  it('understands every input', () => {
    const pieces =
      '" ( ) - OR / /a+/ /(/ , : * title: body: tag: is: is:archived has:code before:2024 created:day-7 id: role:user word 北京 \u201c \\ [ ] \0 \ud800 🎉 é'
        .split(' ')
        .concat(' ', ' ', '\n')
    let state = 1
    const random = (): number => (state = (Math.imul(state, 1664525) + 1013904223) >>> 0) / 2 ** 32
    for (let round = 0; round < 5000; round++) {
      const length = Math.floor(random() * 30)
      const text = Array.from({ length }, () => pieces[Math.floor(random() * pieces.length)]).join(
        random() < 0.5 ? ' ' : '',
      )
      expect(explainQuery(parseQuery(text, now))).not.toBe('')
    }
    for (const text of [
      '('.repeat(1000),
      '-'.repeat(1000),
      '-('.repeat(500),
      '(a OR '.repeat(166),
      '/'.repeat(1000),
    ]) {
      expect(explainQuery(parseQuery(text, now))).not.toBe('')
    }
  })
})
