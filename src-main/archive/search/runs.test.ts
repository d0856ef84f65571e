import Database from 'better-sqlite3'
import { describe, expect, it } from 'vitest'
import { fold } from './fold.ts'
import { indexedForm, runsOf } from './runs.ts'

/** The tokens that SQLite finds in what is given to it. */
function tokensOf(text: string): string[] {
  const db = new Database(':memory:')
  db.exec(
    `CREATE VIRTUAL TABLE f USING fts5(text, tokenize='ascii'); CREATE VIRTUAL TABLE v USING fts5vocab(f, instance)`,
  )
  db.prepare('INSERT INTO f (text) VALUES (?)').run(indexedForm(fold(text)))
  const tokens = db.prepare<[], string>('SELECT term FROM v ORDER BY offset').pluck().all()
  db.close()
  return tokens
}

describe('the form in which texts are indexed', () => {
  it('leaves words as they are and splits at everything else', () => {
    expect(tokensOf('foo.bar snake_case «Ünïcode» naïve…ok 3.14 \ue200cite\ue202x')).toEqual([
      'foo',
      'bar',
      'snake',
      'case',
      'unicode',
      'naive',
      'ok',
      '3',
      '14',
      'cite',
      'x',
    ])
    expect(tokensOf('Привет мир हिन्दी αβγ')).toEqual(['привет', 'мир', 'हिन्दी', 'αβγ'])
  })

  it('holds every two neighbours of scripts without spaces, and the last one alone', () => {
    expect(tokensOf('在北京市，GPT模型')).toEqual(['在北', '北京', '京市', '市', 'gpt', '模型', '型'])
    expect(tokensOf('𠀀𠀁x')).toEqual(['𠀀𠀁', '𠀁', 'x'])
    expect(tokensOf('ครับ')).toEqual(['คร', 'รั', 'ับ', 'บ'])
    expect(tokensOf('a🎉🚀b')).toEqual(['a', '🎉🚀', '🚀', 'b'])
  })

  it('sees the same words as SQLite does', () => {
    const text = fold('Ab1 é_ü 北京x ＡＢ “q” ٣٤ ꙮ 𐐨𐐩 Ꙁ')
    const runs = runsOf(text).filter((run) => run.kind === 'word')
    const words = runs.map((run) => text.slice(run.start, run.end))
    const tokens = tokensOf(text)
    expect(words.filter((word) => !tokens.includes(word))).toEqual([])
  })
})
