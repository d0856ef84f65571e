/** The Exports screen: a form for a new HTML archive, those there are, and how long they are kept. */
import { RefreshCw } from 'lucide-react'
import { useEffect, useRef } from 'react'
import { useShallow } from 'zustand/react/shallow'
import { RunningJob } from '../../jobs/RunningJob.tsx'
import { runningJobs } from '../../jobs/jobs.ts'
import { useJobs } from '../../jobs/jobs-store.ts'
import { ArchiveFindings } from './ArchiveFindings.tsx'
import { ArchiveTable } from './ArchiveTable.tsx'
import { KeepingFields } from './KeepingFields.tsx'
import { NewArchive } from './NewArchive.tsx'
import {
  askForReports,
  beginWithSettings,
  changeLimits,
  deleteArchive,
  downloadArchive,
  exportReviewed,
  leaveCheck,
  openArchive,
  useReports,
} from './reports-store.ts'
import './reports.css'

type Props = {
  /** Leads to where conversations are brought in. */
  onImport: () => void
  /** Leads to a message in which something sensitive was found; null for what stands outside of messages. */
  onShowFinding: (conversationId: string, messageId: string | null) => void
}

export function ReportsScreen({ onImport, onShowFinding }: Props) {
  const list = useReports((state) => state.list)
  const check = useReports((state) => state.check)
  const assistants = useReports((state) => state.assistants)
  const running = useJobs(
    useShallow((state) => runningJobs(state).filter((job) => job.kind === 'html-archive')),
  )
  const refresh = useRef<HTMLButtonElement>(null)

  useEffect(() => {
    // Whoever comes back from a finding finds the form as it was left.
    if (useReports.getState().assistants === null) void beginWithSettings()
    void askForReports()
  }, [])

  return (
    <main className="screen reports" aria-label="Exports" data-pane tabIndex={-1}>
      <h1>Exports</h1>
      <p className="reports-purpose">
        All conversations with one assistant as one HTML page, or a page a month: to read in any browser, to
        search, to print, to keep. It asks nothing of the network.
      </p>
      <NewArchive onImport={onImport} />
      <ArchiveFindings
        report={check.kind === 'found' ? check.report : null}
        onShow={onShowFinding}
        onWrite={(sensitive) => void exportReviewed(sensitive)}
        onClose={leaveCheck}
      />
      <section aria-labelledby="available-exports">
        <div className="reports-heading">
          <h2 id="available-exports">Available exports</h2>
          <button ref={refresh} type="button" className="button" onClick={() => void askForReports()}>
            <RefreshCw aria-hidden />
            Refresh
          </button>
        </div>
        {running.map((job) => (
          <div key={job.id} className="reports-running">
            <RunningJob job={job} />
          </div>
        ))}
        {list !== null && (
          <ArchiveTable
            list={list}
            hasConversations={assistants?.[0]?.conversations !== 0}
            onOpen={({ fileName }) => void openArchive(fileName)}
            onDownload={(archive) => void downloadArchive(archive)}
            onDelete={(archive) => void deleteArchive(archive)}
            focusAfterDelete={refresh}
          />
        )}
        {list !== null && (
          <KeepingFields limits={list.limits} onChange={(limits) => void changeLimits(limits)} />
        )}
      </section>
    </main>
  )
}
