/**
 * The job that changes many conversations, or takes such a change back: some at a time, so that it can be stopped and
 * nobody else who writes waits for long. Each step is a transaction, whole or not made at all.
 */
import { AppError, toErrorValue, type ErrorValue } from '@shared/contract/app-error.ts'
import { setTimeout } from 'node:timers/promises'
import { noteActivity } from '../archive/activity.ts'
import type { Archive } from '../archive/archive.ts'
import { inBatch } from '../archive/batch.ts'
import type { ChangeOrder, ChangeOutcome, ChangeTask } from '../archive/change-order.ts'
import { planOf, type WorkStep } from '../archive/change-work.ts'
import { packStep, unpackStep, type KeptStep } from '../archive/kept-step.ts'
import { openArchive } from '../archive/open.ts'
import { putRows, watchRows } from '../archive/row-changes.ts'
import type { JobContext } from './job.ts'
import { tellInSteps } from './tell-in-steps.ts'

/**
 * In ms: how long a step may hold the archive, and how long it is left to others after it. Nobody who reads waits for it;
 * steps of a tenth of that took four times as long in all, since each wrote nearly as many pages of the indexes.
 */
const stepTime = 150
const pause = 4
/** Conversations of a step. */
const firstSize = 200
const smallestSize = 100
const largestSize = 5000

/** What has been done so far. */
interface Sums {
  total: number
  done: number
  changed: number
  messages: number
  skipped: number
  stepsPut: number
  readonly steps: KeptStep[]
}

/** Throws only what `openArchive` throws: what was done before it was stopped stays, is told, and can be undone. */
export async function changeConversations(context: JobContext, order: ChangeOrder): Promise<ChangeOutcome> {
  const archive = openArchive(context.archiveFolder, { cacheMegabytes: 64 })
  const sums: Sums = {
    total: order.total,
    done: 0,
    changed: 0,
    messages: 0,
    skipped: 0,
    stepsPut: 0,
    steps: [],
  }
  let stoppedBy: ErrorValue | null = null
  // Nobody is told of a step before the last commit, which takes all before it safely to the disk.
  archive.db.pragma('synchronous = NORMAL')
  try {
    const tell = tellInSteps(context, 'change', order.total)
    const { task } = order
    for (const _ of task.kind === 'make'
      ? makeInSteps(archive, order, task, sums)
      : putInSteps(archive, order, task, sums)) {
      await tell(sums.done, null)
      await setTimeout(pause)
      if (context.signal.aborted && sums.done < sums.total) throw stopped(sums)
    }
    noteEnd(archive, order, sums)
  } catch (error) {
    stoppedBy = toErrorValue(error)
    if (stoppedBy.kind === 'cancelled') noteEnd(archive, order, sums)
  } finally {
    archive.close()
  }
  const { changed, messages, skipped, steps, stepsPut } = sums
  return {
    changed,
    messages,
    left: Math.max(0, sums.total - sums.done),
    skipped,
    steps,
    stepsPut,
    stoppedBy,
  }
}

function stopped({ done, total }: Sums): AppError {
  return new AppError('cancelled', `Stopped after ${done} of ${total} conversations.`)
}

type Make = Extract<ChangeTask, { kind: 'make' }>
type Put = Extract<ChangeTask, { kind: 'put' }>

/** Makes one step of a change each time it is asked for the next. */
function* makeInSteps(archive: Archive, order: ChangeOrder, { work }: Make, sums: Sums): Generator<void> {
  const plan = planOf(archive, work, Date.now())
  sums.total = plan.ids.length
  const make = (step: WorkStep, conversations: number): void => {
    inBatch(archive, () => {
      const { result, changes } = watchRows(archive, step.rows, () => step.run())
      if (changes.length > 0) {
        if (sums.steps.length === 0) noteBeginning(archive, order, sums.total)
        sums.steps.push(packStep(conversations, changes))
      }
      sums.changed += result.changed
      sums.messages += result.messages
    })
    sums.done += conversations
  }
  let size = firstSize
  for (let from = 0; from < plan.ids.length;) {
    const ids = plan.ids.slice(from, from + size)
    const begun = performance.now()
    make(plan.stepOf(ids), ids.length)
    from += ids.length
    const fitting = (ids.length * stepTime) / (performance.now() - begun)
    // Half of the way to it: a single step may be slow for reasons of its own.
    size = Math.round(Math.min(largestSize, Math.max(smallestSize, (size + fitting) / 2)))
    yield
  }
  if (plan.last === null) return
  make(plan.last(), 0)
  yield
}

/** Puts the rows of one step back each time it is asked for the next. */
function* putInSteps(
  archive: Archive,
  order: ChangeOrder,
  { steps, side }: Put,
  sums: Sums,
): Generator<void> {
  for (const step of steps) {
    inBatch(archive, () => {
      if (sums.stepsPut === 0) noteBeginning(archive, order, sums.total)
      sums.skipped += putRows(archive, unpackStep(step), side)
    })
    sums.stepsPut += 1
    sums.done += step.conversations
    sums.changed += step.conversations
    yield
  }
}

/** What is made in steps may end with the program: that it was begun is then known all the same. */
function noteBeginning(archive: Archive, { label, entry }: ChangeOrder, total: number): void {
  const { area, action } = entry
  noteActivity(archive, {
    area,
    action: `${action}.begin`,
    summary: `Begun, in steps: ${label}.`,
    conversations: total,
  })
}

function noteEnd(
  archive: Archive,
  { entry }: ChangeOrder,
  { done, total, changed, steps, stepsPut }: Sums,
): void {
  if (steps.length + stepsPut === 0) return
  const rest = done < total ? ` Stopped after ${done} of ${total}.` : ''
  archive.db.pragma('synchronous = FULL')
  noteActivity(archive, { ...entry, summary: `${entry.summary}${rest}`, conversations: changed })
}
