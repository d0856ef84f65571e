/** The line at the bottom: what the archive holds, what is running, and that nothing leaves the computer. */
import { Cable, ShieldCheck } from 'lucide-react'
import { useShallow } from 'zustand/react/shallow'
import { useLibrary } from '../features/library/library-store.ts'
import { runningJobs } from '../jobs/jobs.ts'
import { useJobs } from '../jobs/jobs-store.ts'
import { RunningJob } from '../jobs/RunningJob.tsx'
import { useLocalApi } from '../local-api/local-api-store.ts'
import { counted, countText } from '../ui/counts.ts'
import { Tip } from '../ui/Tip.tsx'
import { showView, useWindow } from './window-store.ts'

type Props = {
  /** Whether the view over it shows running imports itself, larger. */
  isImportShown: boolean
}

export function StatusBar({ isImportShown }: Props) {
  const counts = useLibrary((state) => state.counts)
  const view = useWindow((state) => state.view)
  const jobs = useJobs(
    useShallow((state) =>
      runningJobs(state).filter(
        ({ kind }) =>
          kind === 'export' ||
          kind === 'backup' ||
          kind === 'restore' ||
          kind === 'delete' ||
          kind === 'change' ||
          kind === 'insights' ||
          (kind === 'import' && !isImportShown) ||
          (kind === 'html-archive' && view !== 'exports') ||
          (kind === 'dataset' && view !== 'datasets'),
      ),
    ),
  )
  const refused = useWindow((state) => state.environment?.refusedRequests ?? 0)
  return (
    <footer className="status-bar">
      {counts !== null && (
        <span>
          {counted(counts.conversations, 'conversation')}
          {counts.archived > 0 && ` (${countText(counts.archived)} archived)`} ·{' '}
          {counted(counts.messages, 'message')}
        </span>
      )}
      {jobs.map((job) => (
        <RunningJob key={job.id} job={job} />
      ))}
      <LocalApiSign />
      <Tip text="Stemma asks nothing of the network. Whatever asks all the same is refused and counted here.">
        <button type="button" className="offline">
          <ShieldCheck aria-hidden />
          Offline: 0 requests{refused > 0 && ` · ${countText(refused)} refused`}
        </button>
      </Tip>
    </footer>
  )
}

/** In sight as long as other programs can ask for conversations; leads to where that is turned off. */
function LocalApiSign() {
  const api = useLocalApi((state) => state.localApi)
  if (api === null || (api.url === null && api.problem === null)) return null
  return (
    <Tip text={api.problem ?? 'Programs on this computer that have the token can ask for conversations.'}>
      <button type="button" className="local-api-sign" onClick={() => showView('settings')}>
        <Cable aria-hidden />
        {api.url === null
          ? 'Local API cannot start'
          : `Local API: ${api.url.replace('http://', '')}, ${api.access}`}
      </button>
    </Tip>
  )
}
