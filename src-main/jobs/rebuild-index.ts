/** The job that throws the search index away. Whoever runs it has it filled again: the index thread's work. */
import type { JobResult } from '@shared/job.ts'
import { openIndex } from '../archive/search/open-index.ts'
import type { JobContext } from './job.ts'

export function rebuildIndex({ archiveFolder }: JobContext): JobResult {
  const index = openIndex(archiveFolder)
  try {
    index.mending(() => index.discard())
  } finally {
    index.close()
  }
  return { kind: 'rebuild-index' }
}
