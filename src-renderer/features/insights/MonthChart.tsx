/** Messages per month as columns; a column leads to what was said in its month, and so does its line of the table. */
import type { Counted } from '@shared/contract/insights.ts'
import { counted, countText } from '../../ui/counts.ts'
import { monthText } from '../../ui/dates.ts'
import { startOfDay } from '../../ui/days.ts'
import { monthQuery } from './bar-queries.ts'
import { withoutGaps } from './calendar.ts'
import { CountTable } from './CountTable.tsx'

type Props = {
  months: readonly Counted[]
  onOpen: (label: string, query: string) => void
}

/** In units of the drawing. */
const columnWidth = 14
const gap = 3
const height = 150
const labelHeight = 18

export function MonthChart({ months: known, onOpen }: Props) {
  const months = withoutGaps(known)
  const most = Math.max(1, ...months.map(({ count }) => count))
  const width = Math.max(months.length * (columnWidth + gap), 240)
  const open = (month: string): void => onOpen(nameOf(month), monthQuery(month))
  return (
    <>
      <div className="chart-scroll">
        <svg
          className="month-chart"
          role="img"
          aria-label={`Messages per month: ${counted(months.length, 'month')}, at most ${countText(most)} in one`}
          viewBox={`0 0 ${width} ${height + labelHeight}`}
          width={width}
          height={height + labelHeight}
        >
          {months.map(({ name, count }, place) => {
            const tall = count === 0 ? 0 : Math.max(2, (count / most) * (height - 4))
            const x = place * (columnWidth + gap)
            return (
              <g key={name} className="column" onClick={() => count > 0 && open(name)}>
                <title>{`${nameOf(name)}: ${counted(count, 'message')}`}</title>
                <rect className="column-ground" x={x} y={0} width={columnWidth + gap} height={height} />
                <rect
                  className="column-bar"
                  x={x}
                  y={height - tall}
                  width={columnWidth}
                  height={tall}
                  rx={2}
                />
                {(name.endsWith('-01') || place === 0) && (
                  <text x={x} y={height + 14}>
                    {name.slice(0, 4)}
                  </text>
                )}
              </g>
            )
          })}
        </svg>
      </div>
      <CountTable
        caption="Messages per month"
        heads={['Month', 'Messages']}
        rows={known.toReversed().map(({ name, count }) => ({
          key: name,
          label: nameOf(name),
          count,
          onOpen: () => open(name),
        }))}
      />
    </>
  )
}

function nameOf(month: string): string {
  const start = startOfDay(`${month}-01`)
  return start === null ? month : monthText(start)
}
