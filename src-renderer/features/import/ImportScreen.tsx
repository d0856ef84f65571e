/** The import screen: running imports, the way to start one, the history, or one report. */
import type { ImportReport } from '@shared/job.ts'
import { useEffect } from 'react'
import { useShallow } from 'zustand/react/shallow'
import { runningJobs } from '../../jobs/jobs.ts'
import { cancelJob, useJobs } from '../../jobs/jobs-store.ts'
import { DropCard } from './DropCard.tsx'
import { ImportHistory } from './ImportHistory.tsx'
import { ImportReportView } from './ImportReportView.tsx'
import { canUndoShown } from './imports.ts'
import {
  chooseFilter,
  closeReport,
  openKeptReport,
  openReports,
  refreshHistory,
  saveReport,
  useImports,
} from './imports-store.ts'
import { RunningImport } from './RunningImport.tsx'
import './import.css'

type Props = {
  /** Takes an import back. */
  onUndo: (importId: number) => void
  onShowConversations: (report: ImportReport) => void
  onOpenConversation: (id: string) => void
}

export function ImportScreen({ onUndo, onShowConversations, onOpenConversation }: Props) {
  const open = useImports((state) => state.open)
  const history = useImports((state) => state.history)
  const isUndoable = useImports(canUndoShown)
  const running = useJobs(useShallow((state) => runningJobs(state).filter((job) => job.kind === 'import')))

  useEffect(() => {
    void refreshHistory()
  }, [])

  return (
    <main className="screen" aria-label="Import" data-pane tabIndex={-1}>
      {open === null ? (
        <>
          <h1>Import</h1>
          {running.map((job) => (
            <RunningImport key={job.id} job={job} onCancel={(id) => void cancelJob(id)} />
          ))}
          <DropCard title="Drop exports here" />
          <ImportHistory history={history ?? []} onOpen={(importId) => void openKeptReport(importId)} />
        </>
      ) : (
        <ImportReportView
          open={open}
          isUndoable={isUndoable}
          onUndo={onUndo}
          onSave={(report, format) => void saveReport(report, format)}
          onFilter={chooseFilter}
          onShowReport={(index) => void openReports(open.reports, index)}
          onClose={closeReport}
          onShowConversations={onShowConversations}
          onOpenConversation={onOpenConversation}
        />
      )}
    </main>
  )
}
