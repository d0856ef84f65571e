/** What the window knows of running and ended jobs. Data and changes only; jobs-store.ts hears the events. */
import type { Job } from '@shared/job.ts'

export type JobsState = {
  /** In the order they were first heard of. */
  readonly jobs: readonly Job[]
  /** Ids of those that their reader has told to stop. */
  readonly toldToStop: ReadonlySet<string>
}

export const initialJobs: JobsState = { jobs: [], toldToStop: new Set() }

/** Takes in what was heard of a job. A job that has ended stays ended, whatever arrives late. */
export function jobHeard(state: JobsState, job: Job): JobsState {
  const known = state.jobs.find(({ id }) => id === job.id)
  if (known === undefined) return { ...state, jobs: [...state.jobs, job] }
  if (known.state !== 'running' && job.state === 'running') return state
  return { ...state, jobs: state.jobs.map((other) => (other.id === job.id ? job : other)) }
}

/** Notes that a job was told to stop, or that it did not hear. */
export function toldToStop(state: JobsState, id: string, isTold: boolean): JobsState {
  const told = new Set(state.toldToStop)
  if (isTold) told.add(id)
  else told.delete(id)
  return { ...state, toldToStop: told }
}

/** Whether hearing of this job is hearing of its end for the first time. */
export function isNewlyEnded(state: JobsState, job: Job): boolean {
  if (job.state === 'running') return false
  return state.jobs.every(({ id, state: known }) => id !== job.id || known === 'running')
}

export function runningJobs(state: JobsState): readonly Job[] {
  return state.jobs.filter((job) => job.state === 'running')
}
