/** News of work that counts what it has done, not more often than somebody can read. */
import type { Progress } from '@shared/job.ts'
import type { JobContext } from './job.ts'

type Counted = Extract<Progress, { readonly done: number }>['kind']

const millisecondsBetween = 100

/**
 * Tells how many of `total` are done. A step is told at once, a mere count now and then; between two of those the thread
 * can hear that it is to stop.
 */
export function tellInSteps(
  context: JobContext,
  kind: Counted,
  total: number,
): (done: number, step: string | null) => Promise<void> {
  let lastTold = 0
  return async (done, step) => {
    const now = Date.now()
    if (step === null && now - lastTold < millisecondsBetween) return
    lastTold = now
    context.tell({ kind: 'progress', progress: { kind, done, total, step } })
    await new Promise((resolve) => setImmediate(resolve))
  }
}
