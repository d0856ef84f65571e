/** The two cells of a record that does not come in, or of a remark: where it stands and why. */
type Props = {
  /** As the table around it wants its cells to be called. */
  role: 'cell' | 'gridcell'
  line: { readonly result: 'skipped' | 'failed' | 'remark'; readonly where: string; readonly reason: string }
}

const names = { failed: 'Failed', skipped: 'Skipped', remark: 'Remark' }

export function ProblemCells({ role, line: { result, where, reason } }: Props) {
  return (
    <>
      <span role={role} className="report-where">
        {where}
      </span>
      <span role={role} aria-colspan={4} className="report-reason">
        <span className={result === 'failed' ? 'badge bad' : 'badge'}>{names[result]}</span> {reason}
      </span>
    </>
  )
}
