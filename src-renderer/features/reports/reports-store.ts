/** The Exports screen's store: asks what there is, starts exports, opens, copies and deletes them. */
import type { ArchiveLimits, HtmlArchive } from '@shared/contract/html-archives.ts'
import type { Job } from '@shared/job.ts'
import { create } from 'zustand'
import { call } from '../../bridge.ts'
import { showFailure, showToast } from '../../ui/toasts.ts'
import { AppError, toErrorValue } from '@shared/contract/app-error.ts'
import {
  type ArchiveForm,
  estimateArrived,
  formChanged,
  initialReports,
  orderOf,
  periodOf,
  type ReportsState,
} from './reports.ts'

export const useReports = create<ReportsState>()(() => initialReports)

/** In ms: while somebody types, nothing is asked. */
const estimatePause = 200
let estimateTimer = 0

/** Asks for the list, for whose conversations there are, and for what the form would come to. */
export async function askForReports(): Promise<void> {
  try {
    const [assistants, list] = await Promise.all([
      call('htmlArchives.assistants', {}),
      call('htmlArchives.list', {}),
    ])
    useReports.setState((state) => {
      const isKnown = assistants.some(({ id }) => id === state.form.assistantId)
      return { assistants, list, form: isKnown ? state.form : { ...state.form, assistantId: 'all' } }
    })
    await askForEstimate()
  } catch (error) {
    showFailure('The exports could not be listed', error)
  }
}

export function changeForm(change: Partial<ArchiveForm>): void {
  useReports.setState((state) => formChanged(state, change))
  window.clearTimeout(estimateTimer)
  estimateTimer = window.setTimeout(() => void askForEstimate(), estimatePause)
}

async function askForEstimate(): Promise<void> {
  const { form } = useReports.getState()
  const period = periodOf(form)
  if (period === null) return
  try {
    const estimate = await call('htmlArchives.estimate', { assistantId: form.assistantId, period })
    useReports.setState((state) => estimateArrived(state, form, estimate))
  } catch (error) {
    useReports.setState({ failure: toErrorValue(error).message })
  }
}

/** Starts the export of the form; what is wrong with it is said there. */
export async function startArchive(): Promise<void> {
  const order = orderOf(useReports.getState().form)
  if (order === null) return
  useReports.setState({ isStarting: true, failure: null })
  try {
    await call('htmlArchives.create', order)
    showToast({
      tone: 'neutral',
      title: 'Export started',
      description: 'It appears under Available exports as soon as it is ready.',
    })
  } catch (error) {
    useReports.setState({ failure: toErrorValue(error).message })
  } finally {
    useReports.setState({ isStarting: false })
  }
}

/** Takes in how an export has ended; answers the archive when there is one. */
export function hearArchive(job: Job): HtmlArchiveOfJob | null {
  void askForReports()
  if (job.state === 'failed') useReports.setState({ failure: job.error?.message ?? null })
  return job.result?.kind === 'html-archive' ? job.result.archive : null
}

type HtmlArchiveOfJob = Omit<HtmlArchive, 'keptUntil' | 'isThere'>

export async function openArchive(fileName: string): Promise<void> {
  try {
    await call('desktop.openHtmlArchive', { fileName })
  } catch (error) {
    showFailure('The export could not be opened', error)
  }
}

/** Asks where to, and copies an export there. */
export async function downloadArchive({ id, fileName }: HtmlArchive): Promise<void> {
  try {
    const name = fileName.replace(/\.html$/, '')
    const path = await call('desktop.chooseSavePath', { name, extension: 'html' })
    if (path === null) return
    // The dialog has asked about a file that was there before.
    await call('htmlArchives.save', { id, path, replace: true })
    const show = (): void => void showInFolder(path)
    showToast({
      tone: 'success',
      title: 'Export saved',
      description: path,
      actions: [{ label: 'Show in folder', run: show }],
    })
  } catch (error) {
    showFailure('The export could not be saved', error)
  }
}

async function showInFolder(path: string): Promise<void> {
  try {
    await call('desktop.showInFolder', { path })
  } catch (error) {
    showFailure('The folder could not be shown', error)
  }
}

export async function deleteArchive({ id, fileName }: HtmlArchive): Promise<void> {
  try {
    useReports.setState({ list: await call('htmlArchives.delete', { id }) })
    showToast({ tone: 'success', title: 'Export deleted', description: fileName })
    await askForEstimate()
  } catch (error) {
    if (error instanceof AppError && error.kind === 'not-found') await askForReports()
    showFailure('The export could not be deleted', error)
  }
}

/** Names of the exports that other limits would delete at once; null when nobody could say. */
export async function removedByLimits(limits: ArchiveLimits): Promise<readonly string[] | null> {
  try {
    return await call('htmlArchives.removedBy', { limits })
  } catch (error) {
    showFailure('The limits could not be changed', error)
    return null
  }
}

export async function changeLimits(limits: ArchiveLimits): Promise<void> {
  try {
    useReports.setState({ list: await call('htmlArchives.changeLimits', { limits }) })
    await askForEstimate()
  } catch (error) {
    showFailure('The limits could not be changed', error)
  }
}
