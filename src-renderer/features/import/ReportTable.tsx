/** The conversations and problems of a report: a virtual table, for a report may have a hundred thousand lines. */
import { useVirtualizer } from '@tanstack/react-virtual'
import { useRef } from 'react'
import { FactColumns } from './FactColumns.tsx'
import type { ReportLine } from './imports.ts'
import { ReportRow } from './ReportRow.tsx'

/** CSS pixels that a line is taken for until it is measured: a reason may need several lines of text. */
const lineHeight = 38

/** CSS pixels of the table that stay in sight on a low screen, unless its lines need less. */
const leastHeight = 200

type Props = {
  lines: readonly ReportLine[]
  onOpenConversation: (id: string) => void
}

export function ReportTable({ lines, onOpenConversation }: Props) {
  const scroller = useRef<HTMLDivElement>(null)
  const virtualizer = useVirtualizer({
    count: lines.length,
    getScrollElement: () => scroller.current,
    estimateSize: () => lineHeight,
    overscan: 10,
  })
  return (
    // Reachable by Tab, so that the keys can scroll it even where no line holds a link.
    <div
      className="report-scroll"
      ref={scroller}
      style={{ minHeight: Math.min(leastHeight, virtualizer.getTotalSize() + lineHeight) }}
      tabIndex={0}
      role="region"
      aria-label="Lines of the report"
    >
      <div role="table" aria-label="Conversations" aria-rowcount={lines.length + 1}>
        <div role="rowgroup" className="report-head">
          <div className="report-line" role="row" aria-rowindex={1}>
            <span role="columnheader">Conversation</span>
            <FactColumns />
          </div>
        </div>
        <div role="rowgroup" className="report-canvas" style={{ height: virtualizer.getTotalSize() }}>
          {virtualizer.getVirtualItems().map(({ index, start, key }) => {
            const line = lines[index]
            return (
              line && (
                <ReportRow
                  key={key}
                  line={line}
                  index={index}
                  top={start}
                  measure={virtualizer.measureElement}
                  onOpenConversation={onOpenConversation}
                />
              )
            )
          })}
        </div>
      </div>
    </div>
  )
}
