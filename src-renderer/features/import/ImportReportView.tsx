/** What came of an import: where it was from and why it was taken for that, its sums, its lines, its attachments. */
import type { ImportSummary } from '@shared/contract/jobs.ts'
import type { ImportReport, LateFiles } from '@shared/job.ts'
import { ArrowLeft, CircleAlert, History, Undo2 } from 'lucide-react'
import { bytesText, counted, countText, durationText } from '../../ui/counts.ts'
import { dateTimeText } from '../../ui/dates.ts'
import { lastOfPath } from '../../ui/path-name.ts'
import { FileHash } from './FileHash.tsx'
import { failureTitle, reasonOf } from './import-outcome.ts'
import { addsUp, type OpenReport, type ReportFilter, reportLines, shownReport } from './imports.ts'
import { ImportButtons } from './ImportButtons.tsx'
import { chooseAndTakeIn } from './preview-store.ts'
import { Reason } from './Reason.tsx'
import { ReadAgainButton } from './ReadAgainButton.tsx'
import { ReportFilters } from './ReportFilters.tsx'
import { ReportParts } from './ReportParts.tsx'
import { ReportSums } from './ReportSums.tsx'
import { ReportTable } from './ReportTable.tsx'
import { SaveReportMenu } from './SaveReportMenu.tsx'
import { UndoButton } from './UndoButton.tsx'
import { WantedFilesCard } from './WantedFilesCard.tsx'

type Props = {
  open: OpenReport
  onFilter: (filter: ReportFilter) => void
  /** Shows another file's report of the same import. */
  onShowReport: (index: number) => void
  onClose: () => void
  /** Whether what the shown report tells of can be taken back. */
  isUndoable: boolean
  onUndo: (importId: number) => void
  /** How its kept files can be read again; null where that is not known. */
  reread: ImportSummary['reread'] | null
  onReadAgain: (importId: number) => void
  onSave: (report: ImportReport, format: 'json' | 'csv') => void
  onShowConversations: (report: ImportReport) => void
  onOpenConversation: (id: string) => void
}

