import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { SearchAnswer } from '@shared/contract/search.ts'
import { parseQuery } from '@shared/query.ts'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { Archive } from '../archive.ts'
import { moveToTrash, restoreFromTrash } from '../library.ts'
import { openArchive } from '../open.ts'
import { importAll } from '../testing/conversations.ts'
import { catchUp } from './catch-up.ts'
import { findMessages } from './find-messages.ts'
import { conditionsOf } from './lookup.ts'
import { messageText } from './message-texts.ts'
import { openIndex, type SearchIndex } from './open-index.ts'
import { matchingConversations, search } from './search.ts'
import { corpusOf, holdsPhrase, holdsWords } from './testing/corpus.ts'
import { trashOf } from './trash.ts'

function keysOf(answer: SearchAnswer): number[] {
  return answer.groups.flatMap((group) => group.hits.map((hit) => hit.messageKey)).toSorted((a, b) => b - a)
}

/** How SQLite would run a statement of the index or the archive. */
function planOf(database: Pick<Archive | SearchIndex, 'statement'>, sql: string): string {
  const steps = database.statement<unknown[], { detail: string }>(`EXPLAIN QUERY PLAN ${sql}`)
  return steps
    .all(...(sql.match(/\?/gu) ?? []).map(() => 1))
    .map((step) => step.detail)
    .join('; ')
}

