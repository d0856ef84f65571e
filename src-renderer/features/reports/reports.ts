/** What the Exports screen knows: the form for a new HTML archive, and the list. Data and changes; reports-store.ts asks. */
import type { Request } from '@shared/contract/contract.ts'
import type { SensitiveAction } from '@shared/contract/export.ts'
import {
  mostDays,
  type ArchiveEstimate,
  type ArchiveLimits,
  type ArchiveOptions,
  type Assistant,
  type HtmlArchiveList,
  type Period,
} from '@shared/contract/html-archives.ts'
import type { SensitiveReport } from '@shared/job.ts'
import { bytesText, counted } from '../../ui/counts.ts'
import { dateText } from '../../ui/dates.ts'

/** What a reader has entered, as it stands in the fields. */
export type ArchiveForm = {
  readonly assistantId: string
  readonly range: 'days' | 'dates'
  readonly days: string
  readonly from: string
  readonly to: string
  readonly hasData: boolean
  /** Bytes as text; `all` for no limit. */
  readonly largestFile: string
  readonly showsPeople: boolean
  readonly sensitive: SensitiveAction
  readonly split: ArchiveOptions['split']
}

/** Whether what would be written is looked through, and what was found; then somebody decides. */
export type ArchiveCheck =
  | { readonly kind: 'none' }
  | { readonly kind: 'running'; readonly jobId: string | null }
  | { readonly kind: 'found'; readonly report: SensitiveReport }

export type ReportsState = {
  readonly form: ArchiveForm
  /** Null until the app has answered. */
  readonly assistants: readonly Assistant[] | null
  readonly list: HtmlArchiveList | null
  /** What the form would come to; null while nobody knows. */
  readonly estimate: ArchiveEstimate | null
  /** Why the last export could not be made; until something is changed. */
  readonly failure: string | null
  readonly isStarting: boolean
  readonly check: ArchiveCheck
}

export const initialReports: ReportsState = {
  form: {
    assistantId: 'all',
    range: 'days',
    days: '30',
    from: '',
    to: '',
    hasData: false,
    largestFile: '2000000',
    showsPeople: true,
    sensitive: 'warn',
    split: 'none',
  },
  assistants: null,
  list: null,
  estimate: null,
  failure: null,
  isStarting: false,
  check: { kind: 'none' },
}

/** Numbers of days that are offered beside the field. */
export const presetDays = [7, 30, 90] as const

export function formChanged(state: ReportsState, change: Partial<ArchiveForm>): ReportsState {
  const form = { ...state.form, ...change }
  const isOther = periodKey(form) !== periodKey(state.form)
  return { ...state, form, failure: null, estimate: isOther ? null : state.estimate }
}

/** What an estimate is of. */
export function periodKey({ assistantId, range, days, from, to }: ArchiveForm): string {
  return JSON.stringify(range === 'days' ? [assistantId, days] : [assistantId, from, to])
}

/** Takes in an estimate, unless the form has moved on meanwhile. */
export function estimateArrived(
  state: ReportsState,
  of: ArchiveForm,
  estimate: ArchiveEstimate,
): ReportsState {
  return periodKey(of) === periodKey(state.form) ? { ...state, estimate } : state
}

/** The chosen period, or null where `rangeProblem` says what is wrong with it. */
export function periodOf({ range, days, from, to }: ArchiveForm): Period | null {
  if (range === 'dates') return from !== '' && to !== '' && from <= to ? { kind: 'dates', from, to } : null
  const count = /^\d{1,4}$/.test(days.trim()) ? Number(days) : 0
  return count >= 1 && count <= mostDays ? { kind: 'days', days: count } : null
}

/** What is wrong with the chosen period, in a sentence; null when nothing is. */
export function rangeProblem(form: ArchiveForm): string | null {
  if (periodOf(form) !== null) return null
  if (form.range === 'days') return `Enter a whole number of days from 1 to ${mostDays}.`
  if (form.from === '' || form.to === '') return 'Enter the first and the last day.'
  return 'The first day comes before the last.'
}

