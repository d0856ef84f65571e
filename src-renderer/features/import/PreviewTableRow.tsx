/** One line of the preview: a conversation that can be picked or is here already, or a record that cannot come in. */
import type { PreviewRow } from '@shared/job.ts'
import { counted, countText } from '../../ui/counts.ts'
import { dateText } from '../../ui/dates.ts'
import { lastOfPath } from '../../ui/path-name.ts'
import type { PreviewLine } from './preview.ts'
import { ProblemCells } from './ProblemCells.tsx'

type Props = {
  id: string
  line: PreviewLine
  index: number
  top: number
  /** Tells the table how high the line turned out to be. */
  measure: (element: HTMLElement | null) => void
  isPicked: boolean
  isActive: boolean
  /** Whether the line says which file it is from. */
  isFileNamed: boolean
  onPoint: () => void
  onToggle: () => void
}

export function PreviewTableRow({ id, line, index, top, measure, isPicked, isActive, ...rest }: Props) {
  return (
    <div
      id={id}
      className={
        isActive ? 'report-line report-row preview-line is-active' : 'report-line report-row preview-line'
      }
      role="row"
      aria-rowindex={index + 2}
      aria-selected={isPicked}
      data-index={index}
      ref={measure}
      style={{ transform: `translateY(${top}px)` }}
      onClick={rest.onPoint}
    >
      {line.kind === 'problem' ? (
        <ProblemCells role="gridcell" line={line} />
      ) : (
        <>
          <span role="gridcell">
            <TitleField
              line={line}
              isPicked={isPicked}
              isFileNamed={rest.isFileNamed}
              onToggle={rest.onToggle}
            />
          </span>
          <span role="gridcell">{dateText(line.row.updatedAt ?? line.row.createdAt)}</span>
          <span role="gridcell" className="is-number">
            {countText(line.row.messages)}
          </span>
          <span role="gridcell" className="is-number">
            {countText(line.row.branches)}
          </span>
          <span role="gridcell">
            <span className={line.row.result === 'new' ? 'badge new' : 'badge'}>{resultText(line.row)}</span>
          </span>
        </>
      )}
    </div>
  )
}

type TitleProps = Pick<Props, 'isPicked' | 'isFileNamed' | 'onToggle'> & {
  line: Extract<PreviewLine, { kind: 'conversation' }>
}

function TitleField({ line: { row, file }, isPicked, isFileNamed, onToggle }: TitleProps) {
  const title = row.title === '' ? '(no title)' : row.title
  const name = isFileNamed && <span className="preview-line-file">{lastOfPath(file)}</span>
  if (row.result === 'unchanged') {
    return (
      <span className="preview-pick is-fixed">
        <span>
          {title} {name}
        </span>
      </span>
    )
  }
  return (
    <label className="preview-pick">
      {/* The grid itself takes the keys: Tab would walk over a hundred thousand boxes. */}
      <input type="checkbox" tabIndex={-1} checked={isPicked} onChange={onToggle} />
      <span>
        {title} {name}
      </span>
    </label>
  )
}

function resultText(row: PreviewRow): string {
  switch (row.result) {
    case 'new':
      return 'New'
    case 'unchanged':
      return 'Unchanged'
    case 'updated':
      return row.addedMessages > 0 ? `Updated: +${counted(row.addedMessages, 'message')}` : 'Updated'
  }
}
