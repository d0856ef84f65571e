/**
 * What cold searches read from the databases: each query through connections of its own, which have looked for nothing but
 * a word that is nowhere, so that they know their tables. Prints for each class the median of reads (a page each) and of
 * megabytes, and the most reads of all. Linux only. Argument: the archive's folder.
 */
import { readFileSync } from 'node:fs'
import { openToSearch } from '../../src-main/archive/search/open-to-search.ts'
import { searchMessages } from '../../src-main/archive/search/search.ts'
import { turnOf } from '../../src-main/archive/search/turn.ts'
import { queryClasses } from './query-classes.ts'
import { report } from './report.ts'
import { spread } from './spread.ts'

const [archiveFolder = ''] = process.argv.slice(2)
const nowhere = 'zzqqxxjjvv'

const measures: Record<string, number> = {}
let mostReads = 0
for (const [name, queries] of Object.entries(queryClasses)) {
  const reads: number[] = []
  const megabytes: number[] = []
  for (const query of queries) {
    const { archive, index } = openToSearch(archiveFolder)
    const search = async (words: string): Promise<void> => {
      const request = { query: words, order: 'newest', limit: 50, cursor: null, counted: false } as const
      await searchMessages(
        { archive, index, turn: turnOf() },
        { ...request, context: 'short', complete: false },
      )
    }
    await search(nowhere)
    const before = readSoFar()
    await search(query)
    const after = readSoFar()
    index.close()
    archive.close()
    reads.push(after.reads - before.reads)
    megabytes.push((after.bytes - before.bytes) / 2 ** 20)
  }
  measures[`${name}: reads`] = spread(reads).p50
  measures[`${name}: megabytes`] = spread(megabytes).p50
  mostReads = Math.max(mostReads, ...reads)
}
report({ ...measures, mostReads })

/** By this process, from the cache of the system too (proc(5), /proc/pid/io). */
function readSoFar(): { readonly reads: number; readonly bytes: number } {
  const text = readFileSync('/proc/self/io', 'utf8')
  const of = (name: string): number => Number(new RegExp(`^${name}: (\\d+)$`, 'mu').exec(text)?.[1] ?? 0)
  return { reads: of('syscr'), bytes: of('rchar') }
}
