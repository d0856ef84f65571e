/** Manage datasets: what is being made, what there is, and what can be done with each. */
import { loadingSentence } from '@shared/datasets/check-words.ts'
import { DatabaseZap } from 'lucide-react'
import { useEffect, useRef } from 'react'
import { useShallow } from 'zustand/react/shallow'
import { runningJobs } from '../../jobs/jobs.ts'
import { useJobs } from '../../jobs/jobs-store.ts'
import { RunningJob } from '../../jobs/RunningJob.tsx'
import { EmptyState } from '../../ui/EmptyState.tsx'
import { DatasetTable } from './DatasetTable.tsx'
import { useForecast } from './forecast-store.ts'
import { showTab, useManage } from './manage-store.ts'
import { PreviewDialog } from './PreviewDialog.tsx'
import { StatisticsDialog } from './StatisticsDialog.tsx'
import './manage.css'
import './look.css'

type Props = {
  /** Leads to a conversation that a record was made of. */
  onShow: (conversationId: string, messageId: null) => void
}

export function ManageTab({ onShow }: Props) {
  const { list, newest, look } = useManage()
  const trialId = useForecast((state) => state.trialId)
  const running = useJobs(
    useShallow((state) => runningJobs(state).filter(({ kind, id }) => kind === 'dataset' && id !== trialId)),
  )
  const panel = useRef<HTMLDivElement>(null)
  const made = list?.find(({ id }) => id === newest)

  useEffect(() => {
    // Whoever comes from Confirm Export has lost the button that had the focus.
    if (document.activeElement === document.body) panel.current?.focus()
  }, [])

  return (
    <div ref={panel} className="manage-datasets" tabIndex={-1}>
      <p className="visually-hidden" role="status">
        {made && `Dataset ${made.name} ready. ${loadingSentence(made.check)}`}
      </p>
      {running.map((job) => (
        <div key={job.id} className="dataset-running">
          <RunningJob job={job} />
        </div>
      ))}
      {list?.length === 0 && running.length === 0 && (
        <div className="dataset-empty is-framed">
          <EmptyState icon={DatabaseZap} title="No datasets yet">
            <p>Choose conversations, and Stemma writes them as files that trainers load.</p>
            <button type="button" className="button primary" onClick={() => showTab('create')}>
              Create a dataset
            </button>
          </EmptyState>
        </div>
      )}
      {list !== null && list.length > 0 && <DatasetTable list={list} newest={newest} />}
      <PreviewDialog look={look?.kind === 'preview' ? look : null} />
      <StatisticsDialog look={look?.kind === 'statistics' ? look : null} onShow={onShow} />
    </div>
  )
}
