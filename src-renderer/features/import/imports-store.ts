/** The import screen's store: starts imports, keeps their history, opens their reports. */
import type { ImportReport } from '@shared/job.ts'
import { create } from 'zustand'
import { call } from '../../bridge.ts'
import { showFailure } from '../../ui/toasts.ts'
import {
  filterChosen,
  type ImportsState,
  initialImports,
  reportClosed,
  type ReportFilter,
  reportsOpened,
  rowsArrived,
  shownReport,
} from './imports.ts'

export const useImports = create<ImportsState>()(() => initialImports)

/** Starts importing files and folders; how it goes on is told by events. */
export async function importPaths(paths: readonly string[]): Promise<void> {
  if (paths.length === 0) return
  try {
    closeReport()
    await call('import.start', { paths: [...paths] })
  } catch (error) {
    showFailure('Import error', error)
  }
}

/** Asks for files or a folder, and imports what was chosen. */
export async function chooseAndImport(what: 'files' | 'folder'): Promise<void> {
  try {
    await importPaths(await call('desktop.chooseImportFiles', { what }))
  } catch (error) {
    showFailure('Import error', error)
  }
}

export async function refreshHistory(): Promise<void> {
  try {
    const history = await call('import.history', {})
    useImports.setState({ history })
  } catch (error) {
    showFailure('The history of imports could not be read', error)
  }
}

/** Opens the reports of one import, one of them in sight. */
export async function openReports(reports: readonly ImportReport[], shown = 0): Promise<void> {
  useImports.setState((state) => reportsOpened(state, reports, shown))
  const { open } = useImports.getState()
  const importId = open === null ? null : shownReport(open)?.importId
  if (importId === null || importId === undefined) return
  try {
    const { rows } = await call('import.report', { importId })
    useImports.setState((state) => rowsArrived(state, importId, rows))
  } catch (error) {
    showFailure('The report could not be read', error)
  }
}

/** Opens a report of the history. */
export async function openKeptReport(importId: number): Promise<void> {
  try {
    const { report, rows } = await call('import.report', { importId })
    useImports.setState((state) => rowsArrived(reportsOpened(state, [report], 0), importId, rows))
  } catch (error) {
    showFailure('The report could not be read', error)
  }
}

export function closeReport(): void {
  useImports.setState(reportClosed)
}

export function chooseFilter(filter: ReportFilter): void {
  useImports.setState((state) => filterChosen(state, filter))
}
