/** What a change that is made in steps is asked to do, and what comes of it; both cross from thread to thread. */
import type { ErrorValue } from '@shared/contract/app-error.ts'
import type { NewActivity } from './activity.ts'
import type { ChangeWork } from './change-work.ts'
import type { KeptStep } from './kept-step.ts'

/** Makes a change, or puts the rows of one to one side of it, its steps in the order given. */
export type ChangeTask =
  | { readonly kind: 'make'; readonly work: ChangeWork }
  | { readonly kind: 'put'; readonly steps: readonly KeptStep[]; readonly side: 'before' | 'after' }

export interface ChangeOrder {
  readonly kind: 'change'
  readonly task: ChangeTask
  /** A few words for a person: "Archive". */
  readonly label: string
  /** Conversations that it is about. */
  readonly total: number
  /** What the activity log will say of it. */
  readonly entry: Pick<NewActivity, 'area' | 'action' | 'summary'>
}

/** `changed` and the conversations that needed no change and `left` are together those that it was about. */
export interface ChangeOutcome {
  readonly changed: number
  /** Messages of the conversations that were changed, where that is told. */
  readonly messages: number
  /** Conversations that were not come to. */
  readonly left: number
  /** Rows that could not be put back. */
  readonly skipped: number
  /** What was changed, for undoing it; empty where rows were put back. */
  readonly steps: readonly KeptStep[]
  /** How many steps were put back. */
  readonly stepsPut: number
  /** What kept it from its end, being cancelled included; null where nothing did. */
  readonly stoppedBy: ErrorValue | null
}
