/**
 * What the chosen conversations and the form would come to, asked for while somebody chooses: how many records, what the
 * first one looks like, and whether the trainer takes them.
 */
import { toErrorValue } from '@shared/contract/app-error.ts'
import type { DatasetReport } from '@shared/datasets/dataset.ts'
import { packed } from '@shared/datasets/packed-list.ts'
import type { Job } from '@shared/job.ts'
import type { JsonObject } from '@shared/json.ts'
import { create } from 'zustand'
import { call } from '../../bridge.ts'
import { cancelJob } from '../../jobs/jobs-store.ts'
import { recipeOf, recordsKey } from './dataset-form.ts'
import { useDatasetForm } from './form-store.ts'
import { pruneSelection, usePicking } from './picking-store.ts'

export type Sample =
  | { readonly kind: 'none' }
  | { readonly kind: 'record'; readonly conversationId: string; readonly record: JsonObject }
  /** None of the first twenty conversations gives a record. */
  | { readonly kind: 'no-record' }
  | { readonly kind: 'failed'; readonly message: string }

type ForecastState = {
  /** Null while nobody knows. */
  readonly count: { readonly conversations: number; readonly records: number } | null
  readonly sample: Sample
  /** The last trial of all records; of an earlier choice where `isOutdated`. */
  readonly report: DatasetReport | null
  readonly isOutdated: boolean
  /** The job that tries the records now. */
  readonly trialId: string | null
  /** Why the last trial ended without a report. */
  readonly failure: string | null
}

const nothingYet: ForecastState = {
  count: { conversations: 0, records: 0 },
  sample: { kind: 'none' },
  report: null,
  isOutdated: false,
  trialId: null,
  failure: null,
}

export const useForecast = create<ForecastState>()(() => nothingYet)

/** How many records there will be: as counted, and as tried once that is known; null while nobody knows. */
export function recordsOf({ count, report, isOutdated }: ForecastState): number | null {
  return report !== null && !isOutdated ? report.records : (count?.records ?? null)
}

/** More conversations than these are only tried when somebody asks for it. */
export const mostTriedUnasked = 2000
const mostSampled = 20
/** In ms: after the last change, first the quick questions are asked, then all records are tried. */
const pause = { quick: 150, trial: 500 }

let quickTimer = 0
let trialTimer = 0
/** Rises with each change: an answer to an earlier question is dropped. */
let turn = 0

/** Follows what is chosen, until the answered function is called. */
export function followChoices(): () => void {
  choicesChanged()
  const stops = [
    usePicking.subscribe((now, before) => now.selected !== before.selected && choicesChanged()),
    useDatasetForm.subscribe(
      (now, before) => recordsKey(now.fields) !== recordsKey(before.fields) && choicesChanged(),
    ),
  ]
  return () => {
    for (const stop of stops) stop()
    window.clearTimeout(quickTimer)
    window.clearTimeout(trialTimer)
    stopTrial()
  }
}

function choicesChanged(): void {
  turn += 1
  stopTrial()
  window.clearTimeout(quickTimer)
  window.clearTimeout(trialTimer)
  const { selected } = usePicking.getState()
  if (selected.size === 0) {
    useForecast.setState(nothingYet)
    return
  }
  useForecast.setState({ count: null, isOutdated: true, failure: null })
  quickTimer = window.setTimeout(() => void askQuickly(), pause.quick)
  if (selected.size <= mostTriedUnasked) trialTimer = window.setTimeout(() => void tryRecords(), pause.trial)
}

async function askQuickly(): Promise<void> {
  const asked = turn
  const { selected } = usePicking.getState()
  const recipe = recipeOf(useDatasetForm.getState().fields)
  if (recipe === null) return
  try {
    const [count, found] = await Promise.all([
      call('dataset.count', {
        selection: { kind: 'ids', ids: packed(selected) },
        branches: recipe.options.branches,
      }),
      call('dataset.sample', { ids: firstOf(selected), ...recipe }),
    ])
    if (asked !== turn) return
    useForecast.setState({
      count,
      sample: found === null ? { kind: 'no-record' } : { kind: 'record', ...found },
    })
    if (count.conversations < selected.size) await pruneSelection()
  } catch (error) {
    if (asked === turn)
      useForecast.setState({ sample: { kind: 'failed', message: toErrorValue(error).message } })
  }
}

/** Makes all records without writing them; `hearTrial` takes in what came of it. */
export async function tryRecords(): Promise<void> {
  const asked = turn
  const recipe = recipeOf(useDatasetForm.getState().fields)
  const ids = packed(usePicking.getState().selected)
  if (recipe === null || ids === '') return
  try {
    const { id } = await call('dataset.try', { ...recipe, selection: { kind: 'ids', ids } })
    if (asked !== turn) return await cancelJob(id)
    useForecast.setState({ trialId: id, failure: null })
  } catch (error) {
    if (asked === turn) useForecast.setState({ failure: toErrorValue(error).message })
  }
}

function stopTrial(): void {
  const { trialId } = useForecast.getState()
  if (trialId === null) return
  useForecast.setState({ trialId: null })
  void cancelJob(trialId)
}

/** Takes in how a trial has ended; answers false for any other job. */
export function hearTrial(job: Job): boolean {
  if (job.id !== useForecast.getState().trialId) return false
  const report = job.result?.kind === 'dataset' ? job.result.report : null
  if (report !== null && isWhole(report)) {
    useForecast.setState({ trialId: null, report, isOutdated: false, failure: null })
  } else {
    useForecast.setState({ trialId: null, failure: job.error?.message ?? null })
  }
  return true
}

function firstOf(ids: ReadonlySet<string>): string[] {
  const first: string[] = []
  for (const id of ids) {
    if (first.length === mostSampled) break
    first.push(id)
  }
  return first
}

/** A check alone tells less than a trial. */
function isWhole(report: Pick<DatasetReport, 'check'> | DatasetReport): report is DatasetReport {
  return 'statistics' in report
}
