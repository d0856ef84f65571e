/** The library before anything is in it: how to begin, or how far the first import is. */
import { DropCard } from '../features/import/DropCard.tsx'
import { RunningImport } from '../features/import/RunningImport.tsx'
import type { Job } from '@shared/job.ts'

type Props = {
  /** Imports that are going on. */
  running: readonly Job[]
}

export function EmptyLibrary({ running }: Props) {
  return (
    <main className="screen is-centred" aria-label="Library" data-pane tabIndex={-1}>
      <h1 className="visually-hidden">Library</h1>
      {running.length > 0 ? (
        running.map((job) => <RunningImport key={job.id} job={job} />)
      ) : (
        <DropCard title="Your archive is empty" />
      )}
    </main>
  )
}
