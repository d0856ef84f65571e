import { join } from 'node:path'
import { expect, onTestFinished, test } from 'vitest'
import { freshFolder } from '../../testing/fresh-archive.ts'
import { IndexFile } from '../index-file.ts'
import { shardTables } from '../index-tables.ts'
import { numbersFrom } from '../testing/corpus.ts'
import { addSegment } from './add-segment.ts'
import { SegmentBuilder } from './segment-builder.ts'
import { TokenCollector } from './token-collector.ts'

interface Row {
  readonly rowid: number
  readonly text: string
}

/** An empty shard. */
function freshShard(): IndexFile<string> {
  const file = new IndexFile<string>(join(freshFolder(), 'index-1.sqlite'), shardTables, 4)
  onTestFinished(() => file.close())
  // Segments stay as they are written.
  file.execute("INSERT INTO messages_fts (messages_fts, rank) VALUES ('automerge', 0)")
  file.execute("INSERT INTO messages_fts (messages_fts, rank) VALUES ('crisismerge', 1000)")
  return file
}

/** As FTS5 does it, a segment for each batch. */
function putInByFts5(file: IndexFile<string>, batches: readonly (readonly Row[])[]): void {
  for (const batch of batches) {
    file.writing(() => {
      const put = file.statement<[number, string]>('INSERT INTO messages_fts (rowid, text) VALUES (?, ?)')
      for (const { rowid, text } of batch) put.run(rowid, text)
    })
  }
}

function putInAsSegments(file: IndexFile<string>, batches: readonly (readonly Row[])[]): void {
  const builder = new SegmentBuilder()
  const collected = new TokenCollector()
  for (const batch of batches) {
    collected.clear()
    for (const { rowid, text } of batch) {
      const bytes = Buffer.from(`${text}\0`)
      collected.add(rowid, bytes, bytes.length - 1)
    }
    file.writing(() => file.beneath(() => addSegment(file, 'messages_fts', collected, builder)))
  }
}

function search(file: IndexFile<string>, query: string): unknown[] {
  return file
    .statement<[string]>('SELECT rowid FROM messages_fts WHERE messages_fts MATCH ? ORDER BY rowid')
    .all(query)
}

/** Every row of the tables behind the full-text table. */
function tablesOf(file: IndexFile<string>): unknown {
  const all = (sql: string): unknown[] => file.statement(sql).all()
  return {
    data: all('SELECT id, hex(block) AS block FROM messages_fts_data ORDER BY id'),
    terms: all('SELECT segid, hex(term) AS term, pgno FROM messages_fts_idx ORDER BY segid, term'),
    sizes: all('SELECT id, hex(sz) AS size, origin FROM messages_fts_docsize ORDER BY id'),
  }
}

/** The tables as FTS5 fills them. */
function madeByFts5(...batches: readonly (readonly Row[])[]): unknown {
  const file = freshShard()
  putInByFts5(file, batches)
  return tablesOf(file)
}

/** The tables with segments of our own, which FTS5 has checked. */
function madeHere(...batches: readonly (readonly Row[])[]): unknown {
  const file = freshShard()
  putInAsSegments(file, batches)
  file.statement("INSERT INTO messages_fts (messages_fts, rank) VALUES ('integrity-check', 0)").run()
  return tablesOf(file)
}

/** Rows with many frequent words and many that are rare, as texts have them. */
function randomRows(seed: number, count: number, mostWords: number): Row[] {
  const random = numbersFrom(seed)
  const gaps = [' ', ' ', ' ', ', ', '.', '\n', '-', '\0', '', '\u0001', '_']
  const word = (): string => {
    const kind = random()
    if (kind < 0.5) return `w${Math.floor(random() ** 4 * 40)}`
    if (kind < 0.7) return `Word${Math.floor(random() ** 2 * 5000)}`
    if (kind < 0.8) return '北京大學'.slice(Math.floor(random() * 4))
    if (kind < 0.85) return 'Ünïcödé'.slice(0, 1 + Math.floor(random() * 7))
    if (kind < 0.9) return 'x'.repeat(Math.floor(random() * 40))
    return Math.floor(random() * 2 ** 40).toString(16)
  }
  let rowid = Math.floor(random() * 3)
  return Array.from({ length: count }, () => {
    rowid += 1 + Math.floor(random() ** 8 * 2 ** 36)
    const words = Array.from({ length: Math.floor(random() ** 3 * mostWords) }, word)
    return {
      rowid,
      text: words.map((one) => one + (gaps[Math.floor(random() * gaps.length)] ?? '')).join(''),
    }
  })
}

