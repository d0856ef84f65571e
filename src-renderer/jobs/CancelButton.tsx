/** Stops a job, and says so until it has: what a job has begun it may have to finish or put back first. */
import type { Job } from '@shared/job.ts'
import { cancelJob, useJobs } from './jobs-store.ts'

type Props = {
  job: Job
  className: string
}

export function CancelButton({ job: { id }, className }: Props) {
  const isAsked = useJobs((state) => state.toldToStop.has(id))
  return (
    // Not disabled, which would take the focus away from who has just pressed it.
    <button
      type="button"
      className={className}
      aria-disabled={isAsked}
      onClick={() => !isAsked && void cancelJob(id)}
    >
      {isAsked ? 'Cancelling…' : 'Cancel'}
    </button>
  )
}
