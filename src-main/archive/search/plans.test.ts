import { afterAll, beforeAll, expect, it, vi } from 'vitest'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { libraryFilter } from '@shared/contract/library.ts'
import type { Archive } from '../archive.ts'
import { libraryPage, libraryRows, librarySpine } from '../library.ts'
import { openArchive } from '../open.ts'
import { openConversation, readConversation, readMessages, showBranch } from '../read-conversation.ts'
import { importAll, importOne } from '../testing/conversations.ts'
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
  // An import each: of a table with one row SQLite reads all.
  for (const one of corpusOf(60)) importOne(archive, one)
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
  work: () => unknown,
): Promise<Map<string, Database>> {
  const seen = new Map<string, Database>()
  const spies = databases.map((database) => {
    const prepare = database.statement.bind(database)
    return vi.spyOn(database, 'statement').mockImplementation((sql: string) => {
      seen.set(sql, database)
      return prepare(sql)
    })
  })
  try {
    await work()
  } finally {
    for (const spy of spies) spy.mockRestore()
  }
  return seen
}

function planOf(database: Database, sql: string): string {
  // Parameters are as a rule numbers, texts or lists of ids; no plan depends on which.
  const named = Array.from(sql.matchAll(/[@:$]([a-z]\w*)/giu), ([, name]) => [name, '[1]'])
  return database
    .statement<unknown[], { detail: string }>(`EXPLAIN QUERY PLAN ${sql}`)
    .all(
      ...(sql.match(/\?/gu) ?? []).map(() => '[1]'),
      ...(named.length === 0 ? [] : [Object.fromEntries(named)]),
    )
    .map((step) => step.detail)
    .join('; ')
}

/** Tables that are large where an archive is: no statement may go through one of them, unless it is among `mayScan`. */
const scan = /\bSCAN (?!wanted|json_each|CONSTANT|\(subquery)/u

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
  // Eight rows and six numbers.
  /SELECT number, lowest FROM shards/u,
  /SELECT key, value FROM state/u,
]

/** Those of some statements that go through a table, each with its plan. */
function scansAmong(seen: ReadonlyMap<string, Database>): string[] {
  const scans: string[] = []
  for (const [sql, database] of seen) {
    if (!/^\s*(SELECT|WITH|UPDATE|DELETE)/u.test(sql) || mayScan.some((form) => form.test(sql))) continue
    const plan = planOf(database, sql)
    const withoutVirtual = plan.replaceAll(/SCAN \S+ VIRTUAL TABLE INDEX \S+/gu, '')
    const isOrdered = /SCAN (messages|conversations) (ORDER BY|USING)/u.test(plan)
    if (scan.test(withoutVirtual) && !isOrdered) scans.push(`${sql} => ${plan}`)
  }
  return scans
}

it('finds every row of a search through an index', async () => {
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
      'model:gpt type:chat tag:x in:y is:branched has:note is:archived',
    ]) {
      for (const order of ['newest', 'oldest', 'relevance'] as const) {
        for (const complete of [true, false]) {
          const request = {
            query,
            order,
            complete,
            limit: 5,
            counted: true,
            cursor: null,
            context: 'short',
          } as const
          const { next } = await tasks.run(request)
          await tasks.run({ ...request, cursor: next })
        }
      }
      await tasks.facets({ query, complete: true })
      await tasks.inConversation({ query, id, limit: 5, cursor: null, context: 'short' })
      await tasks.matching({ query, scope: { withTrash: false } })
      await tasks.spine({ filter: libraryFilter.parse({ query }), sort: newestFirst })
      await tasks.page({ filter: libraryFilter.parse({ query }), sort: newestFirst, limit: 5, cursor: null })
    }
    await tasks.similar({ id, limit: 5 })
    await tasks.warmUp('first')
  })
  expect(seen.size).toBeGreaterThan(30)
  expect(scansAmong(seen)).toEqual([])
})

const newestFirst = { by: 'updated', direction: 'descending' } as const

it('finds every row of a list of conversations through an index', async () => {
  const seen = await statementsOf([archive], () => {
    for (const by of ['updated', 'created', 'title'] as const) {
      for (const direction of ['descending', 'ascending'] as const) {
        for (const narrowed of [
          {},
          { source: 'chatgpt' },
          { place: 'trash' },
          { tagId: 1 },
          { collectionId: 1 },
        ]) {
          const filter = libraryFilter.parse(narrowed)
          const sort = { by, direction }
          const { next } = libraryPage(archive, { filter, sort, limit: 5, cursor: null })
          libraryPage(archive, { filter, sort, limit: 5, cursor: next })
          libraryRows(archive, librarySpine(archive, filter, sort).keys.slice(0, 5))
        }
      }
    }
  })
  expect(seen.size).toBeGreaterThan(15)
  expect(scansAmong(seen)).toEqual([])
})

it('finds every row of a conversation that is opened through an index', async () => {
  const { id } = archive.db.prepare<[], { id: string }>('SELECT uuid AS id FROM conversations').get() ?? {
    id: '',
  }
  const seen = await statementsOf([archive], () => {
    const { keys } = openConversation(archive, id).spine
    readMessages(archive, id, [...keys].slice(0, 5))
    showBranch(archive, id, keys[0] ?? 0)
    readConversation(archive, id)
  })
  expect(seen.size).toBeGreaterThan(4)
  expect(scansAmong(seen)).toEqual([])
})

it('finds every row that an import looks up or changes through an index', async () => {
  const again = corpusOf(20).map((one) => ({ ...one, title: `${one.title} renamed` }))
  const seen = await statementsOf([archive], () => importAll(archive, [...again, ...corpusOf(80)]))
  expect(seen.size).toBeGreaterThan(10)
  expect(scansAmong(seen)).toEqual([])
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
