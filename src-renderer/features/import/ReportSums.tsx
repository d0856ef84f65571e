/** The six numbers of a report, which add up. */
import type { ImportReport } from '@shared/job.ts'
import { countText } from '../../ui/counts.ts'

type Props = {
  report: ImportReport
}

export function ReportSums({ report }: Props) {
  const sums: readonly (readonly [string, number])[] = [
    ['found', report.found],
    ['new', report.new],
    ['updated', report.updated],
    ['unchanged', report.unchanged],
    ['skipped', report.skipped.length],
    ['failed', report.failed.length],
  ]
  return (
    <dl className="sums">
      {sums.map(([label, count]) => (
        <div key={label} className={label === 'failed' && count > 0 ? 'is-bad' : undefined}>
          <dt>{label}</dt>
          <dd>{countText(count)}</dd>
        </div>
      ))}
    </dl>
  )
}
