/** The Exports screen's store: asks what there is, starts exports, opens, copies and deletes them. */
import type { ArchiveLimits } from '@shared/contract/html-archives.ts'
import type { HtmlArchive } from '@shared/written-archive.ts'
import type { Job } from '@shared/job.ts'
import { create } from 'zustand'
import { call } from '../../bridge.ts'
import { cancelJob, useJobs } from '../../jobs/jobs-store.ts'
import { showFailure, showToast } from '../../ui/toasts.ts'
import { AppError, fromErrorValue, toErrorValue } from '@shared/contract/app-error.ts'
import {
  type ArchiveCheck,
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

/** Takes in what is usually done about sensitive data; what was chosen in the form stays. */
export async function beginWithSettings(): Promise<void> {
  try {
    const { exportSensitive: sensitive } = await call('settings.get', {})
    useReports.setState((state) => formChanged(state, { sensitive }))
  } catch (error) {
    showFailure('The settings could not be read', error)
  }
}

/** Starts the export of the form, or looks first for what is sensitive in it. */
export async function startArchive(): Promise<void> {
  const { form } = useReports.getState()
  await (form.sensitive === 'warn' ? startCheck() : write(form))
}

/** Exports after the findings were seen: as it is, or without them. */
export async function exportReviewed(sensitive: 'warn' | 'redact'): Promise<void> {
  setCheck({ kind: 'none' })
  await write({ ...useReports.getState().form, sensitive })
}

/** Goes back to the form; a check that still runs is given up. */
export function leaveCheck(): void {
  const { check } = useReports.getState()
  if (check.kind === 'running' && check.jobId !== null) void cancelJob(check.jobId)
  setCheck({ kind: 'none' })
}

/** Takes in the end of a job that has looked for sensitive data; other checks are not its business. */
export function hearArchiveCheck(job: Job): void {
  const { check, form } = useReports.getState()
  if (check.kind !== 'running' || check.jobId !== job.id) return
  if (job.state === 'done' && job.result?.kind === 'export-check' && job.result.found.length > 0) {
    return setCheck({ kind: 'found', report: job.result })
  }
  setCheck({ kind: 'none' })
  if (job.state === 'done') void write(form)
  else if (job.error !== null) showFailure('The check did not end well', fromErrorValue(job.error))
}

async function startCheck(): Promise<void> {
  const order = orderOf(useReports.getState().form)
  if (order === null) return
  const asked: ArchiveCheck = { kind: 'running', jobId: null }
  useReports.setState({ check: asked, failure: null })
  try {
    const { id } = await call('htmlArchives.check', order)
    if (useReports.getState().check !== asked) return void cancelJob(id)
    setCheck({ kind: 'running', jobId: id })
    // A short check may have been heard to end before its name was known.
    const ended = useJobs.getState().jobs.find((job) => job.id === id && job.state !== 'running')
    if (ended !== undefined) hearArchiveCheck(ended)
  } catch (error) {
    useReports.setState({ check: { kind: 'none' }, failure: toErrorValue(error).message })
  }
}

function setCheck(check: ArchiveCheck): void {
  useReports.setState({ check })
}

/** Starts the export; what is wrong with it is said in the form. */
async function write(form: ArchiveForm): Promise<void> {
  const order = orderOf(form)
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

/** Asks where to, and copies an export there: one page as it is, several as a ZIP. */
export async function downloadArchive({ id, fileName, pages }: HtmlArchive): Promise<void> {
  try {
    const name = fileName.replace(/\.html$/, '')
    const path = await call('desktop.chooseSavePath', { name, extension: pages > 1 ? 'zip' : 'html' })
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
