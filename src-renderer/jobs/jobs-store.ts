/** The jobs of the app as the window hears of them. */
import type { Job } from '@shared/job.ts'
import { create } from 'zustand'
import { call } from '../bridge.ts'
import { showFailure } from '../ui/toasts.ts'
import { initialJobs, isNewlyEnded, jobHeard, type JobsState, toldToStop } from './jobs.ts'

export const useJobs = create<JobsState>()(() => initialJobs)

/** Takes in a job; answers whether this is the first word of its end. */
export function hearJob(job: Job): boolean {
  const hasEnded = isNewlyEnded(useJobs.getState(), job)
  useJobs.setState((state) => jobHeard(state, job))
  return hasEnded
}

/** Asks for the jobs that were started before this window was there. */
export async function askForJobs(): Promise<void> {
  for (const job of await call('job.list', {})) hearJob(job)
}

/** Asks a job to stop; its end is told by an event. */
export async function cancelJob(id: string): Promise<void> {
  useJobs.setState((state) => toldToStop(state, id, true))
  try {
    await call('job.cancel', { id })
  } catch (error) {
    useJobs.setState((state) => toldToStop(state, id, false))
    showFailure('This could not be cancelled', error)
  }
}
