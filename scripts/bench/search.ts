/**
 * First runs of many searches in an archive, asked for in one way: the newest hits while typing, the most relevant with
 * their count while typing, or the complete answer. Prints median and 95th percentile of each class in milliseconds.
 *
 * Arguments: the archive's folder, and the way. A way has a process of its own, or it would find what another has read.
 */
import { openToSearch } from '../../src-main/archive/search/open-to-search.ts'
import { searchMessages, type SearchRequest } from '../../src-main/archive/search/search.ts'
import { turnOf } from '../../src-main/archive/search/turn.ts'
import { warmUp } from '../../src-main/archive/search/warm-up.ts'
import { queryClasses } from './query-classes.ts'
import { report } from './report.ts'
import { spread } from './spread.ts'

const [archiveFolder = '', way = 'newest'] = process.argv.slice(2)
const ways: Record<string, Partial<SearchRequest>> = {
  newest: { counted: false },
  relevance: { order: 'relevance' },
  complete: { complete: true },
}

const { archive, index } = openToSearch(archiveFolder)
const sources = { archive, index, turn: turnOf() }
const usual: Omit<SearchRequest, 'query'> = {
  limit: 50,
  order: 'newest',
  cursor: null,
  context: 'short',
  counted: true,
  complete: false,
}
// The app does the same when it has opened (threads/searcher.ts); what it looked for is not measured.
const warmed = new Set([...(await warmUp(sources, 'first')), ...(await warmUp(sources, 'further'))])
const measures: Record<string, number> = {}
for (const [name, queries] of Object.entries(queryClasses)) {
  const times: number[] = []
  for (const query of queries.filter((one) => !warmed.has(one))) {
    const started = performance.now()
    await searchMessages(sources, { ...usual, query, ...ways[way] })
    times.push(performance.now() - started)
  }
  const { p50, p95 } = spread(times)
  measures[`${name} p50`] = p50
  measures[`${name} p95`] = p95
}
index.close()
archive.close()
report(measures)