export function ImportReportView({
  open,
  isUndoable,
  reread,
  onFilter,
  onShowReport,
  onClose,
  ...actions
}: Props) {
  const report = shownReport(open)
  if (report === null) return null
  const lines = reportLines(report, open.rows ?? [], open.filter)
  const { matched, missing } = report.attachments
  const { lateFiles } = report
  const { importId, sha256 } = report
  const cameIn = report.state === 'undone' ? 0 : report.new + report.updated
  const hasTable = open.rows === null || lines.length > 0 || open.filter !== 'all'
  return (
    <div className="report">
      <button type="button" className="button quiet small report-back" onClick={onClose}>
        <ArrowLeft aria-hidden />
        All imports
      </button>
      <h1>{headingOf(report)}</h1>
      <p className="report-origin" title={report.file}>
        {lastOfPath(report.file)} ·{' '}
        {report.error === null && (
          <>
            <Reason text={report.reason} /> ·{' '}
          </>
        )}
        {factsOf(report)}
        {sha256 !== null && <FileHash sha256={sha256} />}
      </p>
      {report.rereadOf !== null && (
        <p className="report-note">
          <History aria-hidden />
          {`The kept file of import ${report.rereadOf} was read again. ${cameIn > 0 ? 'What it holds more than was here has been added.' : 'Nothing more was found in it.'}`}
        </p>
      )}
      {report.parts.length > 0 && <ReportParts parts={report.parts} />}
      {report.state === 'undone' && (
        <p className="report-note">
          <Undo2 aria-hidden />
          What this import had added has been taken back. The numbers say what it had brought.
        </p>
      )}
      {open.reports.length > 1 && (
        <div className="report-filters" role="group" aria-label="Files of this import">
          {open.reports.map((other, index) => (
            <button
              key={other.file}
              type="button"
              className="chip"
              aria-pressed={index === open.shown}
              onClick={() => onShowReport(index)}
            >
              {lastOfPath(other.file)}
              <ProblemMark report={other} />
            </button>
          ))}
        </div>
      )}
      {report.wanted !== undefined && <WantedFilesCard names={report.wanted} />}
      {report.error !== null && report.wanted === undefined && (
        <p className="report-error">
          <CircleAlert aria-hidden />
          <span>
            <strong>{failureTitle(report.error.kind)}.</strong> {reasonOf(report.error)}
          </span>
        </p>
      )}
      {report.state !== 'refused' && <ReportSums report={report} />}
      {!addsUp(report) && (
        <p className="report-error">
          <CircleAlert aria-hidden />
          These numbers do not add up: some records are unaccounted for. Please keep the file.
        </p>
      )}
      <div className="report-bar">
        {report.state === 'refused' && <ImportButtons />}
        {hasTable && <ReportFilters report={report} filter={open.filter} onChoose={onFilter} />}
        <div className="report-actions">
          {importId !== null && <SaveReportMenu onSave={(format) => actions.onSave(report, format)} />}
          {importId !== null && (reread === 'newer-reader' || reread === 'same-reader') && (
            <ReadAgainButton
              isNewer={reread === 'newer-reader'}
              onRead={() => actions.onReadAgain(importId)}
            />
          )}
          {importId !== null && isUndoable && (
            <UndoButton rows={open.rows} onUndo={() => actions.onUndo(importId)} />
          )}
          {cameIn > 0 && (
            <button
              type="button"
              className="button primary"
              onClick={() => actions.onShowConversations(report)}
            >
              {report.new > 0 ? 'Show new conversations' : 'Show updated conversations'}
            </button>
          )}
        </div>
      </div>
      {hasTable && (
        <ReportTable key={open.filter} lines={lines} onOpenConversation={actions.onOpenConversation} />
      )}
      {matched + missing > 0 && (
        <p className="report-attachments">
          <strong>Attachments</strong> {countText(matched)} matched
          {missing > 0 && ` · ${countText(missing)} named in the export but not in the file`}
          {missing > 0 && report.state !== 'undone' && (
            <>
              {' · '}
              <button type="button" className="link" onClick={() => void chooseAndTakeIn('files')}>
                Locate files…
              </button>
            </>
          )}
        </p>
      )}
      {lateFiles !== undefined && (
        <p className="report-attachments">
          <strong>Files of older messages</strong> {lateFilesText(lateFiles)}
        </p>
      )}
    </div>
  )
}

/** What of a report deserves a look, behind the name of its file. */
function ProblemMark({ report: { state, skipped, failed } }: { report: ImportReport }) {
  if (state === 'refused' || state === 'failed') return <span className="chip-problem">{state}</span>
  const problems = skipped.length + failed.length
  return problems > 0 && <span className="chip-problem">{counted(problems, 'problem')}</span>
}

function lateFilesText({ matched, ambiguous, unnamed, stillMissing }: LateFiles): string {
  return [
    `${countText(matched)} matched`,
    ...(ambiguous > 0 ? [`${countText(ambiguous)} that may belong to several messages, left alone`] : []),
    ...(unnamed > 0 ? [`${countText(unnamed)} that no message names, left alone`] : []),
    ...(stillMissing > 0 ? [`${countText(stillMissing)} still missing`] : []),
  ].join(' · ')
}

function headingOf(report: ImportReport): string {
  switch (report.state) {
    case 'done':
      return 'Import finished'
    case 'cancelled':
      return 'Import cancelled'
    case 'undone':
      return 'Import undone'
    case 'refused':
      return report.wanted === undefined ? 'Not imported' : 'A list of downloads'
    case 'failed':
      return 'Import failed'
  }
}

function factsOf(report: ImportReport): string {
  return [
    bytesText(report.size),
    durationText(report.finishedAt - report.startedAt),
    dateTimeText(report.startedAt),
    ...(report.unchanged > 0 && report.new + report.updated === 0
      ? [`${counted(report.unchanged, 'conversation')} already here`]
      : []),
  ].join(' · ')
}
