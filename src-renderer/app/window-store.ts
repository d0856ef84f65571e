/** Which view the window shows, and what it knows of the computer it stands on. */
import type { Environment } from '@shared/contract/desktop.ts'
import { create } from 'zustand'

export type View = 'library' | 'import' | 'exports' | 'datasets' | 'insights' | 'settings'

export type InsightsTab = 'charts' | 'activity'

type WindowState = {
  readonly view: View
  readonly insightsTab: InsightsTab
  /** Whether the search field is to have the focus as soon as it is there. */
  readonly isSearchCalled: boolean
  /** Null until the app has answered. */
  readonly environment: Environment | null
}

export const useWindow = create<WindowState>()(() => ({
  view: 'library',
  insightsTab: 'charts',
  isSearchCalled: false,
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

/** Tells that the search field has the focus now. */
export function answerSearchCall(): void {
  useWindow.setState({ isSearchCalled: false })
}
