/** What a reader is told when an import has ended: a few sentences for any number of files. */
import type { ErrorKind, ErrorValue } from '@shared/contract/app-error.ts'
import type { UndoneImport } from '@shared/contract/jobs.ts'
import type { ImportReport } from '@shared/job.ts'
import { counted } from '../../ui/counts.ts'
import { lastOfPath } from '../../ui/path-name.ts'
import { smallFile } from './dropped-files.ts'

export type ImportMessage = {
  readonly tone: 'success' | 'neutral' | 'failure'
  readonly title: string
  readonly description?: string
  /** What can be done next: see the new conversations of a report, the report itself, or take all of it back. */
  readonly offers: readonly ImportOffer[]
}

export type ImportOffer = {
  readonly kind: 'conversations' | 'report' | 'undo'
  readonly report: ImportReport
}

/** Failures that are told one by one; more of them are told as a number. */
const namedFailures = 3

/** One message for all that came in, and one for each file that did not. */
export function importMessages(reports: readonly ImportReport[]): ImportMessage[] {
  const refused = reports.filter(({ state }) => state === 'refused' || state === 'failed')
  const read = reports.filter(({ state }) => state === 'done' || state === 'cancelled')
  return [...messagesOfRead(read), ...messagesOfRefused(refused)]
}

/** The title of a failure, as short as a person can name it. */
export function failureTitle(kind: ErrorKind | undefined): string {
  if (kind === 'unsupported-file') return 'Unsupported import type'
  if (kind === 'file-too-large') return 'File too large'
  return 'Import error'
}

/** The sentence of a failure, without the title it begins with where it must stand alone. */
export function reasonOf({ kind, message }: ErrorValue): string {
  const title = `${failureTitle(kind)}: `
  return message.startsWith(title) ? message.slice(title.length) : message
}

/** The message for a job that failed as a whole, before or after any report. */
export function failedJobMessage(error: ErrorValue): ImportMessage {
  return { tone: 'failure', title: failureTitle(error.kind), description: reasonOf(error), offers: [] }
}

/** What is said once an import has been taken back. */
export function undoneMessage(undone: UndoneImport): Pick<ImportMessage, 'title' | 'description'> {
  const { removedConversations, removedMessages, restoredMessages, keptMessages } = undone
  const removed = [
    ...(removedConversations > 0 ? [counted(removedConversations, 'conversation')] : []),
    counted(removedMessages, 'message'),
  ]
  const more = [
    ...(restoredMessages > 0 ? [`${counted(restoredMessages, 'message')} read again as before.`] : []),
    ...(keptMessages > 0
      ? [`${counted(keptMessages, 'message')} stayed: later imports have added to them.`]
      : []),
  ]
  return {
    title: `Import undone: ${removed.join(' and ')} removed`,
    ...(more.length > 0 ? { description: more.join(' ') } : {}),
  }
}

function messagesOfRead(reports: readonly ImportReport[]): ImportMessage[] {
  const [first] = reports
  if (first === undefined) return []
  const imported = sumOf(reports, (report) => report.new + report.updated)
  const unchanged = sumOf(reports, (report) => report.unchanged)
  const lost = sumOf(reports, (report) => report.skipped.length + report.failed.length)
  const best = reports.find((report) => report.new + report.updated > 0) ?? first
  const worst = reports.find((report) => report.skipped.length + report.failed.length > 0) ?? best
  const problems = lost === 0 ? {} : { description: `${counted(lost, 'record')} could not be imported.` }
  const seeReport = { kind: 'report', report: lost === 0 ? best : worst } as const
  const show = { kind: 'conversations', report: best } as const

  if (reports.some(({ state }) => state === 'cancelled')) {
    return [
      {
        tone: 'neutral',
        title: `Import cancelled: ${counted(imported, 'conversation')} kept`,
        ...problems,
        offers: imported > 0 ? [show, seeReport] : [seeReport],
      },
    ]
  }
  if (imported > 0) {
    const title = importedTitle(reports, imported)
    const next: ImportOffer[] = lost > 0 ? [show, seeReport] : [show]
    // What came in unasked can be sent back as quickly; a larger import is undone from its report, which asks first.
    if (reports.length === 1 && first.importId !== null && first.size <= smallFile) {
      next.push({ kind: 'undo', report: first })
    }
    return [{ tone: 'success', title, ...problems, offers: next }]
  }
  if (lost > 0 && unchanged === 0) {
    return [{ tone: 'failure', title: 'Import error', ...problems, offers: [seeReport] }]
  }
  const title =
    unchanged > 0
      ? `Nothing new: ${counted(unchanged, 'conversation')} ${unchanged === 1 ? 'was' : 'were'} already here`
      : 'Nothing new: no conversation was found'
  return [{ tone: 'neutral', title, ...problems, offers: [seeReport] }]
}

/** Files that came later than their messages are no conversations, though conversations got more by them. */
function importedTitle(reports: readonly ImportReport[], imported: number): string {
  if (reports.every(({ format, lateFiles }) => format === null && lateFiles !== undefined)) {
    const files = sumOf(reports, ({ lateFiles }) => lateFiles?.matched ?? 0)
    return `${counted(files, 'file')} added to ${counted(imported, 'conversation')}`
  }
  return imported === 1
    ? 'Conversation imported successfully'
    : `${counted(imported, 'conversation')} imported successfully`
}

function messagesOfRefused(reports: readonly ImportReport[]): ImportMessage[] {
  const [first] = reports
  if (first === undefined) return []
  if (reports.length > namedFailures) {
    return [
      {
        tone: 'failure',
        title: `${counted(reports.length, 'file')} could not be imported`,
        description: reports.map((report) => lastOfPath(report.file)).join(', '),
        offers: [{ kind: 'report', report: first }],
      },
    ]
  }
  return reports.map((report) => {
    const offers = [{ kind: 'report', report }] as const
    if (report.wanted !== undefined) {
      const description = 'It holds no conversations. The report says what to drop in its place.'
      return {
        tone: 'neutral',
        title: `${lastOfPath(report.file)} is a list of downloads`,
        description,
        offers,
      }
    }
    const description = report.error === null ? report.reason : reasonOf(report.error)
    return { tone: 'failure', title: failureTitle(report.error?.kind), description, offers }
  })
}

function sumOf(reports: readonly ImportReport[], count: (report: ImportReport) => number): number {
  return reports.reduce((sum, report) => sum + count(report), 0)
}
