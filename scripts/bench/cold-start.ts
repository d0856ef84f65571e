/**
 * A fresh process opens an archive, has the first page of its list, searches thirty times, and then asks for all that the
 * window's list goes by. Argument: the archive's folder.
 */
import type { Answer } from '@shared/contract/app-error.ts'
import { createApp } from '../../src-main/app.ts'
import { queryClasses } from './query-classes.ts'
import { report } from './report.ts'

const [archiveFolder = ''] = process.argv.slice(2)
const searches = 30
const onePage = 50
const megabytes = (): number => process.memoryUsage.rss() / 2 ** 20

const before = megabytes()
const started = performance.now()
const app = createApp({ archiveFolder, printer: null, tidiesUp: false, tell: () => undefined })
dataOf(await app.call('library.page', { limit: onePage }))
const listed = performance.now() - started
const queries = Object.values(queryClasses)
for (let i = 0; i < searches; i++) {
  dataOf(await app.call('search.run', { query: queries[i % queries.length]?.[i] ?? '' }))
}
const grown = megabytes() - before
const asked = performance.now()
const spine = dataOf(await app.call('library.spine', {}))
dataOf(await app.call('library.rows', { keys: spine.keys.slice(0, onePage) }))
const wholeList = performance.now() - asked
await app.close()
report({ listed, wholeList, grown, conversations: spine.keys.length })

function dataOf<Data>(answer: Answer<Data>): Data {
  if (!answer.ok) throw new Error(answer.error.message)
  return answer.data
}
