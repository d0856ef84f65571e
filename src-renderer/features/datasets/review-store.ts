/** Confirming a new dataset: where it is asked for, what is sensitive in it is shown before anything is written. */
import { fromErrorValue } from '@shared/contract/app-error.ts'
import { packed } from '@shared/datasets/packed-list.ts'
import type { Job, SensitiveReport } from '@shared/job.ts'
import { create } from 'zustand'
import { call } from '../../bridge.ts'
import { cancelJob, useJobs } from '../../jobs/jobs-store.ts'
import { showFailure } from '../../ui/toasts.ts'
import { recipeOf } from './dataset-form.ts'
import { useDatasetForm } from './form-store.ts'
import { startDataset } from './manage-store.ts'
import { noneOf } from './picking.ts'
import { pick, usePicking } from './picking-store.ts'

interface Asked {
  /** The conversations that were looked through: these are written, whatever is chosen meanwhile. */
  readonly ids: readonly string[]
}

type ReviewState =
  | { readonly kind: 'none' }
  /** `jobId` is null until the job has a name. */
  | ({ readonly kind: 'running'; readonly jobId: string | null } & Asked)
  | ({
      readonly kind: 'found'
      readonly report: SensitiveReport
      /** Ids of the conversations that are not to be written. */
      readonly left: ReadonlySet<string>
    } & Asked)

type Review = { readonly state: ReviewState }

export const useReview = create<Review>()(() => ({ state: { kind: 'none' } }))

/** Makes the dataset of the form, or looks first for what is sensitive in it. */
export async function confirmDataset(): Promise<void> {
  const { sensitive } = useDatasetForm.getState().fields
  const ids = [...usePicking.getState().selected]
  await (sensitive === 'warn' ? startReview(ids) : startDataset(ids, sensitive === 'redact'))
}

/** Leaves a conversation of the findings out, or takes it in again. */
export function toggleLeft(id: string): void {
  const { state } = useReview.getState()
  if (state.kind !== 'found') return
  const left = new Set(state.left)
  if (!left.delete(id)) left.add(id)
  setState({ ...state, left })
}

/** Leaves every conversation out in which something was found. */
export function leaveAll(): void {
  const { state } = useReview.getState()
  if (state.kind === 'found') setState({ ...state, left: new Set(state.report.found.map(({ id }) => id)) })
}

/** Makes the dataset after its findings were seen; what was left out is no longer chosen either. */
export async function writeReviewed(redact: boolean): Promise<void> {
  const { state } = useReview.getState()
  if (state.kind !== 'found') return
  const { ids, left } = state
  setState({ kind: 'none' })
  pick((picking) => noneOf(picking, left))
  await startDataset(
    ids.filter((id) => !left.has(id)),
    redact,
  )
}

/** Goes back to the form; a search that still runs is given up. */
export function leaveReview(): void {
  const { state } = useReview.getState()
  if (state.kind === 'running' && state.jobId !== null) void cancelJob(state.jobId)
  setState({ kind: 'none' })
}

/** Takes in the end of a job that has looked for sensitive data; other checks are not its business. */
export function hearReview(job: Job): void {
  const { state } = useReview.getState()
  if (state.kind !== 'running' || state.jobId !== job.id) return
  const report = job.state === 'done' && job.result?.kind === 'export-check' ? job.result : null
  if (report !== null && report.found.length > 0)
    return setState({ kind: 'found', ids: state.ids, report, left: new Set() })
  setState({ kind: 'none' })
  if (report !== null) void startDataset(state.ids, false)
  else if (job.error !== null) showFailure('The check did not end well', fromErrorValue(job.error))
}

async function startReview(ids: readonly string[]): Promise<void> {
  const recipe = recipeOf(useDatasetForm.getState().fields)
  if (recipe === null) return
  const asked: ReviewState = { kind: 'running', jobId: null, ids }
  setState(asked)
  try {
    const { id } = await call('dataset.review', { ...recipe, selection: { kind: 'ids', ids: packed(ids) } })
    if (useReview.getState().state !== asked) return void cancelJob(id)
    setState({ ...asked, jobId: id })
    // A short check may have been heard to end before its name was known.
    const ended = useJobs.getState().jobs.find((job) => job.id === id && job.state !== 'running')
    if (ended !== undefined) hearReview(ended)
  } catch (error) {
    if (useReview.getState().state === asked) setState({ kind: 'none' })
    showFailure('The check could not be started', error)
  }
}

function setState(state: ReviewState): void {
  useReview.setState({ state })
}
