/**
 * The changes that were made through this app since it was opened, so that each can be undone and done again. Every one of
 * them is noted in the activity log in the transaction that makes it.
 */
import { AppError, fromErrorValue } from '@shared/contract/app-error.ts'
import type { ChangeUndone, NextChanges } from '@shared/contract/organise.ts'
import { noteActivity, type NewActivity } from './activity.ts'
import type { Archive } from './archive.ts'
import { inBatch } from './batch.ts'
import type { ChangeOrder, ChangeOutcome } from './change-order.ts'
import { planOf, sizeOfWork, type ChangeWork } from './change-work.ts'
import type { KeptStep } from './kept-step.ts'
import { putRows, watchRows, type Rows } from './row-changes.ts'

interface KeptChange {
  /** A few words for a menu: "Rename". */
  readonly label: string
  /** UUID of the conversation it is about, where it is one. */
  readonly conversationId: string | undefined
  /** Rows that are kept for it. */
  readonly size: number
}

/** A change that was made at once. Both ways answer how much of it could not be put back. */
interface SmallChange extends KeptChange {
  readonly steps: null
  undo(): number
  redo(): number
}

/** A change that was made in steps, and is put back in steps. */
interface LargeChange extends KeptChange {
  readonly steps: readonly KeptStep[]
}

type Change = SmallChange | LargeChange

/** What a change of many conversations came to; `left` were not come to, because it was stopped. */
export interface ManyChanged {
  readonly changed: number
  readonly messages: number
  readonly left: number
}

/** Makes a change, or puts one back, in steps and in another thread; fails with an AppError only where it never began. */
export type RunInSteps = (order: ChangeOrder) => Promise<ChangeOutcome>

export interface ChangeRequest<Result> {
  readonly label: string
  /** For the activity log; made after the change was. */
  readonly activity: (result: Result) => Omit<NewActivity, 'area'> & { readonly area?: NewActivity['area'] }
}

/** Changes that are kept, and rows in all of them: the oldest are forgotten first. */
const mostChanges = 1000
const mostRows = 1_000_000

/** Conversations that are changed at once: some ten milliseconds of work. */
const mostAtOnce = 200

export class ChangeHistory {
  readonly #archive: Archive
  readonly #runInSteps: RunInSteps
  readonly #done: Change[] = []
  #undone: Change[] = []
  /** Large changes, and undoing, take turns: each begins with what the one before it left. */
  #turn: Promise<unknown> = Promise.resolve()

  constructor(archive: Archive, runInSteps: RunInSteps) {
    this.#archive = archive
    this.#runInSteps = runInSteps
  }

