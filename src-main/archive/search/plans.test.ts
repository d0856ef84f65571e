import { afterAll, beforeAll, expect, it, vi } from 'vitest'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Archive } from '../archive.ts'
import { openArchive } from '../open.ts'
import { importAll } from '../testing/conversations.ts'
import { catchUp } from './catch-up.ts'
import { openIndex, type SearchIndex } from './open-index.ts'
import { searchTasks } from './tasks.ts'
import { corpusOf } from './testing/corpus.ts'
import { sourcesOf } from './testing/fresh-index.ts'

const folder = mkdtempSync(join(tmpdir(), 'stemma-plans-'))
let archive: Archive
let index: SearchIndex

beforeAll(async () => {
  archive = openArchive(folder)
  importAll(archive, corpusOf(60))
  archive.db.exec('ANALYZE')
  index = openIndex(folder)
  await catchUp(index, archive)
})

afterAll(() => {
  index.close()
  archive.close()
  rmSync(folder, { recursive: true, force: true })
})

type Database = Pick<Archive, 'statement'>

/** The statements that some work runs on a database. */
async function statementsOf(
  databases: readonly Database[],
  work: () => Promise<unknown>,
): Promise<Map<string, Database>> {
  const seen = new Map<string, Database>()
  const spies = databases.map((database) => {
    const prepare = database.statement.bind(database)
    return vi.spyOn(database, 'statement').mockImplementation((sql: string) => {
      seen.set(sql, database)
      return prepare(sql)
    })
  })
  await work()
  for (const spy of spies) spy.mockRestore()
  return seen
}

function planOf(database: Database, sql: string): string {
  return database
    .statement<unknown[], { detail: string }>(`EXPLAIN QUERY PLAN ${sql}`)
    .all(...(sql.match(/\?/gu) ?? []).map(() => '[1]'))
    .map((step) => step.detail)
    .join('; ')
}

/** Statements that may read a whole table, with the reason. */
const mayScan = [
  // Tables of names, of some hundred rows.
  /FROM (tags|collections|notes)\b/u,
  // One number of the whole table, kept while nothing changes.
  /max\(id - max\(created_at/u,
  // The condition is about every conversation; what a page has is taken from those it finds.
  /SELECT (DISTINCT model|id) FROM conversations( WHERE (type|branches|status|model|created_at|undated|uuid)|$| WHERE status)/u,
  /SELECT id, title AS text FROM conversations/u,
  /SELECT source FROM conversations WHERE status <> 'deleted' GROUP BY source/u,
  // Only conversations in the trash are read: the condition of a partial index.
  /deletion_id IS NOT NULL/u,
  // Pieces of one or two characters have no trigrams.
  /instr\((term|c0),/u,
  /SELECT number, lowest FROM shards/u,
]

it('finds every row it reads through an index', async () => {
  const tasks = searchTasks(sourcesOf(archive, index))
  const { id } = archive.db.prepare<[], { id: string }>('SELECT uuid AS id FROM conversations').get() ?? {
    id: '',
  }
  const seen = await statementsOf([archive, index, ...index.shards], async () => {
    for (const query of [
      'karo',
      'k',
      '"ten or"',
      'role:user source:claude* karo -mite',
      'title:ka before:2024 foo.bar',
      '北',
    ]) {
      for (const order of ['newest', 'oldest', 'relevance'] as const) {
        for (const complete of [true, false]) {
          const request = { query, order, complete, limit: 5, counted: true, cursor: null }
          const { next } = await tasks.run(request)
          await tasks.run({ ...request, cursor: next })
        }
      }
      await tasks.facets({ query, complete: true })
      await tasks.inConversation({ query, id, limit: 5, cursor: null })
      await tasks.matching({ query, scope: { withTrash: false } })
    }
    await tasks.similar({ id, limit: 5 })
  })
  expect(seen.size).toBeGreaterThan(20)
  const scans: string[] = []
  for (const [sql, database] of seen) {
    if (!/^\s*(SELECT|WITH)/u.test(sql) || mayScan.some((form) => form.test(sql))) continue
    const plan = planOf(database, sql)
    const withoutVirtual = plan.replaceAll(/SCAN \S+ VIRTUAL TABLE INDEX \S+/gu, '')
    const isOrdered = /SCAN (messages|conversations) (ORDER BY|USING)/u.test(plan)
    if (/\bSCAN (?!wanted|json_each|CONSTANT)/u.test(withoutVirtual) && !isOrdered)
      scans.push(`${sql} => ${plan}`)
  }
  expect(scans).toEqual([])
})

it('reads rows in the order of time from the index, without sorting', () => {
  const [shard] = index.shards
  for (const order of ['DESC', 'ASC']) {
    const sql = `SELECT rowid FROM messages_fts WHERE messages_fts MATCH ? AND rowid >= ? AND rowid < ? ORDER BY rowid ${order} LIMIT ?`
    expect(shard && planOf(shard, sql)).toMatch(/^SCAN messages_fts VIRTUAL TABLE INDEX \d+:[<>M\d]*$/u)
  }
  expect(
    planOf(
      index,
      'SELECT t.term, t.df FROM terms_fts f JOIN terms t ON t.id = f.rowid WHERE f.terms_fts MATCH ? ORDER BY f.rowid',
    ),
  ).toMatch(/^SCAN f VIRTUAL TABLE INDEX \d+:M\d*; SEARCH t USING INTEGER PRIMARY KEY/u)
  expect(planOf(index, 'SELECT rowid AS id, title FROM titles_fts WHERE title GLOB ?')).toMatch(
    /^SCAN titles_fts VIRTUAL TABLE INDEX \d+:G\d*$/u,
  )
})
