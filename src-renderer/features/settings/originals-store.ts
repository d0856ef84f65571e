/** How much of the imported files is kept, as the settings show it. */
import type { KeptOriginals } from '@shared/contract/jobs.ts'
import { create } from 'zustand'
import { call } from '../../bridge.ts'
import { bytesText } from '../../ui/counts.ts'
import { showFailure, showToast } from '../../ui/toasts.ts'

/** Null until the app has answered. */
export const useOriginals = create<{ readonly kept: KeptOriginals | null }>()(() => ({ kept: null }))

export async function askForOriginals(): Promise<void> {
  try {
    useOriginals.setState({ kept: await call('originals.size', {}) })
  } catch (error) {
    showFailure('The size of the kept files could not be read', error)
  }
}

export async function deleteOriginals(): Promise<void> {
  try {
    const { bytes } = await call('originals.delete', {})
    showToast({ tone: 'success', title: `Kept originals deleted: ${bytesText(bytes)} are free again` })
  } catch (error) {
    showFailure('The kept files could not be deleted', error)
  }
  await askForOriginals()
}
