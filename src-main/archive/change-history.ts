/**
 * The changes that were made through this app since it was opened, so that each can be undone and done again. Every one of
 * them is noted in the activity log in the transaction that makes it.
 */
import type { ChangeUndone, NextChanges } from '@shared/contract/organise.ts'
import { noteActivity, type NewActivity } from './activity.ts'
import type { Archive } from './archive.ts'
import { inBatch } from './batch.ts'
import { putRows, watchRows, type Rows } from './row-changes.ts'

/** A change that was made. Both ways answer how much of it could not be put back. */
interface Change {
  /** A few words for a menu: "Rename". */
  readonly label: string
  /** UUID of the conversation it is about, where it is one. */
  readonly conversationId: string | undefined
  readonly size: number
  undo(): number
  redo(): number
}

export interface ChangeRequest<Result> {
  readonly label: string
  /** For the activity log; made after the change was. */
  readonly activity: (result: Result) => Omit<NewActivity, 'area'> & { readonly area?: NewActivity['area'] }
}

/** Changes that are kept, and rows in all of them: the oldest are forgotten first. */
const mostChanges = 1000
const mostRows = 1_000_000

export class ChangeHistory {
  readonly #archive: Archive
  readonly #done: Change[] = []
  #undone: Change[] = []

  constructor(archive: Archive) {
    this.#archive = archive
  }

  /** Makes a change that is known by what it does to some rows; one that does nothing is neither kept nor noted. */
  make<Result>(
    { label, activity }: ChangeRequest<Result>,
    watched: readonly Rows[],
    work: () => Result,
  ): Result {
    const archive = this.#archive
    const { result, changes, conversationId } = inBatch(archive, () => {
      const watch = watchRows(archive, watched, work)
      const entry = activity(watch.result)
      if (watch.changes.length > 0) noteActivity(archive, { area: 'change', ...entry })
      return { ...watch, conversationId: entry.conversationId }
    })
    if (changes.length === 0) return result
    this.#keep({
      label,
      conversationId,
      size: changes.length,
      undo: () => putRows(archive, changes, 'before'),
      redo: () => putRows(archive, changes, 'after'),
    })
    return result
  }

  /** Makes a change that says itself how it is undone and done again. */
  makeBy<Result>(
    { label, activity }: ChangeRequest<Result>,
    work: () => Result,
    ways: (result: Result) => { undo(): void; redo(): void },
  ): Result {
    const { result, conversationId } = inBatch(this.#archive, () => {
      const made = work()
      const entry = activity(made)
      noteActivity(this.#archive, { area: 'change', ...entry })
      return { result: made, conversationId: entry.conversationId }
    })
    const both = ways(result)
    this.#keep({
      label,
      conversationId,
      size: 1,
      undo: () => wholly(() => both.undo()),
      redo: () => wholly(() => both.redo()),
    })
    return result
  }

  /** What `undo` and `redo` would do. */
  next(): NextChanges {
    return { undo: this.#done.at(-1)?.label ?? null, redo: this.#undone.at(-1)?.label ?? null }
  }

  /** Undoes the last change. A change that can no longer be undone at all is given up, and the exception says why. */
  undo(): ChangeUndone {
    const change = this.#done.pop()
    if (change === undefined) return { done: null, skipped: 0, ...this.next() }
    const skipped = this.#carryOut(change, 'Undone', () => change.undo())
    this.#undone.push(change)
    return { done: change.label, skipped, ...this.next() }
  }

  /** Does the change again that was undone last. */
  redo(): ChangeUndone {
    const change = this.#undone.pop()
    if (change === undefined) return { done: null, skipped: 0, ...this.next() }
    const skipped = this.#carryOut(change, 'Done again', () => change.redo())
    this.#done.push(change)
    return { done: change.label, skipped, ...this.next() }
  }

  #carryOut({ label, conversationId, size }: Change, what: string, work: () => number): number {
    return inBatch(this.#archive, () => {
      const skipped = work()
      noteActivity(this.#archive, {
        area: 'change',
        action: what === 'Undone' ? 'undo' : 'redo',
        summary: `${what}: ${label}.`,
        conversations: conversationId === undefined ? size : 1,
        conversationId,
      })
      return skipped
    })
  }

  #keep(change: Change): void {
    this.#undone = []
    this.#done.push(change)
    let rows = this.#done.reduce((sum, { size }) => sum + size, 0)
    while (this.#done.length > 1 && (this.#done.length > mostChanges || rows > mostRows)) {
      rows -= this.#done.shift()?.size ?? 0
    }
  }
}

/** Does what is done whole or not at all: nothing of it is skipped. */
function wholly(way: () => void): number {
  way()
  return 0
}
