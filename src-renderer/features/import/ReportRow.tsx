/** One line of a report's table: a conversation that came in, or a record that did not. */
import type { ImportedRow } from '@shared/contract/jobs.ts'
import { counted, countText } from '../../ui/counts.ts'
import { dateText } from '../../ui/dates.ts'
import type { ReportLine } from './imports.ts'
import { ProblemCells } from './ProblemCells.tsx'

type Props = {
  line: ReportLine
  index: number
  top: number
  /** Tells the table how high the line turned out to be. */
  measure: (element: HTMLElement | null) => void
  onOpenConversation: (id: string) => void
}

export function ReportRow({ line, index, top, measure, onOpenConversation }: Props) {
  return (
    <div
      className="report-line report-row"
      role="row"
      aria-rowindex={index + 2}
      data-index={index}
      ref={measure}
      style={{ transform: `translateY(${top}px)` }}
    >
      {line.kind === 'conversation' ? (
        <>
          <span role="cell">
            <button type="button" className="link" onClick={() => onOpenConversation(line.row.id)}>
              {line.row.title}
            </button>
          </span>
          <span role="cell">{dateText(line.row.createdAt)}</span>
          <span role="cell" className="is-number">
            {countText(line.row.messages)}
          </span>
          <span role="cell" className="is-number">
            {countText(line.row.branches)}
          </span>
          <span role="cell">
            <span className={line.row.result === 'new' ? 'badge new' : 'badge'}>{resultText(line.row)}</span>
          </span>
        </>
      ) : (
        <ProblemCells role="cell" line={line} />
      )}
    </div>
  )
}

function resultText(row: ImportedRow): string {
  if (row.result === 'new') return 'New'
  return row.addedMessages > 0 ? `Updated: ${counted(row.addedMessages, 'message')} added` : 'Updated'
}
