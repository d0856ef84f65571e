/** Which view the window shows, and what it knows of the computer it stands on. */
import type { Environment } from '@shared/contract/desktop.ts'
import { create } from 'zustand'
import type { SettingsHeading } from '../features/settings/sections.ts'

export type View = 'library' | 'import' | 'exports' | 'datasets' | 'insights' | 'settings'

export type InsightsTab = 'charts' | 'activity'

type WindowState = {
  readonly view: View
  readonly insightsTab: InsightsTab
  /** Whether the search field is to have the focus as soon as it is there. */
  readonly isSearchCalled: boolean
  /** Whether the sheet of shortcuts is open. */
  readonly isSheetOpen: boolean
  /** The section of the settings that is to be brought into view. */
  readonly settingsSection: SettingsHeading | null
  /** Null until the app has answered. */
  readonly environment: Environment | null
}

export const useWindow = create<WindowState>()(() => ({
  view: 'library',
  insightsTab: 'charts',
  isSearchCalled: false,
  isSheetOpen: false,
  settingsSection: null,
  environment: null,
}))

export function showView(view: View): void {
  useWindow.setState({ view })
}

/** Shows one side of the Insights view. */
export function showInsights(insightsTab: InsightsTab): void {
  useWindow.setState({ view: 'insights', insightsTab })
}

export function chooseInsightsTab(insightsTab: InsightsTab): void {
  useWindow.setState({ insightsTab })
}

/** Shows the library with the cursor in the search field. */
export function callSearch(): void {
  useWindow.setState({ view: 'library', isSearchCalled: true })
}

export function showSheet(isSheetOpen: boolean): void {
  useWindow.setState({ isSheetOpen })
}

/** Shows one section of the settings. */
export function showSettings(settingsSection: SettingsHeading): void {
  useWindow.setState({ view: 'settings', settingsSection })
}

/** Tells that the section is in view now. */
export function answerSettingsCall(): void {
  useWindow.setState({ settingsSection: null })
}

/** Tells that the search field has the focus now. */
export function answerSearchCall(): void {
  useWindow.setState({ isSearchCalled: false })
}
