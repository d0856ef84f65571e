/**
 * The search of the app beside what a textbook makes of SQLite: one FTS5 table over the messages as they stand, and
 * one statement for hits, order and snippets. Both answer the same queries about the same archive in one process.
 *
 * Prints medians of a common word (milliseconds), and of the newest fifty hits that the textbook finds, which part the app
 * has too. Arguments: the archive's folder, a folder for the table, and the task: `make` only makes the table, `recall` asks
 * for the last of these too. Making has a process of its own, since it drives what was read before out of the system's memory.
 */
import { openToSearch } from '../../src-main/archive/search/open-to-search.ts'
import { searchMessages } from '../../src-main/archive/search/search.ts'
import { turnOf } from '../../src-main/archive/search/turn.ts'
import { warmUp } from '../../src-main/archive/search/warm-up.ts'
import { queryClasses } from './query-classes.ts'
import { report } from './report.ts'
import { spread } from './spread.ts'
import { makeTextbook, openTextbook, type Textbook } from './textbook-table.ts'

const [archiveFolder = '', folder = '', task] = process.argv.slice(2)
const page = 50
/** The slow ones take ten seconds each in a large archive. */
const slowQueries = 6
/** A scan of all texts for each query of a class would take minutes. */
const everyQuery = 4

const { archive, index } = openToSearch(archiveFolder)
const sources = { archive, index, turn: turnOf() }
if (task === 'make') makeTextbook(archive, folder)
const measures = task === 'make' ? {} : await compared(openTextbook(folder))
index.close()
archive.close()
report(measures)

async function compared(textbook: Textbook): Promise<Record<string, number>> {
  await warmUp(sources, 'further')
  const common = (queryClasses['common'] ?? []).slice(0, slowQueries)
  const times: Record<string, number> = {
    messages: textbook.messages,
    ours: await median(common, async (word) => void (await newest(word))),
    'by date': await median(common, (word) => void textbook.byDate(`"${word}"`)),
    bm25: await median(common, (word) => void textbook.byRank(`"${word}"`)),
  }
  const recalls = task === 'recall' ? await recallOf(textbook) : {}
  textbook.close()
  return { ...times, ...recalls }
}

async function recallOf(textbook: Textbook): Promise<Record<string, number>> {
  const recalls: Record<string, number> = {}
  for (const [name, queries] of Object.entries(queryClasses)) {
    let wanted = 0
    let found = 0
    for (const query of chosen(name, queries)) {
      const { given, isAll } = await newest(query, name === 'substring')
      const oldest = isAll ? 0 : Math.min(...given)
      // Ours finds pieces of words too, so that an older hit of the textbook may rightly have no place among the newest.
      const due = truly(textbook, name, query).filter((id) => id >= oldest)
      wanted += due.length
      found += due.filter((id) => given.includes(id)).length
    }
    recalls[`recall: ${name}`] = wanted === 0 ? 1 : found / wanted
  }
  return recalls
}

/** Prefixes of fewer characters are answered by their frequent words only, and say so. */
function chosen(name: string, queries: readonly string[]): readonly string[] {
  const long = name === 'prefix' ? queries.filter((query) => query.length >= 4) : queries
  return long.filter((_, i) => i % (name === 'prefix' ? 1 : everyQuery) === 0)
}

async function newest(
  query: string,
  complete = false,
): Promise<{ given: readonly number[]; isAll: boolean }> {
  const request = {
    query,
    order: 'newest',
    limit: page,
    cursor: null,
    counted: false,
    context: 'short',
    complete,
  } as const
  const { groups, next } = await searchMessages(sources, request)
  return {
    given: groups.flatMap(({ hits }) => hits.map(({ messageKey }) => messageKey)),
    isAll: next === null,
  }
}

/** The newest hits, found without our index. */
function truly(textbook: Textbook, name: string, query: string): readonly number[] {
  if (name === 'CJK 2' || name === 'substring') return textbook.holding(query)
  if (name === 'prefix') return textbook.newest(`"${query}"*`)
  if (name === 'phrase') return textbook.newest(query)
  return textbook.newest(
    query
      .split(' ')
      .map((word) => `"${word}"`)
      .join(' AND '),
  )
}

async function median(
  queries: readonly string[],
  work: (query: string) => Promise<void> | void,
): Promise<number> {
  const times: number[] = []
  for (const query of queries) {
    const started = performance.now()
    await work(query)
    times.push(performance.now() - started)
  }
  return spread(times).p50
}
