/** What the archive takes on the disk, as the settings show it, and what may be done about it. */
import type { ArchiveState } from '@shared/contract/maintenance.ts'
import type { Job } from '@shared/job.ts'
import { create } from 'zustand'
import { call } from '../../bridge.ts'
import { bytesText } from '../../ui/counts.ts'
import { showFailure, showToast } from '../../ui/toasts.ts'

/** Null until the app has answered. */
export const useStorage = create<{ readonly use: ArchiveState | null }>()(() => ({ use: null }))

export async function askForStorage(): Promise<void> {
  try {
    useStorage.setState({ use: await call('maintenance.storage', {}) })
  } catch (error) {
    showFailure('The size of the archive could not be read', error)
  }
}

export async function rebuildIndex(): Promise<void> {
  try {
    await call('maintenance.rebuildIndex', {})
  } catch (error) {
    showFailure('The search index could not be made anew', error)
  }
}

export async function compactArchive(): Promise<void> {
  try {
    await call('maintenance.compact', {})
  } catch (error) {
    showFailure('The archive could not be compacted', error)
  }
}

/** Tells how such a job has ended. */
export function hearMaintenance(job: Job): void {
  void askForStorage()
  const isCompacting = job.kind === 'compact'
  if (job.error !== null && job.state === 'failed') {
    const title = isCompacting
      ? 'The archive could not be compacted'
      : 'The search index could not be made anew'
    showToast({ tone: 'failure', title, description: job.error.message })
  } else if (job.result?.kind === 'compact') {
    const { freed } = job.result
    const title =
      freed > 0 ? `Archive compacted: ${bytesText(freed)} are free again` : 'The archive is compact'
    showToast({ tone: 'success', title })
  } else if (job.result?.kind === 'rebuild-index') {
    showToast({ tone: 'success', title: 'The search index has been made anew' })
  }
}
