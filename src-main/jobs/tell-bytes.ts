/** News of work that counts bytes, not more often than somebody can read. */
import type { Progress } from '@shared/job.ts'
import type { JobContext } from './job.ts'

type InBytes = Extract<Progress['kind'], 'backup' | 'verify' | 'restore' | 'record'>

const millisecondsBetween = 100

/** Tells how many of `total` bytes are done, and what is being done with them. */
export function tellBytes(
  context: JobContext,
  kind: InBytes,
): (done: number, total: number, step?: string) => void {
  let lastTold = 0
  return (done, total, step) => {
    const now = Date.now()
    if (now - lastTold < millisecondsBetween) return
    lastTold = now
    context.tell({
      kind: 'progress',
      progress: { kind, done: Math.min(done, total), total, step: step ?? null },
    })
  }
}
