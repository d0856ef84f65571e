/** What the archive is asked by the search field. */
import type { SearchOrder, SnippetSize } from '@shared/contract/search.ts'

export interface Question {
  /** As typed. */
  readonly query: string
  readonly order: SearchOrder
  /** Whether the whole and exact answer is wanted, however long it takes. */
  readonly isComplete: boolean
  /** How much of a message is shown around its hit. */
  readonly context: SnippetSize
}

export function questionOf({ query, order, isComplete, context }: Question): Question {
  return { query, order, isComplete, context }
}

export function isSameQuestion(one: Question, other: Question): boolean {
  return isSameList(one, other) && one.isComplete === other.isComplete
}

/** Whether two questions ask for the same lines, at once or completely. */
export function isSameList(one: Question, other: Question): boolean {
  return one.query === other.query && one.order === other.order && one.context === other.context
}
