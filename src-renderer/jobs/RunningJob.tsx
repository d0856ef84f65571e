/** One running job: what it does, how far it is, and the way to stop it. */
import type { Job } from '@shared/job.ts'
import { ProgressBar } from '../ui/ProgressBar.tsx'
import { progressText } from './job-progress.ts'
import './jobs.css'

type Props = {
  job: Job
  onCancel: (id: string) => void
}

export function RunningJob({ job, onCancel }: Props) {
  const { label, text, share } = progressText(job.progress)
  return (
    <div className="running-job">
      <span className="running-job-label">{label}</span>
      <ProgressBar label={label} share={share} text={text} />
      <span className="running-job-text">{text}</span>
      <button type="button" className="button small" onClick={() => onCancel(job.id)}>
        Cancel
      </button>
    </div>
  )
}
