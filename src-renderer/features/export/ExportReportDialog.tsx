/** What an export came to, in full: what was written, what failed and why, what the format lost, what was sensitive. */
import { Dialog } from '@base-ui/react/dialog'
import type { SensitiveAction } from '@shared/contract/export.ts'
import type { ExportProblem, ExportReport } from '@shared/job.ts'
import { useState } from 'react'
import { counted, countText } from '../../ui/counts.ts'
import { sensitiveVerb } from './export-outcome.ts'
import { closeExportReport, useExportReport } from './report-store.ts'
import { kindsOf, totalOf } from '@shared/sensitive-words.ts'
import './export.css'

/** Conversations that are listed before more are asked for. */
const listed = 200

type Props = {
  onShowInFolder: (path: string) => void
  onOpenConversation: (conversationId: string) => void
}

export function ExportReportDialog({ onShowInFolder, onOpenConversation }: Props) {
  const open = useExportReport((state) => state.open)
  return (
    <Dialog.Root open={open !== null} onOpenChange={(isOpen) => !isOpen && closeExportReport()}>
      <Dialog.Portal>
        <Dialog.Backdrop className="veil" />
        <Dialog.Popup className="dialog export-report">
          {open !== null && (
            <Report
              report={open.report}
              action={open.action}
              onShowInFolder={onShowInFolder}
              onOpenConversation={(id) => {
                closeExportReport()
                onOpenConversation(id)
              }}
            />
          )}
        </Dialog.Popup>
      </Dialog.Portal>
    </Dialog.Root>
  )
}

type ReportProps = Props & {
  report: ExportReport
  /** What was to be done about sensitive data; null where nobody knows. */
  action: SensitiveAction | null
}

function Report({ report, action, onShowInFolder, onOpenConversation }: ReportProps) {
  const { files, written, failed, losses, sensitive, stoppedBy } = report
  const [first] = files
  return (
    <>
      <Dialog.Title className="dialog-title">Export report</Dialog.Title>
      <div className="export-report-body">
        <dl className="export-sums">
          <Sum count={written} name="written" />
          <Sum count={failed.length} name="failed" isBad={failed.length > 0} />
          <Sum count={files.length} name={files.length === 1 ? 'file' : 'files'} />
        </dl>
        {stoppedBy !== null && (
          <p className="export-stopped" role="alert">
            The rest was not tried. {stoppedBy.message}
          </p>
        )}
        {sensitive !== null && totalOf(sensitive) > 0 && (
          <section>
            <h3>Sensitive data, {sensitiveVerb(action)}</h3>
            <p className="export-badges">
              {kindsOf(sensitive).map((kind) => (
                <span key={kind} className="badge">
                  {kind}
                </span>
              ))}
            </p>
          </section>
        )}
        {losses.length > 0 && (
          <section>
            <h3>What the format had no place for</h3>
            <ul className="export-losses">
              {losses.map(({ what, count }) => (
                <li key={what}>
                  {what}: {countText(count)}
                </li>
              ))}
            </ul>
          </section>
        )}
        {failed.length > 0 && <Failed failed={failed} onOpen={onOpenConversation} />}
      </div>
      <footer className="dialog-footer">
        {first !== undefined && (
          <button type="button" className="button" onClick={() => onShowInFolder(first)}>
            Show in folder
          </button>
        )}
        <Dialog.Close className="button primary">Close</Dialog.Close>
      </footer>
    </>
  )
}

function Failed({ failed, onOpen }: { failed: readonly ExportProblem[]; onOpen: (id: string) => void }) {
  const [shown, setShown] = useState(listed)
  return (
    <section>
      <h3>{counted(failed.length, 'conversation')} not written</h3>
      <table className="export-failed">
        <thead>
          <tr>
            <th scope="col">Conversation</th>
            <th scope="col">Reason</th>
          </tr>
        </thead>
        <tbody>
          {failed.slice(0, shown).map(({ id, title, reason }) => (
            <tr key={id}>
              <td dir="auto">
                {title === null ? (
                  'Unknown conversation'
                ) : (
                  <button type="button" className="link" onClick={() => onOpen(id)}>
                    {title}
                  </button>
                )}
              </td>
              <td>{reason}</td>
            </tr>
          ))}
        </tbody>
      </table>
      {failed.length > shown && (
        <button type="button" className="button" onClick={() => setShown(shown + listed)}>
          Show more
        </button>
      )}
    </section>
  )
}

function Sum({ count, name, isBad = false }: { count: number; name: string; isBad?: boolean }) {
  return (
    <div className={isBad ? 'is-bad' : undefined}>
      <dt>{name}</dt>
      <dd>{countText(count)}</dd>
    </div>
  )
}
