/** The formats that can be read, asked for once. */
import type { ImportFormat } from '@shared/contract/jobs.ts'
import { create } from 'zustand'
import { call } from '../../bridge.ts'

/** Empty until the app has answered. */
export const useFormats = create<{ readonly formats: readonly ImportFormat[] }>()(() => ({ formats: [] }))

export async function askForFormats(): Promise<void> {
  useFormats.setState({ formats: await call('import.formats', {}) })
}
