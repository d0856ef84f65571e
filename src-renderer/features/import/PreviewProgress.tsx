/** How far the files of a preview have been read. */
import { progressText } from '../../jobs/job-progress.ts'
import { useJobs } from '../../jobs/jobs-store.ts'
import { ProgressBar } from '../../ui/ProgressBar.tsx'

type Props = {
  /** Null until the job has a name. */
  jobId: string | null
}

export function PreviewProgress({ jobId }: Props) {
  const job = useJobs((state) => state.jobs.find(({ id }) => id === jobId) ?? null)
  const { label, text, share } =
    job === null ? { label: 'Opening', text: '', share: null } : progressText(job.progress)
  return (
    <div className="preview-progress">
      <p>{label}</p>
      <ProgressBar label={label} share={share} text={text} />
      <p className="preview-progress-text">{text}</p>
      <p className="preview-progress-text">Nothing is imported yet.</p>
    </div>
  )
}
