/** What the import screen shows and how it changes: data and plain functions. imports-store.ts asks. */
import type { ImportedRow, ImportSummary } from '@shared/contract/jobs.ts'
import type { ImportReport } from '@shared/job.ts'

export type OpenReport = {
  /** All reports of the import that is looked at: one for each file. */
  readonly reports: readonly ImportReport[]
  readonly shown: number
  /** The conversations of the shown report; null while they are on their way. */
  readonly rows: readonly ImportedRow[] | null
  readonly filter: ReportFilter
}

export type ReportFilter = 'all' | 'new' | 'updated' | 'problems'

export type ImportsState = {
  /** All imports there ever were, newest first; null until the archive has answered. */
  readonly history: readonly ImportSummary[] | null
  /** Null shows the start of the import screen. */
  readonly open: OpenReport | null
}

export const initialImports: ImportsState = { history: null, open: null }

/** A line of a report's table. */
export type ReportLine =
  | { readonly kind: 'conversation'; readonly row: ImportedRow }
  | {
      readonly kind: 'problem'
      readonly result: 'skipped' | 'failed' | 'remark'
      readonly where: string
      readonly reason: string
    }

export function reportsOpened(
  state: ImportsState,
  reports: readonly ImportReport[],
  shown: number,
): ImportsState {
  return { ...state, open: { reports, shown, rows: null, filter: 'all' } }
}

/** Takes in the conversations of a report, if it is still the one that is shown. */
export function rowsArrived(
  state: ImportsState,
  importId: number,
  rows: readonly ImportedRow[],
): ImportsState {
  if (state.open === null || shownReport(state.open)?.importId !== importId) return state
  return { ...state, open: { ...state.open, rows } }
}

export function reportClosed(state: ImportsState): ImportsState {
  return { ...state, open: null }
}

export function filterChosen(state: ImportsState, filter: ReportFilter): ImportsState {
  return state.open === null ? state : { ...state, open: { ...state.open, filter } }
}

export function shownReport(open: OpenReport): ImportReport | null {
  return open.reports[open.shown] ?? null
}

/** The lines that a filter lets through: what went wrong, the conversations in the order of the file, remarks. */
export function reportLines(
  report: ImportReport,
  rows: readonly ImportedRow[],
  filter: ReportFilter,
): ReportLine[] {
  const conversations = rows
    .filter((row) => filter === 'all' || row.result === filter)
    .map((row): ReportLine => ({ kind: 'conversation', row }))
  if (filter !== 'all' && filter !== 'problems') return conversations
  const problems = (['failed', 'skipped'] as const).flatMap((result) =>
    report[result].map(({ where, reason }): ReportLine => ({ kind: 'problem', result, where, reason })),
  )
  const remarks = report.remarks.map(({ where, reason }): ReportLine => ({
    kind: 'problem',
    result: 'remark',
    where,
    reason,
  }))
  return filter === 'problems' ? [...problems, ...remarks] : [...problems, ...conversations, ...remarks]
}

/** Whether the sums of a report add up; one that does not must not look as if all were well. */
export function addsUp(report: ImportReport): boolean {
  const { found, skipped, failed } = report
  return found === report.new + report.updated + report.unchanged + skipped.length + failed.length
}
