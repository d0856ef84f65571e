/** The import screen's store: starts imports and undoes them, keeps their history, opens and saves their reports. */
import type { Request } from '@shared/contract/contract.ts'
import type { ImportReport } from '@shared/job.ts'
import { create } from 'zustand'
import { call } from '../../bridge.ts'
import { lastOfPath } from '../../ui/path-name.ts'
import { showFailure, showToast } from '../../ui/toasts.ts'
import { undoneMessage } from './import-outcome.ts'
import {
  filterChosen,
  type ImportsState,
  initialImports,
  reportClosed,
  type ReportFilter,
  reportRenewed,
  reportsOpened,
  rowsArrived,
  shownReport,
} from './imports.ts'
import { closeTold } from './told-outcomes.ts'

export const useImports = create<ImportsState>()(() => initialImports)

/** Starts importing files and folders; how it goes on is told by events. */
export async function startImport(order: Request<'import.start'>): Promise<void> {
  try {
    closeReport()
    closeTold()
    await call('import.start', order)
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

/** Has the kept files of imports read again, one after the other; how it goes on is told by events. */
export async function readAgain(importIds: readonly number[]): Promise<void> {
  try {
    closeReport()
    for (const importId of importIds) await call('import.reparse', { importId })
  } catch (error) {
    showFailure('The import could not be read again', error)
  }
}

/** Takes an import back and says what went with it; answers whether it is undone now. */
export async function undoImport(importId: number): Promise<boolean> {
  try {
    const undone = await call('import.undo', { importId })
    showToast({ tone: 'success', ...undoneMessage(undone) })
  } catch (error) {
    showFailure('The import could not be undone', error)
    return false
  }
  try {
    const [{ report, rows }] = await Promise.all([call('import.report', { importId }), refreshHistory()])
    useImports.setState((state) => reportRenewed(state, report, rows))
  } catch (error) {
    showFailure('The report could not be read', error)
  }
  return true
}

/** Asks where to, and writes a report there. */
export async function saveReport({ importId, file }: ImportReport, format: 'json' | 'csv'): Promise<void> {
  if (importId === null) return
  try {
    const name = `${lastOfPath(file)} import report`
    const path = await call('desktop.chooseSavePath', { name, extension: format })
    if (path === null) return
    // The dialog has asked about a file that was there before.
    await call('import.saveReport', { importId, format, path, replace: true })
    showToast({ tone: 'success', title: 'Report saved', description: path })
  } catch (error) {
    showFailure('The report could not be saved', error)
  }
}