  /**
   * Makes a change of some conversations: at once where they are few, else in steps in another thread. One that is stopped
   * half-way stays as far as it came, and that much of it can be undone. @throws AppError where something else than its
   * reader stopped it
   */
  async makeMany({ label, activity }: ChangeRequest<ManyChanged>, work: ChangeWork): Promise<ManyChanged> {
    const archive = this.#archive
    const total = sizeOfWork(archive, work)
    if (total <= mostAtOnce) {
      const plan = planOf(archive, work, Date.now())
      const steps = [plan.stepOf(plan.ids), ...(plan.last === null ? [] : [plan.last()])]
      const rows = steps.flatMap((step) => step.rows)
      return this.make({ label, activity }, rows, () => {
        const done = steps.map((step) => step.run())
        return {
          changed: done.reduce((sum, { changed }) => sum + changed, 0),
          messages: done.reduce((sum, { messages }) => sum + messages, 0),
          left: 0,
        }
      })
    }
    const { area = 'change', action, summary } = activity({ changed: total, messages: 0, left: 0 })
    const entry = { area, action, summary }
    return await this.#inTurn(async () => {
      const outcome = await this.#runInSteps({
        kind: 'change',
        task: { kind: 'make', work },
        label,
        total,
        entry,
      })
      if (outcome.steps.length > 0) this.#keep(largeChange(label, outcome.steps))
      return endOf(outcome)
    })
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
      steps: null,
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
      steps: null,
      undo: () => wholly(() => both.undo()),
      redo: () => wholly(() => both.redo()),
    })
    return result
  }

  /** What `undo` and `redo` would do. */
  next(): NextChanges {
    return { undo: this.#done.at(-1)?.label ?? null, redo: this.#undone.at(-1)?.label ?? null }
  }

  /**
   * Undoes the last change, once those that are still being made are over. A change that can no longer be undone at all is
   * given up, and the exception says why; of one that is stopped half-way the rest stays to be undone.
   */
  async undo(): Promise<ChangeUndone> {
    return await this.#inTurn(() => this.#move(this.#done, this.#undone, 'before'))
  }

  /** Does the change again that was undone last. */
  async redo(): Promise<ChangeUndone> {
    return await this.#inTurn(() => this.#move(this.#undone, this.#done, 'after'))
  }

  async #move(from: Change[], to: Change[], side: 'before' | 'after'): Promise<ChangeUndone> {
    const change = from.pop()
    if (change === undefined) return { done: null, skipped: 0, left: 0, ...this.next() }
    const { label } = change
    if (change.steps !== null) return await this.#moveInSteps(change, from, to, side)
    const skipped = this.#carryOut(change, side, () => (side === 'before' ? change.undo() : change.redo()))
    to.push(change)
    return { done: label, skipped, left: 0, ...this.next() }
  }

  async #moveInSteps(
    change: LargeChange,
    from: Change[],
    to: Change[],
    side: 'before' | 'after',
  ): Promise<ChangeUndone> {
    const { label } = change
    // The last step is undone first; each stack has its change's steps in the order in which they were made.
    const steps = side === 'before' ? change.steps.toReversed() : change.steps
    const { action, what } = words[side]
    const outcome = await this.#runInSteps({
      kind: 'change',
      task: { kind: 'put', steps, side },
      label: `${what}: ${label}`,
      total: steps.reduce((sum, { conversations }) => sum + conversations, 0),
      entry: { area: 'change', action, summary: `${what}: ${label}.` },
    })
    const inOrder = (some: readonly KeptStep[]): readonly KeptStep[] =>
      side === 'before' ? some.toReversed() : some
    const put = steps.slice(0, outcome.stepsPut)
    const rest = steps.slice(outcome.stepsPut)
    if (put.length > 0) to.push(largeChange(label, inOrder(put)))
    if (rest.length > 0) from.push(largeChange(label, inOrder(rest)))
    const { left } = endOf(outcome)
    return { done: label, skipped: outcome.skipped, left, ...this.next() }
  }

  async #inTurn<Result>(work: () => Promise<Result>): Promise<Result> {
    const done = this.#turn.then(work)
    // Whoever asked is told what goes wrong; what comes after it does not fail of it.
    this.#turn = done.catch(() => undefined)
    return await done
  }

  #carryOut({ label, conversationId, size }: Change, side: 'before' | 'after', work: () => number): number {
    const { action, what } = words[side]
    return inBatch(this.#archive, () => {
      const skipped = work()
      noteActivity(this.#archive, {
        area: 'change',
        action,
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

/** By the side of a change that its rows are put to. */
const words = {
  before: { action: 'undo', what: 'Undone' },
  after: { action: 'redo', what: 'Done again' },
} as const

function largeChange(label: string, steps: readonly KeptStep[]): LargeChange {
  const size = steps.reduce((sum, { rows }) => sum + rows, 0)
  return { label, conversationId: undefined, size, steps }
}

/** What its reader stopped is told as it came; @throws AppError for anything else that stopped it */
function endOf({ changed, messages, left, stoppedBy }: ChangeOutcome): ManyChanged {
  if (stoppedBy !== null && stoppedBy.kind !== 'cancelled') {
    const { kind, message, detail } = fromErrorValue(stoppedBy)
    const come = changed === 0 ? '' : ` ${changed} conversations were changed before; this can be undone.`
    throw new AppError(kind, `${message}${come}`, detail)
  }
  return { changed, messages, left }
}

/** Does what is done whole or not at all: nothing of it is skipped. */
function wholly(way: () => void): number {
  way()
  return 0
}
