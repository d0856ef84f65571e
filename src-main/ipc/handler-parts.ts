/** What handlers work with. */
import type { Archive } from '../archive/archive.ts'
import type { SearchIndex } from '../archive/search/open-index.ts'
import type { JobRunner } from '../jobs/job-runner.ts'
import type { Indexer } from '../threads/indexer.ts'

export interface HandlerParts {
  readonly archive: Archive
  readonly index: SearchIndex
  readonly indexer: Indexer
  readonly jobs: JobRunner
  /** To be called after anything that lists, counts or search results show has changed. */
  readonly changed: () => void
}
