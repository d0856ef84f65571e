/** Every import there ever was, newest first; each opens its report. */
import type { ImportSummary } from '@shared/contract/jobs.ts'
import { History } from 'lucide-react'
import { counted, countText } from '../../ui/counts.ts'
import { dateTimeText } from '../../ui/dates.ts'
import { lastOfPath } from '../../ui/path-name.ts'
import { outdated } from './imports.ts'

type Props = {
  history: readonly ImportSummary[]
  onOpen: (importId: number) => void
  /** Has the kept files of imports read again. */
  onReadAgain: (importIds: readonly number[]) => void
}

export function ImportHistory({ history, onOpen, onReadAgain }: Props) {
  if (history.length === 0) return null
  const older = outdated(history)
  return (
    <section aria-labelledby="import-history">
      <h2 id="import-history" className="import-heading">
        History
      </h2>
      {older.length > 0 && (
        <p className="report-note">
          <History aria-hidden />
          <span>
            {counted(older.length, 'import')} can be read again with a newer reader. What it finds more is
            added; nothing is lost.
          </span>
          <button
            type="button"
            className="button small"
            onClick={() => onReadAgain(older.map(({ importId }) => importId))}
          >
            Read again
          </button>
        </p>
      )}
      <table className="table">
        <thead>
          <tr>
            <th scope="col">File</th>
            <th scope="col">Imported</th>
            <th scope="col">Format</th>
            <th scope="col" className="is-number">
              Found
            </th>
            <th scope="col" className="is-number">
              New
            </th>
            <th scope="col" className="is-number">
              Updated
            </th>
            <th scope="col">Result</th>
          </tr>
        </thead>
        <tbody>
          {history.map((summary) => (
            <tr key={summary.importId}>
              <td>
                <button
                  type="button"
                  className="link"
                  title={summary.file}
                  onClick={() => onOpen(summary.importId)}
                >
                  {lastOfPath(summary.file)}
                </button>
                {summary.rereadOf !== null && ' · read again'}
              </td>
              <td>{dateTimeText(summary.startedAt)}</td>
              <td>{summary.formatName ?? 'not recognised'}</td>
              <td className="is-number">{countText(summary.found)}</td>
              <td className="is-number">{countText(summary.new)}</td>
              <td className="is-number">{countText(summary.updated)}</td>
              <td>
                <ResultBadge summary={summary} />
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  )
}

function ResultBadge({ summary }: { summary: ImportSummary }) {
  const problems = summary.skipped + summary.failed
  switch (summary.state) {
    case 'refused':
      return <span className="badge bad">Refused</span>
    case 'failed':
      return <span className="badge bad">Failed</span>
    case 'cancelled':
      return <span className="badge">Cancelled</span>
    case 'undone':
      return <span className="badge">Undone</span>
    case 'done':
      if (problems > 0) return <span className="badge bad">{countText(problems)} with problems</span>
      return <span className={summary.new + summary.updated > 0 ? 'badge new' : 'badge'}>Complete</span>
  }
}
