/** What the archive is asked by the search field. */
import type { SearchOrder } from '@shared/contract/search.ts'

export interface Question {
  /** As typed. */
  readonly query: string
  readonly order: SearchOrder
  /** Whether the whole and exact answer is wanted, however long it takes. */
  readonly isComplete: boolean
}

export function questionOf({ query, order, isComplete }: Question): Question {
  return { query, order, isComplete }
}

export function isSameQuestion(one: Question, other: Question): boolean {
  return one.query === other.query && one.order === other.order && one.isComplete === other.isComplete
}
