/** What a job is asked to do and what it tells while it runs; both cross from thread to thread. */
import type { ErrorValue } from '@shared/contract/app-error.ts'
import type { ImportReport, JobResult, Progress } from '@shared/job.ts'
import type { ChangeOrder } from '../archive/change-order.ts'
import type { BackupOrder, RestoreOrder, VerifyOrder } from './backup-order.ts'
import type { DatasetOrder } from './dataset-order.ts'
import type { ExportCheckOrder, ExportOrder } from './export-order.ts'
import type { Choice } from './exports-on-disk.ts'
import type { RecordOrder } from './record-order.ts'
import type { FilesToRecognise } from './recognise-files.ts'
import type { HtmlArchiveOrder } from './html-archive-order.ts'

export type JobOrder =
  | ({
      readonly kind: 'import'
      readonly paths: readonly string[]
      /** Whether what a backup holds beside conversations comes in as well. */
      readonly mergesRest?: boolean
    } & Choice)
  /** Reads the kept files of an import again. */
  | { readonly kind: 'reread'; readonly importId: number; readonly file: string }
  | ({ readonly kind: 'preview'; readonly paths: readonly string[] } & Omit<Choice, 'only'>)
  | ExportOrder
  | ExportCheckOrder
  | HtmlArchiveOrder
  /** Removes conversations (by UUID) and messages that are in the trash for good. */
  | { readonly kind: 'delete'; readonly ids: readonly string[]; readonly deletions: readonly number[] }
  | ChangeOrder
  | { readonly kind: 'insights' }
  /** Writes the databases anew without gaps, or the search index from the beginning. */
  | { readonly kind: 'compact' | 'rebuild-index' }
  | DatasetOrder
  | BackupOrder
  | VerifyOrder
  | RestoreOrder
  | RecordOrder

/** An import that has ended, and of a folder the members that were read. */
export interface EndedImport {
  readonly report: ImportReport
  readonly used: ReadonlySet<string>
}

/** What the thread of an import answers. */
export interface ImportOutcome {
  readonly result: JobResult
  readonly ended: readonly EndedImport[]
}

/** The second half of an import: keeps the imported files and answers the reports. */
export interface KeepOrder {
  readonly kind: 'keep'
  readonly ended: readonly EndedImport[]
}

/** What is done in a job's thread but is no job: it is over in seconds and reports to whoever asked. */
export type ShortOrder =
  | { readonly kind: 'undo'; readonly importId: number }
  | { readonly kind: 'delete-originals' }
  | { readonly kind: 'recognise'; readonly files: FilesToRecognise }

export type JobNews =
  | { readonly kind: 'progress'; readonly progress: Progress }
  /** Conversations were committed: the index has work, lists are out of date. */
  | { readonly kind: 'committed' }
  /** The last of them were: the index need not wait for the rest of the job. */
  | { readonly kind: 'all-committed' }

/** How a job came to its end. */
export type JobEnd =
  | { readonly kind: 'done'; readonly result: JobResult }
  | { readonly kind: 'failed'; readonly error: ErrorValue }

/** What a job is given to work with. */
export interface JobContext {
  readonly archiveFolder: string
  readonly signal: AbortSignal
  tell(news: JobNews): void
}
