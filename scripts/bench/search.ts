/** First runs of many searches in an archive: prints the median and the 95th percentile of each class in milliseconds. */
import { openArchive } from '../../src-main/archive/open.ts'
import { openIndex } from '../../src-main/archive/search/open-index.ts'
import { search } from '../../src-main/archive/search/search.ts'
import { vocabularyOf } from './generate-chatgpt.ts'
import { report } from './report.ts'

const [archiveFolder = ''] = process.argv.slice(2)
const words = vocabularyOf()
const at = (from: number, step: number) =>
  Array.from({ length: 40 }, (_, i) => words[from + i * step] ?? 'the')

const classes: Record<string, readonly string[]> = {
  rare: at(30_000, 600),
  common: at(2, 1),
  'two words': at(10, 7).map((word, i) => `${word} ${words[60 + i * 5]}`),
  phrase: at(2, 1).map((word, i) => `"${word} ${words[3 + ((i * 7) % 40)]}"`),
  prefix: at(200, 90).map((word) => word.slice(0, 4)),
  'CJK 2': Array.from('月地球面潮汐自転周期北京天气今学习模型数据한국대화').map(
    (sign, i, all) => sign + (all[i + 1] ?? sign),
  ),
  substring: at(400, 110).map((word) => word.slice(1, 6)),
}

const archive = openArchive(archiveFolder)
const index = openIndex(archiveFolder)
const measures: Record<string, number> = {}
for (const [name, queries] of Object.entries(classes)) {
  const times = queries
    .map((query) => {
      const started = performance.now()
      search(index, archive, { query, limit: 50 })
      return performance.now() - started
    })
    .toSorted((a, b) => a - b)
  measures[`${name} p50`] = times[Math.floor(times.length / 2)] ?? 0
  measures[`${name} p95`] = times[Math.floor(times.length * 0.95)] ?? 0
}
index.close()
archive.close()
report(measures)