test('a segment that is built here has the bytes that FTS5 writes itself, whatever the texts', () => {
  for (let seed = 1; seed <= 60; seed++) {
    const rows = randomRows(seed, 1 + (seed % 7) * 20, 10 + seed * 3)
    expect(madeHere(rows)).toEqual(madeByFts5(rows))
  }
}, 60_000)

test('segments of a full-text table stand beside each other as FTS5 would have them, and go on from those it has', () => {
  const rows = randomRows(99, 900, 60)
  const batches = [rows.slice(0, 300), [{ rowid: rows[300]?.rowid ?? 0, text: 'one' }], rows.slice(301)]
  expect(madeHere(...batches)).toEqual(madeByFts5(...batches))
})

test('words that stand in thousands of rows, or thousands of times in one, take the pages that FTS5 gives them', () => {
  const many = Array.from({ length: 30_000 }, (_, at) => ({ rowid: 1000 + 3 * at, text: 'all of them' }))
  expect(madeHere(many)).toEqual(madeByFts5(many))
  const long = [
    { rowid: 1, text: 'much '.repeat(40_000) },
    { rowid: 2, text: `${'much more '.repeat(9000)}${'gap '.repeat(200)}more` },
    { rowid: 9_007_199_254_740_991, text: 'much' },
  ]
  expect(madeHere(long)).toEqual(madeByFts5(long))
}, 60_000)

test('what two lists of a page cannot hold goes on in lists above them', () => {
  // Each row takes a page of its own: the list of first rows has as many entries as there are rows.
  const large = Array.from({ length: 2600 }, (_, at) => ({
    rowid: 2 ** 34 * (at + 1),
    text: 'a '.repeat(4200),
  }))
  expect(madeHere(large)).toEqual(madeByFts5(large))
}, 120_000)

test('a token ends where FTS5 ends it, and texts without any are rows all the same', () => {
  const rows = [
    { rowid: 0, text: 'word' },
    { rowid: 1, text: '' },
    { rowid: 2, text: ' .,-\0 ' },
    {
      rowid: 3,
      text: `${'y'.repeat(32_767)} ${'z'.repeat(32_768)} ${'z'.repeat(32_769)} ${'z'.repeat(70_000)}`,
    },
    { rowid: 4, text: 'abcdefgh abcdefghi abcdefgh1 abcdefg ABCDEFGHI é\u00e9 ' },
  ]
  expect(madeHere(rows)).toEqual(madeByFts5(rows))
})

test('words that seem the same by their first letters and the hash of the others are told apart', () => {
  // Found by trying: FNV-1a gives the same for each two of these endings.
  const endings = ['mxudcn', 'ufurgf', 'mvsrer', 'ulodaz', 'cjizyt', 'ktylml']
  const rows = endings.map((ending, at) => ({ rowid: at + 1, text: `abcdefgh${ending}` }))
  expect(madeHere(rows)).toEqual(madeByFts5(rows))
})

test('FTS5 goes on with a table to which segments were added, on the connection that has added them', () => {
  const [one, other] = [freshShard(), freshShard()]
  const rows = randomRows(7, 400, 80)
  putInByFts5(one, [rows.slice(0, 100), rows.slice(100, 300), rows.slice(300)])
  putInByFts5(other, [rows.slice(0, 100)])
  putInAsSegments(other, [rows.slice(100, 300)])
  putInByFts5(other, [rows.slice(300)])
  expect(tablesOf(other)).toEqual(tablesOf(one))
  for (const file of [one, other]) {
    for (const { rowid } of rows.slice(50, 250)) {
      file.statement<[number]>('DELETE FROM messages_fts WHERE rowid = ?').run(rowid)
    }
  }
  for (const query of ['w1', '"w1 w2"', '大學', 'w3 NOT w9', 'word1*']) {
    expect(search(other, query)).toEqual(search(one, query))
    expect([query, search(one, query).length]).not.toEqual([query, 0])
  }
  for (const file of [one, other]) file.execute("INSERT INTO messages_fts (messages_fts) VALUES ('optimize')")
  expect(tablesOf(other)).toEqual(tablesOf(one))
})
