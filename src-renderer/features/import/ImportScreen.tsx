/** The import screen: running imports, the way to start one, the history, or one report. */
import type { FoundExport } from '@shared/contract/watch.ts'
import type { ImportReport } from '@shared/job.ts'
import { useEffect } from 'react'
import { useShallow } from 'zustand/react/shallow'
import { runningJobs } from '../../jobs/jobs.ts'
import { useJobs } from '../../jobs/jobs-store.ts'
import { dismissFound, useWatch } from '../../watch/watch-store.ts'
import { DropCard } from './DropCard.tsx'
import { FoundExports } from './FoundExports.tsx'
import { ImportHistory } from './ImportHistory.tsx'
import { ImportReportView } from './ImportReportView.tsx'
import { canUndoShown, rereadShown } from './imports.ts'
import {
  chooseFilter,
  closeReport,
  openKeptReport,
  openReports,
  readAgain,
  refreshHistory,
  saveReport,
  startImport,
  useImports,
} from './imports-store.ts'
import { takeIn } from './preview-store.ts'
import { RunningImport } from './RunningImport.tsx'
import './import.css'

type Props = {
  /** Takes an import back. */
  onUndo: (importId: number) => void
  onShowConversations: (report: ImportReport) => void
  onOpenConversation: (id: string) => void
}

const noExports: readonly FoundExport[] = []

export function ImportScreen({ onUndo, onShowConversations, onOpenConversation }: Props) {
  const open = useImports((state) => state.open)
  const history = useImports((state) => state.history)
  const isUndoable = useImports(canUndoShown)
  const reread = useImports(rereadShown)
  const running = useJobs(useShallow((state) => runningJobs(state).filter((job) => job.kind === 'import')))
  const found = useWatch(({ watch }) => watch?.found ?? noExports)
  const folder = useWatch(({ watch }) => watch?.folder ?? '')
  const importing = new Set(
    running.flatMap(({ progress }) => (progress.kind === 'import' ? [progress.file] : [])),
  )

  useEffect(() => {
    void refreshHistory()
  }, [])

  return (
    <main className="screen" aria-label="Import" data-pane tabIndex={-1}>
      {open === null ? (
        <>
          <h1>Import</h1>
          {running.map((job) => (
            <RunningImport key={job.id} job={job} />
          ))}
          <FoundExports
            found={found}
            folder={folder}
            running={importing}
            onImport={({ paths }) => void startImport({ paths: [...paths] })}
            onPreview={({ paths }) => void takeIn(paths.map((path) => ({ path, size: null })))}
            onDismiss={(one) => void dismissFound([one])}
          />
          <DropCard title="Drop exports here" isBrief={history !== null && history.length > 0} />
          <ImportHistory
            history={history ?? []}
            onOpen={(importId) => void openKeptReport(importId)}
            onReadAgain={(importIds) => void readAgain(importIds)}
          />
        </>
      ) : (
        <ImportReportView
          open={open}
          isUndoable={isUndoable}
          reread={reread}
          onReadAgain={(importId) => void readAgain([importId])}
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
