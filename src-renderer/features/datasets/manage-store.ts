/** The store of the datasets that there are: the list, what is looked at, and the work that was begun on them. */
import { AppError, toErrorValue } from '@shared/contract/app-error.ts'
import type { DatasetReport, DatasetSummary } from '@shared/datasets/dataset.ts'
import { packed } from '@shared/datasets/packed-list.ts'
import type { Job } from '@shared/job.ts'
import type { JsonObject } from '@shared/json.ts'
import { create } from 'zustand'
import { call } from '../../bridge.ts'
import { showFailure, showToast } from '../../ui/toasts.ts'
import { fileNameOf, recipeOf } from './dataset-form.ts'
import { clearNames, useDatasetForm } from './form-store.ts'

export type DatasetTab = 'create' | 'manage'

/** What a job was begun for. */
export interface DatasetWork {
  readonly action: 'create' | 'new-version' | 'check' | 'download'
  readonly name: string
}

/** What is looked at in a dialog; null for what is on its way. */
export type Look =
  | {
      readonly kind: 'preview'
      readonly dataset: DatasetSummary
      readonly records: readonly JsonObject[] | null
      readonly failure: string | null
    }
  | {
      readonly kind: 'statistics'
      readonly dataset: DatasetSummary
      readonly report: DatasetReport | null
      readonly failure: string | null
    }

type ManageState = {
  readonly tab: DatasetTab
  /** The newest first; null until the archive has answered. */
  readonly list: readonly DatasetSummary[] | null
  /** The dataset that was made last, so that it is found in the list. */
  readonly newest: number | null
  readonly look: Look | null
  /** By the id of the job. */
  readonly work: ReadonlyMap<string, DatasetWork>
  readonly isStarting: boolean
  /** Why the dataset of the form could not be begun. */
  readonly failure: string | null
}

export const useManage = create<ManageState>()(() => ({
  tab: 'create',
  list: null,
  newest: null,
  look: null,
  work: new Map(),
  isStarting: false,
  failure: null,
}))

export function showTab(tab: DatasetTab): void {
  useManage.setState({ tab })
}

export async function askForDatasets(): Promise<void> {
  try {
    useManage.setState({ list: await call('dataset.list', {}) })
  } catch (error) {
    showFailure('The datasets could not be listed', error)
  }
}

/** Begins what stands in the form, of these conversations, and goes to where its progress is shown. */
export async function startDataset(ids: readonly string[], redact: boolean): Promise<void> {
  const { fields } = useDatasetForm.getState()
  const recipe = recipeOf(fields)
  if (recipe === null) return
  const { name, replace } = fields
  useManage.setState({ isStarting: true, failure: null })
  try {
    const job = await call('dataset.create', {
      ...recipe,
      name,
      fileName: fileNameOf(fields),
      replace,
      selection: { kind: 'ids', ids: packed(ids) },
      options: { ...recipe.options, redact },
    })
    useManage.setState({ tab: 'manage' })
    clearNames()
    workBegun(job, { action: 'create', name })
  } catch (error) {
    useManage.setState({ failure: toErrorValue(error).message })
  } finally {
    useManage.setState({ isStarting: false })
  }
}

/** Makes a dataset again of what the archive holds now. */
export async function makeNewVersion({ id, name }: DatasetSummary): Promise<void> {
  try {
    workBegun(await call('dataset.newVersion', { id }), { action: 'new-version', name })
  } catch (error) {
    await failed('A new version could not be made', error)
  }
}

/** Reads the files again and checks every record. */
export async function checkDataset({ id, name }: DatasetSummary): Promise<void> {
  try {
    workBegun(await call('dataset.check', { id }), { action: 'check', name })
  } catch (error) {
    await failed('The dataset could not be checked', error)
  }
}

/** Asks where to, and packs a dataset there. */
export async function downloadDataset({ id, name }: DatasetSummary): Promise<void> {
  try {
    const path = await call('desktop.chooseSavePath', { name, extension: 'zip' })
    if (path === null) return
    // The dialog has asked about a file that was there before.
    workBegun(await call('dataset.download', { id, path, replace: true }), { action: 'download', name })
  } catch (error) {
    await failed('The dataset could not be saved', error)
  }
}

export async function deleteDataset({ id, name, version }: DatasetSummary): Promise<void> {
  try {
    await call('dataset.delete', { ids: [id] })
    showToast({ tone: 'success', title: 'Dataset deleted', description: `${name}, version ${version}` })
    await askForDatasets()
  } catch (error) {
    await failed('The dataset could not be deleted', error)
  }
}

export async function lookAtRecords(dataset: DatasetSummary): Promise<void> {
  const look: Look = { kind: 'preview', dataset, records: null, failure: null }
  useManage.setState({ look })
  try {
    const { records } = await call('dataset.preview', { id: dataset.id })
    lookArrived(look, { ...look, records })
  } catch (error) {
    lookArrived(look, { ...look, failure: toErrorValue(error).message })
  }
}

export async function lookAtStatistics(dataset: DatasetSummary): Promise<void> {
  const look: Look = { kind: 'statistics', dataset, report: null, failure: null }
  useManage.setState({ look })
  try {
    const report = await call('dataset.report', { id: dataset.id })
    lookArrived(look, { ...look, report })
  } catch (error) {
    lookArrived(look, { ...look, failure: toErrorValue(error).message })
  }
}

export function closeLook(): void {
  useManage.setState({ look: null })
}

/** What came of work that this window began. */
export interface EndedWork extends DatasetWork {
  readonly job: Job
}

/** Whether a dataset comes of it. */
export function isMaking({ action }: DatasetWork): boolean {
  return action === 'create' || action === 'new-version'
}

/** Takes in how a job has ended; null for one that this window did not begin, which only brings the list up to date. */
export function hearDatasetJob(job: Job): EndedWork | null {
  const { work } = useManage.getState()
  const own = work.get(job.id)
  const outcome = job.result?.kind === 'dataset' ? job.result : null
  if (outcome?.dataset) void askForDatasets()
  if (own === undefined) return null
  const left = new Map(work)
  left.delete(job.id)
  useManage.setState({
    work: left,
    ...(isMaking(own) && outcome?.dataset ? { newest: outcome.dataset.id } : {}),
  })
  return { ...own, job }
}

function workBegun(job: Job, work: DatasetWork): void {
  useManage.setState((state) => ({ work: new Map(state.work).set(job.id, work) }))
}

function lookArrived(asked: Look, look: Look): void {
  if (useManage.getState().look === asked) useManage.setState({ look })
}

async function failed(title: string, error: unknown): Promise<void> {
  if (error instanceof AppError && error.kind === 'not-found') await askForDatasets()
  showFailure(title, error)
}
