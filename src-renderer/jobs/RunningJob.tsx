/** One running job: what it does, how far it is, and the way to stop it. */
import type { Job } from '@shared/job.ts'
import { ProgressBar } from '../ui/ProgressBar.tsx'
import { CancelButton } from './CancelButton.tsx'
import { progressText } from './job-progress.ts'
import './jobs.css'

type Props = {
  job: Job
}

export function RunningJob({ job }: Props) {
  const { label, text, share } = progressText(job.progress)
  return (
    <div className="running-job">
      <span className="running-job-label">{label}</span>
      <ProgressBar label={label} share={share} text={text} />
      <span className="running-job-text">{text}</span>
      <CancelButton job={job} className="button small" />
    </div>
  )
}
