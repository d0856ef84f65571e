/** The preview sheet's store: has files read, keeps what is picked, starts the import. */
import { fromErrorValue } from '@shared/contract/app-error.ts'
import type { ChosenFile } from '@shared/contract/desktop.ts'
import type { Job } from '@shared/job.ts'
import { create } from 'zustand'
import { call } from '../../bridge.ts'
import { cancelJob, useJobs } from '../../jobs/jobs-store.ts'
import { showFailure } from '../../ui/toasts.ts'
import { isPreviewed } from './dropped-files.ts'
import { startImport } from './imports-store.ts'
import {
  type ChosenFormats,
  closedPreview,
  fileArrived,
  fileAsked,
  importOrder,
  previewAsked,
  type PreviewFilter,
  type PreviewLine,
  previewsArrived,
  previewStarted,
  type PreviewState,
  type ReadyPreview,
  rowsPicked,
} from './preview.ts'
import { closeTold } from './told-outcomes.ts'

export const usePreview = create<{ readonly preview: PreviewState }>()(() => ({ preview: closedPreview }))

/** Takes in what a person has dropped or chosen: a single small file at once, all else after a look at it. */
export async function takeIn(files: readonly ChosenFile[]): Promise<void> {
  const paths = files.map(({ path }) => path)
  if (paths.length === 0) return
  await (isPreviewed(files) ? askForPreview(paths, {}) : startImport({ paths }))
}

/** To be called when a person is about to import something: it then begins without delay. */
export function expectImport(): void {
  call('import.prepare', {}).catch((error: unknown) => showFailure('Import error', error))
}

/** Asks for files or a folder, and takes in what was chosen. */
export async function chooseAndTakeIn(what: 'files' | 'folder'): Promise<void> {
  try {
    expectImport()
    await takeIn(await call('desktop.chooseImportFiles', { what }))
  } catch (error) {
    showFailure('Import error', error)
  }
}

/** Has one file read once more, as the format that a person names; null as it is recognised. */
export async function readAs(file: string, format: string | null): Promise<void> {
  const { preview } = usePreview.getState()
  const parts =
    preview.kind === 'ready' ? preview.previews.find((one) => one.file === file)?.parts : undefined
  if (preview.kind !== 'ready' || preview.rereading !== null || parts === undefined) return
  const asked = fileAsked(preview, file, format)
  const { rereading } = asked
  const isWaiting = (state: PreviewState): state is ReadyPreview =>
    state.kind === 'ready' && state.rereading === rereading
  setPreview(asked)
  try {
    const { id } = await call('import.preview', { paths: [...parts], formats: { ...asked.formats } })
    const now = usePreview.getState().preview
    if (!isWaiting(now)) return void cancelJob(id)
    setPreview({ ...now, rereading: { file, jobId: id } })
    hearIfEnded(id)
  } catch (error) {
    const now = usePreview.getState().preview
    if (isWaiting(now)) setPreview({ ...now, formats: preview.formats, rereading: null })
    showFailure('The file could not be read as that', error)
  }
}

/** Takes in the end of a job that read files for the sheet. */
export function hearPreview(job: Job): void {
  const { preview } = usePreview.getState()
  if (preview.kind === 'ready' && preview.rereading?.jobId === job.id) return hearFile(preview, job)
  if (preview.kind !== 'reading' || preview.jobId !== job.id) return
  if (job.state === 'done' && job.result?.kind === 'preview') {
    expectImport()
    return setPreview(previewsArrived(preview, job.id, job.result.previews))
  }
  setPreview(closedPreview)
  if (job.error !== null) showFailure('Import error', fromErrorValue(job.error))
}

function hearFile(preview: ReadyPreview, job: Job): void {
  if (job.state === 'done' && job.result?.kind === 'preview') {
    return setPreview(fileArrived(preview, job.result.previews))
  }
  setPreview({ ...preview, rereading: null })
  if (job.error !== null) showFailure('The file could not be read as that', fromErrorValue(job.error))
}

/** A short reading may have been heard to end before its name was known. */
function hearIfEnded(id: string): void {
  const ended = useJobs.getState().jobs.find((job) => job.id === id && job.state !== 'running')
  if (ended !== undefined) hearPreview(ended)
}

/** Closes the sheet; what is still being read for it is stopped. */
export function closePreview(): void {
  const { preview } = usePreview.getState()
  setPreview(closedPreview)
  const jobId =
    preview.kind === 'reading' ? preview.jobId : preview.kind === 'ready' ? preview.rereading?.jobId : null
  if (jobId != null) void cancelJob(jobId)
}

export function filterPreview(filter: PreviewFilter): void {
  const { preview } = usePreview.getState()
  if (preview.kind === 'ready') setPreview({ ...preview, filter })
}

export function findInPreview(words: string): void {
  const { preview } = usePreview.getState()
  if (preview.kind === 'ready') setPreview({ ...preview, words })
}

export function pick(lines: readonly PreviewLine[], isPicked: boolean): void {
  const { preview } = usePreview.getState()
  if (preview.kind === 'ready') setPreview(rowsPicked(preview, lines, isPicked))
}

/** Imports what is picked and closes the sheet. */
export async function importPicked(): Promise<void> {
  const { preview } = usePreview.getState()
  if (preview.kind !== 'ready') return
  closePreview()
  await startImport(importOrder(preview))
}

async function askForPreview(paths: readonly string[], formats: ChosenFormats): Promise<void> {
  closePreview()
  closeTold()
  const asked = previewAsked(paths, formats)
  setPreview(asked)
  try {
    const { id } = await call('import.preview', { paths: [...paths], formats: { ...formats } })
    if (usePreview.getState().preview !== asked) return void cancelJob(id)
    setPreview(previewStarted(asked, id))
    hearIfEnded(id)
  } catch (error) {
    if (usePreview.getState().preview === asked) setPreview(closedPreview)
    showFailure('Import error', error)
  }
}

function setPreview(preview: PreviewState): void {
  usePreview.setState({ preview })
}