/** The order for the form, null when it cannot be given yet. */
export function orderOf(form: ArchiveForm): Request<'htmlArchives.create'> | null {
  const period = periodOf(form)
  if (period === null) return null
  const { assistantId, hasData, largestFile, showsPeople, sensitive, split } = form
  return {
    assistantId,
    period,
    options: {
      hasData,
      showsPeople,
      sensitive,
      split,
      largestFile: largestFile === 'all' ? null : Number(largestFile),
    },
  }
}

/** Bytes that a message takes on the page, measured over 40,000 of them; its data takes half as much again. */
const bytesOfMessage = 1550
/** Beyond this a browser takes seconds to open a page. */
const largePage = 50_000_000
const manyMessages = 100_000

/** How much the form would come to: "412 conversations, 8,204 messages, about 12 MB without pictures". */
export function estimateText({ conversations, messages }: ArchiveEstimate, hasData: boolean): string {
  const size = bytesText(messages * bytesOfMessage * (hasData ? 1.6 : 1))
  return `${counted(conversations, 'conversation')}, ${counted(messages, 'message')}, about ${size} without pictures.`
}

/** What a reader should know before starting; none, one or several sentences. */
export function estimateWarnings(
  { messages, undated, removes }: ArchiveEstimate,
  split: ArchiveForm['split'],
): string[] {
  const isLarge = messages > manyMessages || messages * bytesOfMessage > largePage
  const [oldest] = removes
  return [
    isLarge && split === 'none'
      ? 'This is a large page: browsers take some seconds to open it. Better choose a page a month.'
      : '',
    undated > 0 ? undatedText(undated, split) : '',
    oldest === undefined
      ? ''
      : removes.length === 1
        ? `Your limit is reached: ${oldest}, the oldest, will be deleted for it.`
        : `Your limits are reached: the oldest ${counted(removes.length, 'export')} will be deleted for it, ${oldest} first.`,
  ].filter((sentence) => sentence !== '')
}

function undatedText(undated: number, split: ArchiveForm['split']): string {
  const which = `${counted(undated, 'conversation')} without a date`
  if (split === 'month')
    return `${which} ${undated === 1 ? 'gets a page of its' : 'get a page of their'} own.`
  return `${which} ${undated === 1 ? 'belongs' : 'belong'} to no period and will not be in it.`
}

/** How long an entry stays: "until 21 Dec 2026", "for ever". */
export function keptText(keptUntil: number | null): string {
  return keptUntil === null ? 'for ever' : `until ${dateText(keptUntil)}`
}

export const countChoices = choices([5, 10, 20, 50, 100], (count) => `the newest ${count}`, 'any number')
export const ageChoices = choices([7, 30, 90, 365], (days) => `${days} days`, 'for ever')

/** The value of a limit among the choices of its field. */
export function limitValue(limit: number | null): string {
  return limit === null ? 'none' : String(limit)
}

/** The limits with one of them chosen anew. */
export function limitsWith(limits: ArchiveLimits, name: keyof ArchiveLimits, value: string): ArchiveLimits {
  return { ...limits, [name]: value === 'none' ? null : Number(value) }
}

type Choice = { readonly value: string; readonly label: string }

function choices(
  limits: readonly number[],
  label: (limit: number) => string,
  none: string,
): readonly Choice[] {
  return [
    ...limits.map((limit) => ({ value: String(limit), label: label(limit) })),
    { value: 'none', label: none },
  ]
}

/** The choices of a field with the value that it has, also when the command line has set another one. */
export function choicesWith(offered: readonly Choice[], limit: number | null): readonly Choice[] {
  const value = limitValue(limit)
  return offered.some((choice) => choice.value === value) ? offered : [{ value, label: value }, ...offered]
}
