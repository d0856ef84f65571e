/** What a check says of one record. */
import type { RecordProblem } from '@shared/datasets/dataset.ts'

/** Null: the trainer takes it as it is meant. */
export type Verdict = Pick<RecordProblem, 'effect' | 'reason'> | null

export function skipped(reason: string): Verdict {
  return { effect: 'skipped', reason }
}

export function stops(reason: string): Verdict {
  return { effect: 'stops', reason }
}

export function garbled(reason: string): Verdict {
  return { effect: 'garbled', reason }
}
