/** Pages of the library, by keyset: the first and the last of each order and filter. Argument: the archive's folder. */
import type { LibraryFilter, LibrarySort } from '../../src-shared/contract/library.ts'
import { libraryFilter } from '../../src-shared/contract/library.ts'
import { libraryPage } from '../../src-main/archive/library.ts'
import { openArchive } from '../../src-main/archive/open.ts'
import { report } from './report.ts'

const [archiveFolder = ''] = process.argv.slice(2)
const archive = openArchive(archiveFolder)
const limit = 50
const rounds = 40
const sorts: LibrarySort[] = (['updated', 'created', 'title'] as const).flatMap((by) =>
  (['ascending', 'descending'] as const).map((direction) => ({ by, direction })),
)
const filters: LibraryFilter[] = [{}, { source: 'chatgpt' }].map((given) => libraryFilter.parse(given))
const first: number[] = []
const last: number[] = []
for (const filter of filters) {
  for (const sort of sorts) {
    const cursor = lastCursor(filter, sort)
    for (let round = 0; round < rounds; round++) {
      first.push(timed(() => libraryPage(archive, { filter, sort, limit, cursor: null })))
      last.push(timed(() => libraryPage(archive, { filter, sort, limit, cursor })))
    }
  }
}
archive.close()
report({ 'first p95': p95(first), 'last p95': p95(last) })

/** Goes through the whole list, to the page before the last. */
function lastCursor(filter: LibraryFilter, sort: LibrarySort): string | null {
  let cursor: string | null = null
  for (;;) {
    const { next }: { next: string | null } = libraryPage(archive, { filter, sort, limit: 1000, cursor })
    if (next === null) return cursor
    cursor = next
  }
}

function timed(work: () => unknown): number {
  const started = performance.now()
  work()
  return performance.now() - started
}

function p95(times: readonly number[]): number {
  return times.toSorted((a, b) => a - b)[Math.floor(times.length * 0.95)] ?? 0
}
