/** Which lines of a report are shown: all, new, updated, or what went wrong. */
import type { ImportReport } from '@shared/job.ts'
import { countText } from '../../ui/counts.ts'
import type { ReportFilter } from './imports.ts'

type Props = {
  report: ImportReport
  filter: ReportFilter
  onChoose: (filter: ReportFilter) => void
}

export function ReportFilters({ report, filter, onChoose }: Props) {
  const problems = report.skipped.length + report.failed.length + report.remarks.length
  const chips: readonly (readonly [ReportFilter, string])[] = [
    ['all', 'All'],
    ['new', `New ${countText(report.new)}`],
    ['updated', `Updated ${countText(report.updated)}`],
    ['problems', `Problems and remarks ${countText(problems)}`],
  ]
  return (
    <div className="report-filters" role="group" aria-label="Show">
      {chips.map(([value, label]) => (
        <button
          key={value}
          type="button"
          className="chip"
          aria-pressed={filter === value}
          onClick={() => onChoose(value)}
        >
          {label}
        </button>
      ))}
    </div>
  )
}
