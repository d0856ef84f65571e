/** The insights as they were last counted, and the counting of what is new. */
import type { Insights } from '@shared/contract/insights.ts'
import type { Job } from '@shared/job.ts'
import { create } from 'zustand'
import { call } from '../../bridge.ts'
import { showFailure } from '../../ui/toasts.ts'

/** Null until they are known. */
export const useInsights = create<{ readonly insights: Insights | null }>()(() => ({ insights: null }))

/** Reads what is counted, and has counted what is not. */
export async function askForInsights(): Promise<void> {
  try {
    const insights = await call('insights.read', {})
    useInsights.setState({ insights })
    if (insights.waiting > 0) await call('insights.count', {})
  } catch (error) {
    showFailure('The insights could not be read', error)
  }
}

/** Shows what a counting that has ended has come to. */
export async function hearInsights(job: Job): Promise<void> {
  if (job.state === 'failed' && job.error !== null) {
    showFailure('Not everything could be counted', new Error(job.error.message))
  }
  if (useInsights.getState().insights === null) return
  try {
    useInsights.setState({ insights: await call('insights.read', {}) })
  } catch (error) {
    showFailure('The insights could not be read', error)
  }
}
