/** The reader's settings, as the app keeps them. */
import type { Settings } from '@shared/contract/settings.ts'
import { create } from 'zustand'
import { call } from '../../bridge.ts'
import { showFailure } from '../../ui/toasts.ts'

/** Null until the app has answered. */
export const useSettings = create<{ readonly settings: Settings | null }>()(() => ({ settings: null }))

export async function askForSettings(): Promise<Settings> {
  const settings = await call('settings.get', {})
  useSettings.setState({ settings })
  return settings
}

/** Reads them again, after somebody else may have changed them. */
export async function refreshSettings(): Promise<void> {
  try {
    await askForSettings()
  } catch (error) {
    showFailure('The settings could not be read', error)
  }
}

/** Changes settings: at once on the screen, and back again should the archive not keep them. */
export async function changeSettings(change: Partial<Settings>): Promise<void> {
  const { settings: before } = useSettings.getState()
  if (before !== null) useSettings.setState({ settings: { ...before, ...change } })
  try {
    const settings = await call('settings.change', change)
    useSettings.setState({ settings })
  } catch (error) {
    useSettings.setState({ settings: before })
    showFailure('The setting could not be kept', error)
  }
}
