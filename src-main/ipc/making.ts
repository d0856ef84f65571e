/** How handlers make changes: each can be undone, and whoever shows what it is about hears of it. */
import type { ChangeRequest, ManyChanged } from '../archive/change-history.ts'
import type { ChangeWork } from '../archive/change-work.ts'
import type { Rows } from '../archive/row-changes.ts'
import type { HandlerParts } from './handler-parts.ts'

export interface Making {
  /** Makes a change of the rows that are named; answers what the work answers. */
  readonly make: <Result>(change: ChangeRequest<Result>, rows: readonly Rows[], work: () => Result) => Result
  /** Makes a change of any number of conversations: how many were changed, and how many are left where it was stopped. */
  readonly many: (
    change: ChangeRequest<ManyChanged>,
    work: ChangeWork,
  ) => Promise<{ changed: number; left: number }>
}

export function makingOf({ changes, changed }: Pick<HandlerParts, 'changes' | 'changed'>): Making {
  return {
    make(change, rows, work) {
      const result = changes.make(change, rows, work)
      changed()
      return result
    },
    async many(change, work) {
      const { changed: count, left } = await changes.makeMany(change, work)
      changed()
      return { changed: count, left }
    },
  }
}
