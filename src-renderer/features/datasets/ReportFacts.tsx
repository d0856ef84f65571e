/** What was told of making records: how many, what was left out, what was changed so that trainers take it. */
import { changeKinds, dropKinds, type DatasetReport } from '@shared/datasets/dataset.ts'
import { Info } from 'lucide-react'
import { counted, countText } from '../../ui/counts.ts'

type Props = {
  report: DatasetReport
}

export function ReportFacts({ report }: Props) {
  const { dropped, changes, warnings, statistics, records, conversations, found } = report
  const { tokens, overLength, cutoffTokens, empty } = statistics
  const left = found - records
  const changed = changes.reduce((sum, { count }) => sum + count, 0)
  return (
    <div className="report-facts">
      <p>
        {counted(records, 'record')} of {counted(conversations, 'conversation')}, about{' '}
        {counted(tokens.total, 'token')}; the middle one has {countText(tokens.median)}, the longest{' '}
        {countText(tokens.most)}.
      </p>
      {overLength > 0 && (
        <p className="report-warning">
          <Info aria-hidden />
          {counted(overLength, 'record')} {overLength === 1 ? 'is' : 'are'} longer than{' '}
          {countText(cutoffTokens)} tokens: trainers cut them off.
        </p>
      )}
      {empty > 0 && (
        <p className="report-warning">
          <Info aria-hidden />
          {counted(empty, 'record')} {empty === 1 ? 'has' : 'have'} a message that says nothing.
        </p>
      )}
      {warnings.map((warning) => (
        <p key={warning} className="report-warning">
          <Info aria-hidden />
          {warning}
        </p>
      ))}
      {left > 0 && (
        <details open={left > 0 && records === 0}>
          <summary>{counted(left, 'record')} left out</summary>
          <ul>
            {dropped.map(({ why, count }) => (
              <li key={why}>
                {countText(count)}: {dropKinds[why]}
              </li>
            ))}
          </ul>
        </details>
      )}
      {changed > 0 && (
        <details>
          <summary>{counted(changed, 'change')} so that trainers take them</summary>
          <ul>
            {changes.map(({ what, count }) => (
              <li key={what}>
                {countText(count)} × {changeKinds[what]}
              </li>
            ))}
          </ul>
        </details>
      )}
    </div>
  )
}
