/** Which view the window shows, and what it knows of the computer it stands on. */
import type { Environment } from '@shared/contract/desktop.ts'
import { create } from 'zustand'

export type View = 'library' | 'import' | 'settings'

type WindowState = {
  readonly view: View
  /** Rises each time the search field is to have the focus. */
  readonly searchCalls: number
  /** Null until the app has answered. */
  readonly environment: Environment | null
}

export const useWindow = create<WindowState>()(() => ({ view: 'library', searchCalls: 0, environment: null }))

export function showView(view: View): void {
  useWindow.setState({ view })
}

/** Shows the library with the cursor in the search field. */
export function callSearch(): void {
  useWindow.setState(({ searchCalls }) => ({ view: 'library', searchCalls: searchCalls + 1 }))
}
