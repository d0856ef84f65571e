/** An import that is going on, large enough to be watched. */
import type { Job } from '@shared/job.ts'
import { CancelButton } from '../../jobs/CancelButton.tsx'
import { progressText } from '../../jobs/job-progress.ts'
import { ProgressBar } from '../../ui/ProgressBar.tsx'

type Props = {
  job: Job
}

export function RunningImport({ job }: Props) {
  const { label, text, share } = progressText(job.progress)
  return (
    <section className="running-import" aria-label={label}>
      <h2>{label}</h2>
      <ProgressBar label={label} share={share} text={text} />
      <div className="running-import-foot">
        <span>{text}</span>
        <span className="running-import-note">
          What is in so far can be read already, and stays after Cancel.
        </span>
        <CancelButton job={job} className="button" />
      </div>
    </section>
  )
}
