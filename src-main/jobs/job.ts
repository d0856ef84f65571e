/** What a job is asked to do and what it tells while it runs; both cross from thread to thread. */
import type { ChosenOptions } from '@shared/option.ts'
import type { Progress } from '@shared/job.ts'
import type { Choice } from './exports-on-disk.ts'

export type JobOrder =
  | ({ readonly kind: 'import'; readonly paths: readonly string[] } & Choice)
  | ({ readonly kind: 'preview'; readonly paths: readonly string[] } & Pick<Choice, 'formats'>)
  | {
      readonly kind: 'export'
      readonly ids: readonly string[]
      readonly format: string
      readonly options: ChosenOptions
      readonly path: string
      readonly into: 'file' | 'folder'
      readonly replace: boolean
    }

/** What is done in a job's thread but is no job: it is over in seconds and reports to whoever asked. */
export type UndoOrder = { readonly kind: 'undo'; readonly importId: number }

export type JobNews =
  | { readonly kind: 'progress'; readonly progress: Progress }
  /** Conversations were committed: the index has work, lists are out of date. */
  | { readonly kind: 'committed' }

/** What a job is given to work with. */
export interface JobContext {
  readonly archiveFolder: string
  readonly signal: AbortSignal
  tell(news: JobNews): void
}
