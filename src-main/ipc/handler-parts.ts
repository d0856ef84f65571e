/** What handlers work with. */
import type { Archive } from '../archive/archive.ts'
import type { ChangeHistory } from '../archive/change-history.ts'
import type { SearchIndex } from '../archive/search/open-index.ts'
import type { JobRunner } from '../jobs/job-runner.ts'
import type { PagePrinter } from '../ports.ts'
import type { Indexer } from '../threads/indexer.ts'
import type { Searcher } from '../threads/searcher.ts'

export interface HandlerParts {
  readonly archive: Archive
  readonly index: SearchIndex
  readonly indexer: Indexer
  readonly searcher: Searcher
  readonly jobs: JobRunner
  readonly changes: ChangeHistory
  /** Null where no window can be drawn. */
  readonly printer: PagePrinter | null
  /** To be called after anything that lists, counts or search results show has changed. */
  readonly changed: () => void
}
