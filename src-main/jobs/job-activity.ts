/** What the activity log says of a job that has ended: the one place where jobs and the log meet. */
import { basename } from 'node:path'
import { noteActivity, type NewActivity } from '../archive/activity.ts'
import type { Archive } from '../archive/archive.ts'
import type { JobEnd, JobOrder } from './job.ts'

/** Notes how a job ended, where it is one that reads or writes something for good. */
export function noteJob(archive: Archive, order: JobOrder, end: JobEnd): void {
  const entry = activityOf(order, end)
  if (entry !== null) noteActivity(archive, entry)
}

/** Null for jobs that only look. */
export function activityOf(order: JobOrder, end: JobEnd): NewActivity | null {
  const kind: string = order.kind === 'dataset' ? `dataset-${order.action}` : order.kind
  const known = Object.hasOwn(jobs, kind) ? jobs[kind] : undefined
  if (known === null) return null
  const { area, name } = known ?? { area: 'other', name: `The job “${kind}”` }
  if (end.kind === 'done') return { area, action: kind, ...endOf(end.result, name) }
  const what = end.error.kind === 'cancelled' ? 'was cancelled' : 'failed'
  // The reason may name a conversation, and paths of a home folder: it is in the job's report.
  return { area, action: kind, conversations: 0, summary: `${name} ${what} (${end.error.kind}).` }
}

/** By the kind of the order; null for what is not noted. */
const jobs: Readonly<Record<string, { area: NewActivity['area']; name: string } | null>> = {
  import: { area: 'import', name: 'An import' },
  reread: { area: 'import', name: 'Reading an import again' },
  export: { area: 'export', name: 'An export' },
  'html-archive': { area: 'export', name: 'Writing an HTML archive' },
  'dataset-make': { area: 'export', name: 'Making a dataset' },
  'dataset-download': { area: 'export', name: 'Saving a dataset' },
  'dataset-try': null,
  'dataset-check': null,
  delete: { area: 'delete', name: 'Deleting for good' },
  preview: null,
  'export-check': null,
  insights: null,
  // It notes itself, with the rows that it changes.
  change: null,
  backup: { area: 'export', name: 'A backup' },
  restore: { area: 'other', name: 'Restoring a backup' },
  verify: null,
  record: null,
  compact: { area: 'other', name: 'Compacting the archive' },
  'rebuild-index': { area: 'other', name: 'Making the search index anew' },
}

type Ending = Pick<NewActivity, 'conversations' | 'summary'>

function endOf(result: Extract<JobEnd, { kind: 'done' }>['result'], name: string): Ending {
  switch (result.kind) {
    case 'import': {
      const { reports } = result
      const sum = (of: 'new' | 'updated'): number => reports.reduce((total, report) => total + report[of], 0)
      const files = reports.map(({ file }) => basename(file)).join(', ')
      return {
        conversations: sum('new') + sum('updated'),
        summary: `Imported ${files}: ${sum('new')} new, ${sum('updated')} updated.`,
      }
    }
    case 'export': {
      const [only] = result.files
      const where =
        result.files.length === 1 && only !== undefined ? basename(only) : `${result.files.length} files`
      return { conversations: result.written, summary: `Exported ${result.written} to ${where}.` }
    }
    case 'delete': {
      const { conversations, messages } = result
      return {
        conversations,
        summary: `Deleted for good: conversations ${conversations}, messages ${messages}.`,
      }
    }
    case 'dataset': {
      const { dataset, files } = result
      if (dataset !== null) {
        const { name: made, version, records, conversations } = dataset
        return { conversations, summary: `Made the dataset ${made}, version ${version}: records ${records}.` }
      }
      const [only] = files
      return {
        conversations: 0,
        summary: only === undefined ? `${name} is done.` : `Saved a dataset to ${basename(only)}.`,
      }
    }
    case 'backup': {
      const { backup } = result
      if (backup === null) return { conversations: 0, summary: `${name} is done.` }
      const { conversations, path } = backup
      return { conversations, summary: `Backed up to ${basename(path)} and checked.` }
    }
    default:
      return { conversations: 0, summary: `${name} is done.` }
  }
}
