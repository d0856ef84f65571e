/** Tells the reader how a job has ended, and leads to what came of it. */
import type { ImportReport, Job } from '@shared/job.ts'
import { call } from '../bridge.ts'
import { exportMessage } from '../features/export/export-outcome.ts'
import { failedJobMessage, importMessages, type ImportOffer } from '../features/import/import-outcome.ts'
import { openReports, refreshHistory, undoImport, useImports } from '../features/import/imports-store.ts'
import { hearPreview } from '../features/import/preview-store.ts'
import { hearArchive, openArchive } from '../features/reports/reports-store.ts'
import { goToPlace, openConversation, useLibrary } from '../features/library/library-store.ts'
import { clearSearch } from '../features/search/search-store.ts'
import { hearMaintenance } from '../features/settings/storage-store.ts'
import { showFailure, showToast, type ToastAction } from '../ui/toasts.ts'
import { showView, useWindow } from './window-store.ts'

export function tellOutcome(job: Job): void {
  switch (job.kind) {
    case 'export':
      return tellExport(job)
    case 'preview':
      return hearPreview(job)
    case 'import':
      return tellImport(job)
    case 'html-archive':
      return tellHtmlArchive(job)
    case 'compact':
    case 'rebuild-index':
      return hearMaintenance(job)
  }
}

/** Shows in the library what an import brought; a single conversation is opened at once. */
export function showImported(report: ImportReport): void {
  showView('library')
  clearSearch()
  if (report.importId !== null) goToPlace({ kind: 'import', importId: report.importId })
  const [first] = report.conversationIds
  if (first !== undefined && report.conversationIds.length === 1) openConversation(first)
}

/** Takes an import back; a library that showed what it had brought shows everything again. */
export async function undoImported(importId: number): Promise<void> {
  if (!(await undoImport(importId))) return
  const { place } = useLibrary.getState()
  if (place.kind === 'import' && place.importId === importId) goToPlace({ kind: 'all' })
}

function showAllConversations(): void {
  showView('library')
  clearSearch()
  goToPlace({ kind: 'all' })
}

function tellImport(job: Job): void {
  const reports = job.result?.kind === 'import' ? job.result.reports : []
  void refreshHistory()
  // Whoever watches the import gets its report without asking for it.
  if (useWindow.getState().view === 'import' && useImports.getState().open === null && reports.length > 0) {
    void openReports(reports)
  }
  const messages = importMessages(reports)
  if (job.error !== null && job.error.kind !== 'cancelled') messages.push(failedJobMessage(job.error))
  for (const { offers, ...message } of messages) {
    showToast({ ...message, actions: offers.map((offer) => importAction(offer, reports)) })
  }
}

function importAction({ kind, report }: ImportOffer, reports: readonly ImportReport[]): ToastAction {
  const { importId } = report
  if (kind === 'undo' && importId !== null) return { label: 'Undo', run: () => void undoImported(importId) }
  if (kind === 'conversations') {
    const brought = reports.filter((other) => other.new + other.updated > 0)
    return { label: 'Show', run: () => (brought.length > 1 ? showAllConversations() : showImported(report)) }
  }
  return {
    label: 'Show report',
    run: () => {
      showView('import')
      void openReports(reports, reports.indexOf(report))
    },
  }
}

function tellExport(job: Job): void {
  const { openable, showable, ...message } = exportMessage(job)
  const actions: ToastAction[] = []
  if (openable !== null) actions.push({ label: 'Open', run: () => void openFile(openable) })
  if (showable !== null) actions.push({ label: 'Show in folder', run: () => void showInFolder(showable) })
  showToast({ ...message, actions })
}

function tellHtmlArchive(job: Job): void {
  const archive = hearArchive(job)
  const isWatched = useWindow.getState().view === 'exports'
  const showList: ToastAction = { label: 'Show', run: () => showView('exports') }
  if (archive !== null) {
    const open: ToastAction = { label: 'Open', run: () => void openArchive(archive.fileName) }
    const actions = isWatched ? [open] : [open, showList]
    showToast({ tone: 'success', title: 'Export ready', description: archive.fileName, actions })
  } else if (job.state === 'cancelled') {
    showToast({ tone: 'neutral', title: 'Export cancelled', description: 'No half-written file was left.' })
  } else if (!isWatched) {
    const description = job.error?.message ?? 'No file was written.'
    showToast({ tone: 'failure', title: 'Export failed', description, actions: [showList] })
  }
}

async function openFile(path: string): Promise<void> {
  try {
    await call('desktop.openFile', { path })
  } catch (error) {
    showFailure('The file could not be opened', error)
  }
}

async function showInFolder(path: string): Promise<void> {
  try {
    await call('desktop.showInFolder', { path })
  } catch (error) {
    showFailure('The folder could not be shown', error)
  }
}
