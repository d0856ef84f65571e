/** What is shown while a job looks for sensitive data. */
import { progressText } from '../jobs/job-progress.ts'
import { useJobs } from '../jobs/jobs-store.ts'
import { ProgressBar } from '../ui/ProgressBar.tsx'
import './sensitive.css'

/** How far looking for sensitive data is. `jobId` is null until it has a name. */
export function CheckProgress({ jobId }: { jobId: string | null }) {
  const job = useJobs((state) => state.jobs.find(({ id }) => id === jobId) ?? null)
  const { label, text, share } =
    job === null ? { label: 'Looking for sensitive data', text: '', share: null } : progressText(job.progress)
  return (
    <div className="sensitive-check" role="status">
      <ProgressBar label={label} share={share} text={text} />
      <span>{text === '' ? 'Looking…' : `Looked through ${text}`}</span>
    </div>
  )
}
