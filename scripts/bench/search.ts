/**
 * First runs of many searches in an archive, in the ways they are asked for: the newest hits while typing, the most
 * relevant with their count while typing, and the complete answer. Prints median and 95th percentile of each class in
 * milliseconds, how many of the true newest hits the answer while typing has, and what scanning the same text with ripgrep
 * takes.
 *
 * Arguments: the archive's folder, and where to write its text for ripgrep (left out: no scan).
 */
import { spawnSync } from 'node:child_process'
import { closeSync, openSync, writeSync } from 'node:fs'
import { openArchive } from '../../src-main/archive/open.ts'
import { messageText } from '../../src-main/archive/search/message-texts.ts'
import { openIndex } from '../../src-main/archive/search/open-index.ts'
import { searchMessages, type SearchRequest } from '../../src-main/archive/search/search.ts'
import { turnOf } from '../../src-main/archive/search/turn.ts'
import { usualBeginnings } from '../../src-main/threads/searcher.ts'
import { vocabularyOf } from './generate-chatgpt.ts'
import { report } from './report.ts'

const [archiveFolder = '', textFile] = process.argv.slice(2)
const words = vocabularyOf()
const at = (from: number, step: number) =>
  Array.from({ length: 40 }, (_, i) => words[from + i * step] ?? 'the')

const classes: Record<string, readonly string[]> = {
  rare: at(30_000, 600),
  common: at(2, 1),
  'two words': at(10, 7).map((word, i) => `${word} ${words[60 + i * 5]}`),
  phrase: at(2, 1).map((word, i) => `"${word} ${words[3 + ((i * 7) % 40)]}"`),
  prefix: at(200, 90).map((word, i) => word.slice(0, 1 + (i % 6))),
  'CJK 2': Array.from(
    '月はなぜ地球に同じ面を向ける潮汐固定自転周期北京的天气怎么样今天机器学习模型数据한국어로대화를',
  ).map((sign, i, all) => sign + (all[i + 1] ?? sign)),
  substring: at(400, 110).map((word) => word.slice(1, 6)),
}

const ways: Record<string, Partial<SearchRequest>> = {
  'newest, typing': { order: 'newest', counted: false },
  'relevance and count, typing': { order: 'relevance' },
  'newest and count, complete': { order: 'newest', complete: true },
}

const archive = openArchive(archiveFolder)
const index = openIndex(archiveFolder)
const sources = { archive, index, turn: turnOf() }
const measures: Record<string, number> = {}
// The app does the same when it has opened (threads/searcher.ts).
for (const query of usualBeginnings) {
  for (const order of ['newest', 'relevance'] as const) {
    await searchMessages(sources, { query, order, limit: 50, cursor: null, counted: true, complete: false })
  }
}
for (const [name, queries] of Object.entries(classes)) {
  const newest = new Map<string, ReadonlySet<number>>()
  for (const [way, changes] of Object.entries(ways)) {
    const times: number[] = []
    let found = 0
    let wanted = 0
    for (const query of queries) {
      const started = performance.now()
      const answer = await searchMessages(sources, {
        query,
        limit: 50,
        order: 'newest',
        cursor: null,
        counted: true,
        complete: false,
        ...changes,
      })
      times.push(performance.now() - started)
      const keys = answer.groups.flatMap((group) => group.hits.map((hit) => hit.messageKey))
      if (way.startsWith('newest, typing')) newest.set(query, new Set(keys))
      if (changes.complete !== true) continue
      wanted += keys.length
      found += keys.filter((key) => newest.get(query)?.has(key) === true).length
    }
    times.sort((a, b) => a - b)
    measures[`${name}: ${way} p50`] = times[Math.floor(times.length / 2)] ?? 0
    measures[`${name}: ${way} p95`] = times[Math.floor(times.length * 0.95)] ?? 0
    if (wanted > 0) measures[`${name}: recall of the newest 50`] = found / wanted
  }
}
if (textFile !== undefined) scan(textFile)
index.close()
archive.close()
report(measures)

/** What ripgrep takes to count the lines with a word, in a file that has a message on each line. */
function scan(file: string): void {
  writeText(file)
  for (const [name, queries] of Object.entries(classes)) {
    const times = queries
      .filter((_, i) => i % 8 === 0)
      .map((query) => {
        const pattern = query.replaceAll('"', '').replace(' ', name === 'phrase' ? ' ' : '.*')
        const started = performance.now()
        spawnSync('rg', ['-i', '-c', '-e', pattern, file])
        return performance.now() - started
      })
      .toSorted((a, b) => a - b)
    measures[`${name}: rg p50`] = times[Math.floor(times.length / 2)] ?? 0
  }
}

function writeText(file: string): void {
  const out = openSync(file, 'w')
  const ids = archive.db.prepare<[], number>('SELECT id FROM messages ORDER BY id').pluck().all()
  for (const id of ids) writeSync(out, `${(messageText(archive, id) ?? '').replaceAll('\n', ' ')}\n`)
  closeSync(out)
}