describe('searching thousands of messages', () => {
  const folder = mkdtempSync(join(tmpdir(), 'stemma-search-'))
  let archive: Archive
  let index: SearchIndex
  let texts: Map<number, string>
  let titles: string[]

  beforeAll(async () => {
    archive = openArchive(folder)
    importAll(archive, corpusOf(300))
    index = openIndex(folder)
    await catchUp(index, archive, { sliceMessages: 700 })
    const keys = archive.db.prepare<[], number>('SELECT id FROM messages ORDER BY id DESC').pluck().all()
    texts = new Map(keys.map((key) => [key, messageText(archive, key) ?? '']))
    titles = archive.db.prepare<[], string>('SELECT title FROM conversations').pluck().all()
  })

  afterAll(() => {
    index.close()
    archive.close()
    rmSync(folder, { recursive: true, force: true })
  })

  /** Compares an answer with reading every text; answers how many messages were found. */
  function check(query: string, holds: (text: string) => boolean): number {
    const expected = [...texts].filter(([, text]) => holds(text)).map(([key]) => key)
    const answer = search(index, archive, { query, limit: 500 })
    expect({ query, keys: keysOf(answer) }).toEqual({ query, keys: expected.slice(0, 500) })
    expect({ ...answer, query }).toMatchObject({
      query,
      total: expected.length + titles.filter(holds).length,
      isCapped: false,
      waiting: 0,
    })
    return expected.length
  }

  it.each([
    ['words', ['karo', 'mitenlu', 'tenor', 'shakavel']],
    ['words with accents, typed with or without', ['ñudé', 'nude', 'PÖIST', 'poist', 'dé']],
    ['pieces of words', ['aro', 'ten', 'elan', 'istq', 'rmite', 'ndeor']],
    ['one or two letters at the beginning of words', ['k', 'a', 'ka', 'or', 'z', 'qu', '3', '1']],
    [
      'Chinese, Japanese, Korean and Thai, from one character up',
      ['北', '的', '京市', 'タワ', 'タワー', 'いい天気', '학교', '교에서', 'ครับ', '天気', '器学习'],
    ],
    [
      'code as it is typed',
      [
        'foo.ba',
        'oo.bar()',
        'camelcasen',
        'snake_case',
        'ake_ca',
        'c++',

        '@host',
        'user@host.com',
        "don't",
        '3.14',
        '3.1',
        '.bar',
      ],
    ],
    ['words of letters and other characters', ['GPT模型', 'gpt模', 'T模型', 'pt模']],
    ['emoji', ['🎉', '🎉🎉', '👍', '👍🏽', '❤', '👩‍👩‍👧']],
  ])('finds all messages and no others: %s', (_, queries) => {
    const found = queries.map((query) => check(query, (text) => holdsWords(text, [query])))
    expect(Math.min(...found)).toBeGreaterThan(0)
  })

  it.each([
    'karo mite',
    'ka ro',
    'or k ten',
    'ten 北京',
    '🎉 lu',
    'foo.bar ka',
    'shakavel zar an',
    "vel don't c++ de",
  ])('finds the messages that hold all words: %s', (query) => {
    const words = query.split(' ')
    expect(check(query, (text) => holdsWords(text, words))).toBeGreaterThan(0)
  })

  it('finds phrases of whole words in their order, and no others', () => {
    const pairs = [...texts.values()]
      .flatMap((text) => [...text.matchAll(/(?<![\p{L}\p{N}])([a-z]+) (?:\*\*)?([a-z]+)(?![\p{L}\p{N}])/gu)])
      .map(([, first = '', second = '']) => [first, second])
    for (let at = 0; at < pairs.length; at += Math.ceil(pairs.length / 40)) {
      const words = pairs[at] ?? []
      expect(check(`"${words.join(' ')}"`, (text) => holdsPhrase(text, words))).toBeGreaterThan(0)
    }
    check('"lu ka"', (text) => holdsPhrase(text, ['lu', 'ka']))
  })

  it('finds nothing where nothing is', () => {
    for (const query of [
      'karokarokarokaro',
      'xyz',
      '北海道',
      '"an an an an an"',
      'foo.baz',
      '🚀',
      'karo xyz',
    ]) {
      expect(check(query, () => false)).toBe(0)
    }
  })

  it('counts up to a limit, and the page stays complete', () => {
    for (const query of [
      'or',
      'aro',
      'karo',
      'ten an',
      'ka or',
      'an karo',
      'foo.bar',
      'ten the',
      '"ka ro"',
      '北京',
    ]) {
      const conditions = conditionsOf(parseQuery(query))
      const whole = { conditions, trash: trashOf(archive), pageLength: Infinity, countLimit: Infinity }
      const all = index.reading(() => findMessages(index, archive, whole))
      for (const [pageLength, countLimit] of [
        [5, 20],
        [30, 100],
        [20, 1000],
      ] as const) {
        const found = index.reading(() => findMessages(index, archive, { ...whole, pageLength, countLimit }))
        expect({ query, ...found }).toEqual({
          query,
          page: all.page.slice(0, pageLength),
          count: Math.min(all.count, countLimit),
          isCapped: all.count > countLimit,
        })
      }
    }
  })

  it('names all conversations with a hit, in the order of the groups', () => {
    for (const query of ['shakavel', 'karo', '北京 ten']) {
      const { groups } = search(index, archive, { query, limit: 500 })
      const ids = groups.map((group) => group.conversation.id)
      expect(ids.length).toBeGreaterThan(3)
      expect(matchingConversations(index, archive, query)).toEqual(ids)
    }
  })

  it('marks every hit of a snippet where it stands', () => {
    for (const [query, mark] of [
      ['poist', /^p[oö]ist$/iu],
      ['foo.ba', /^foo\.ba$/u],
      ['京市', /^京市$/u],
    ] as const) {
      const { groups } = search(index, archive, { query, limit: 100 })
      const marked = groups
        .flatMap((group) => group.hits)
        .map((hit) => hit.snippet.filter((piece) => piece.isHit).map((piece) => piece.text))
      expect(marked.length).toBeGreaterThan(5)
      for (const pieces of marked) {
        expect(pieces.length).toBeGreaterThan(0)
        for (const piece of pieces) expect(piece).toMatch(mark)
      }
    }
  })

  it('leaves out the trash until it is restored', () => {
    const ids = matchingConversations(index, archive, 'shakavel')
    const before = search(index, archive, { query: 'shakavel', limit: 500 })
    moveToTrash(archive, ids.slice(0, 2))
    const after = search(index, archive, { query: 'shakavel', limit: 500 })
    expect(after.groups).toEqual(before.groups.slice(2))
    const gone = before.groups.slice(0, 2).reduce((sum, group) => sum + group.hits.length, 0)
    const goneTitles = before.groups.slice(0, 2).filter((group) => group.title.some((piece) => piece.isHit))
    expect(after.total).toBe(before.total - gone - goneTitles.length)
    restoreFromTrash(archive, ids.slice(0, 2))
    expect(search(index, archive, { query: 'shakavel', limit: 500 })).toEqual(before)
  })

  it('takes any text for a query', () => {
    const hostile = [
      '"',
      '""',
      '"""',
      '*',
      'ka*',
      'NEAR(ka ro)',
      '{b}',
      '{b} : ka',
      '-',
      '-ka',
      'ka OR',
      'AND',
      'NOT',
      '^ka',
      'text:ka',
      "'",
      "';--",
      '\0',
      'ka\0ro',
      '\ud800',
      'ka\udc00',
      '(',
      ')',
      '%',
      '_',
      '?',
      '[',
      '[ka',
      '*]',
      '\\',
      '\u0301',
      '\u200b',
      '\ufeff',
      '"ka',
      'ka"',
      '"ka" "',
      '👩‍',
      'a'.repeat(1000),
      'a '.repeat(500),
      '"'.repeat(999),
      '的'.repeat(1000),
      'ab.'.repeat(333),
    ]
    for (const query of hostile) {
      expect(() => search(index, archive, { query, limit: 10 })).not.toThrow()
    }
    const letters = Array.from(
      { length: 500 },
      (_, at) => String.fromCharCode(97 + (at % 26)) + (at % 10),
    ).join(' ')
    expect(search(index, archive, { query: letters, limit: 10 }).total).toBe(0)
  })

  it('reads rows newest first from the index, without sorting or scanning', () => {
    expect(
      planOf(index, 'SELECT rowid FROM messages_fts WHERE messages_fts MATCH ? ORDER BY rowid DESC LIMIT ?'),
    ).toMatch(/^SCAN messages_fts VIRTUAL TABLE INDEX \d+:M\d*$/u)
    expect(
      planOf(
        index,
        'SELECT rowid FROM messages_fts WHERE messages_fts MATCH ? AND rowid >= ? ORDER BY rowid DESC LIMIT ?',
      ),
    ).toMatch(/^SCAN messages_fts VIRTUAL TABLE INDEX \d+:[>M\d]*$/u)
    expect(
      planOf(
        index,
        'SELECT t.term FROM terms_fts f JOIN terms t ON t.id = f.rowid WHERE f.terms_fts MATCH ? ORDER BY f.rowid',
      ),
    ).toMatch(/^SCAN f VIRTUAL TABLE INDEX \d+:M\d*; SEARCH t USING INTEGER PRIMARY KEY/u)
    expect(planOf(index, 'SELECT rowid AS id, title FROM titles_fts WHERE title GLOB ?')).toMatch(
      /^SCAN titles_fts VIRTUAL TABLE INDEX \d+:G\d*$/u,
    )
    expect(planOf(archive, 'SELECT count(*) AS count FROM conversations WHERE change_seq > ?')).toContain(
      'USING COVERING INDEX conversations_by_change',
    )
    expect(
      planOf(archive, "SELECT id, change_seq AS change FROM conversations WHERE status = 'deleted'"),
    ).toContain('USING INDEX trash_by')
  })
})
