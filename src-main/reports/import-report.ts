/** The report of an import as a file: JSON for programs, CSV for spreadsheets. Writing it is save-import-report.ts's work. */
import type { ImportedRow } from '@shared/contract/jobs.ts'
import type { ImportReport } from '@shared/job.ts'
import { csvRow } from './csv.ts'

export interface WholeReport {
  readonly report: ImportReport
  /** The conversations that came in, in the order of the file. */
  readonly rows: readonly ImportedRow[]
}

/** One JSON object, indented: the report with its conversations; times in ISO 8601, UTC. */
export function reportAsJson({ report, rows }: WholeReport): string {
  const { conversationIds: _inRows, ...rest } = report
  const whole = {
    ...rest,
    startedAt: isoTime(report.startedAt),
    finishedAt: isoTime(report.finishedAt),
    conversations: rows.map((row) => ({ ...row, createdAt: isoTime(row.createdAt) })),
  }
  return `${JSON.stringify(whole, null, 2)}\n`
}

const columns = [
  'result',
  'id',
  'title',
  'createdAt',
  'messages',
  'branches',
  'addedMessages',
  'where',
  'reason',
] as const

/** A row for each conversation that came in, then one for each problem and remark. */
export function reportAsCsv({ report, rows }: WholeReport): string {
  const problems = (['failed', 'skipped', 'remarks'] as const).flatMap((kind) =>
    report[kind].map(({ where, reason }) =>
      csvRow([kind === 'remarks' ? 'remark' : kind, null, null, null, null, null, null, where, reason]),
    ),
  )
  const conversations = rows.map(({ result, id, title, createdAt, messages, branches, addedMessages }) =>
    csvRow([result, id, title, isoTime(createdAt), messages, branches, addedMessages, null, null]),
  )
  return [csvRow(columns), ...conversations, ...problems].join('')
}

/** Null also for a time that no calendar holds, which a source may well claim. */
function isoTime(time: number | null): string | null {
  if (time === null) return null
  const date = new Date(time)
  return Number.isNaN(date.getTime()) ? null : date.toISOString()
}
