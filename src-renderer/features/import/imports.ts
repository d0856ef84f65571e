/** What the import screen shows and how it changes: data and plain functions. imports-store.ts asks. */
import type { ImportedRow, ImportSummary } from '@shared/contract/jobs.ts'
import type { ImportReport } from '@shared/job.ts'
import { counted } from '../../ui/counts.ts'

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

/** Takes in how a report reads now, if it is among those that are open. */
export function reportRenewed(
  state: ImportsState,
  report: ImportReport,
  rows: readonly ImportedRow[],
): ImportsState {
  if (state.open === null) return state
  const reports = state.open.reports.map((other) => (other.importId === report.importId ? report : other))
  return rowsArrived({ ...state, open: { ...state.open, reports } }, report.importId ?? 0, rows)
}

/** Whether the import whose report is shown can be taken back and had brought anything. */
export function canUndoShown(state: ImportsState): boolean {
  const report = state.open === null ? null : shownReport(state.open)
  if (report === null) return false
  const kept = state.history?.find(({ importId }) => importId === report.importId)
  return kept?.canUndo === true && report.new + report.updated > 0
}

/** How the import whose report is shown can be read again; null before the history is here. */
export function rereadShown(state: ImportsState): ImportSummary['reread'] | null {
  const report = state.open === null ? null : shownReport(state.open)
  if (report === null || report.state === 'undone') return null
  return state.history?.find(({ importId }) => importId === report.importId)?.reread ?? null
}

/** The imports that a newer reader would read differently, the oldest first, as they came. */
export function outdated(history: readonly ImportSummary[]): ImportSummary[] {
  return history
    .filter(
      ({ reread, rereadOf, state }) => reread === 'newer-reader' && rereadOf === null && state !== 'undone',
    )
    .toReversed()
}

/** "2 conversations with 14 messages in them, and 3 messages that came to 1 older conversation will be gone …" */
export function undoSentence(rows: readonly ImportedRow[]): string {
  const brought = rows.filter(({ result }) => result === 'new')
  const extended = rows.filter(({ result }) => result === 'updated')
  const parts: string[] = []
  if (brought.length > 0) {
    const them = brought.length === 1 ? 'it' : 'them'
    parts.push(`${counted(brought.length, 'conversation')} with ${messagesOf(brought)} in ${them}`)
  }
  if (extended.length > 0) {
    parts.push(`${messagesOf(extended)} that came to ${counted(extended.length, 'older conversation')}`)
  }
  return `${parts.join(', and ')} will be gone from the archive.`
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

function messagesOf(rows: readonly ImportedRow[]): string {
  return counted(
    rows.reduce((sum, row) => sum + row.addedMessages, 0),
    'message',
  )
}

/** Whether the sums of a report add up; one that does not must not look as if all were well. */
export function addsUp(report: ImportReport): boolean {
  const { found, skipped, failed } = report
  return found === report.new + report.updated + report.unchanged + skipped.length + failed.length
}
