/** Tells the reader how a job has ended, and leads to what came of it. */
import type { ImportReport, Job } from '@shared/job.ts'
import { datasetMessage } from '../features/datasets/dataset-outcome.ts'
import { hearTrial } from '../features/datasets/forecast-store.ts'
import { hearDatasetJob, isMaking, showTab, useManage } from '../features/datasets/manage-store.ts'
import { hearReview } from '../features/datasets/review-store.ts'
import { notedAction } from '../features/export/export-notes.ts'
import { exportMessage } from '../features/export/export-outcome.ts'
import { hearCheck } from '../features/export/export-store.ts'
import { copyFile, dragFiles, openFile, showInFolder } from '../features/export/exported-files.ts'
import { openExportReport } from '../features/export/report-store.ts'
import { failedJobMessage, importMessages, type ImportOffer } from '../features/import/import-outcome.ts'
import { openReports, refreshHistory, undoImport, useImports } from '../features/import/imports-store.ts'
import { hearPreview } from '../features/import/preview-store.ts'
import { noteTold } from '../features/import/told-outcomes.ts'
import { hearArchive, hearArchiveCheck, openArchive } from '../features/reports/reports-store.ts'
import { goToPlace, openConversation, useLibrary } from '../features/library/library-store.ts'
import { clearSearch } from '../features/search/search-store.ts'
import { hearBackup } from '../features/settings/backup-store.ts'
import { refreshSettings } from '../features/settings/settings-store.ts'
import { hearMaintenance } from '../features/settings/storage-store.ts'
import { hearInsights } from '../features/insights/insights-store.ts'
import { hearRemoval } from '../features/trash/trash-store.ts'
import { showToast, type ToastAction } from '../ui/toasts.ts'
import { showView, useWindow } from './window-store.ts'

export function tellOutcome(job: Job): void {
  switch (job.kind) {
    case 'export':
      return tellExport(job)
    case 'export-check':
      hearCheck(job)
      hearReview(job)
      return hearArchiveCheck(job)
    case 'preview':
      return hearPreview(job)
    case 'import':
      return tellImport(job)
    case 'html-archive':
      return tellHtmlArchive(job)
    case 'dataset':
      return tellDataset(job)
    case 'backup':
    case 'verify':
    case 'restore':
      return hearBackup(job)
    case 'insights':
      return void hearInsights(job)
    case 'change':
    case 'record':
      // Whoever asked for it is told by the answer.
      return
    case 'delete':
      return hearRemoval(job)
    case 'compact':
    case 'rebuild-index':
      return hearMaintenance(job)
  }
}

/** Shows in the library what imports brought; a single conversation is opened at once. */
export function showImported(reports: readonly ImportReport[]): void {
  showView('library')
  clearSearch()
  const importIds = reports.flatMap(({ importId }) => importId ?? [])
  if (importIds.length > 0) goToPlace({ kind: 'import', importIds })
  const [first, ...others] = reports.flatMap(({ conversationIds }) => conversationIds)
  if (first !== undefined && others.length === 0) openConversation(first)
}

/** Takes an import back; a library that showed what it had brought shows everything again. */
export async function undoImported(importId: number): Promise<void> {
  if (!(await undoImport(importId))) return
  const { place } = useLibrary.getState()
  if (place.kind === 'import' && place.importIds.includes(importId)) goToPlace({ kind: 'all' })
}

function tellImport(job: Job): void {
  const reports = job.result?.kind === 'import' ? job.result.reports : []
  void refreshHistory()
  // A backup that was merged may have brought settings along.
  if (reports.some(({ format }) => format === 'stemma-backup')) void refreshSettings()
  // Whoever watches the import gets its report without asking for it.
  if (useWindow.getState().view === 'import' && useImports.getState().open === null && reports.length > 0) {
    void openReports(reports)
  }
  const messages = importMessages(reports)
  if (job.error !== null && job.error.kind !== 'cancelled') messages.push(failedJobMessage(job.error))
  for (const { offers, ...message } of messages) {
    const toast = showToast({ ...message, actions: offers.map((offer) => importAction(offer, reports)) })
    if (message.tone !== 'success') noteTold(toast)
  }
}

function importAction({ kind, report }: ImportOffer, reports: readonly ImportReport[]): ToastAction {
  const { importId } = report
  if (kind === 'undo' && importId !== null) return { label: 'Undo', run: () => void undoImported(importId) }
  if (kind === 'conversations') {
    const brought = reports.filter((other) => other.new + other.updated > 0)
    return { label: 'Show', run: () => showImported(brought) }
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
  const action = notedAction(job.id)
  const { openable, showable, copyable, draggable, report, ...message } = exportMessage(job, action)
  const actions: ToastAction[] = []
  if (openable !== null) actions.push({ label: 'Open', run: () => void openFile(openable) })
  if (showable !== null) actions.push({ label: 'Show in folder', run: () => void showInFolder(showable) })
  if (copyable !== null) actions.push({ label: 'Copy', run: () => void copyFile(copyable) })
  if (report !== null) actions.push({ label: 'Report', run: () => openExportReport(report, action) })
  const drag = draggable.length === 0 ? {} : { drag: () => void dragFiles(draggable) }
  showToast({ ...message, actions, ...drag })
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

function tellDataset(job: Job): void {
  if (hearTrial(job)) return
  const ended = hearDatasetJob(job)
  if (ended === null) return
  const { showable, ...message } = datasetMessage(ended)
  const isWatched = useWindow.getState().view === 'datasets' && useManage.getState().tab === 'manage'
  // Whoever looks at the list sees the new line in it.
  if (isWatched && isMaking(ended) && message.tone === 'success') return
  const actions: ToastAction[] = []
  if (showable !== null) actions.push({ label: 'Show in folder', run: () => void showInFolder(showable) })
  else if (!isWatched) actions.push({ label: 'Show', run: showDatasets })
  showToast({ ...message, actions })
}

function showDatasets(): void {
  showTab('manage')
  showView('datasets')
}
