/** Messages per month as columns; a column leads to what was said in its month, and so does its line of the table. */
import type { Counted } from '@shared/contract/insights.ts'
import { useLayoutEffect, useRef } from 'react'
import { counted, countText } from '../../ui/counts.ts'
import { monthText } from '../../ui/dates.ts'
import { startOfDay } from '../../ui/days.ts'
import { monthQuery } from './bar-queries.ts'
import { CountTable } from './CountTable.tsx'
import { monthColumns } from './month-columns.ts'
import { useWidth } from './use-width.ts'

type Props = {
  months: readonly Counted[]
  onOpen: (label: string, query: string) => void
}

/** CSS pixels: of the highest column, above it for its number, and below for the names of months and years. */
const height = 150
const top = 16
const monthsAt = top + height + 14
const yearsAt = top + height + 28
const yearWidth = 32

export function MonthChart({ months, onOpen }: Props) {
  const scroll = useRef<HTMLDivElement>(null)
  const room = useWidth(scroll)
  const { columns, pitch, barWidth, width, showsCounts } = monthColumns(months, room ?? 0)
  const most = Math.max(1, ...months.map(({ count }) => count))
  const hasMonths = columns[0]?.monthLabel != null
  const whole = (hasMonths ? yearsAt : monthsAt) + 4
  const open = (month: string): void => onOpen(nameOf(month), monthQuery(month))
  // Where not all has room, the newest months are in sight first.
  useLayoutEffect(() => scroll.current?.scrollTo({ left: width }), [width])
  return (
    <>
      <div ref={scroll} className="chart-scroll">
        {room !== null && (
          <svg
            className="month-chart"
            role="img"
            aria-label={`Messages per month: ${counted(columns.length, 'month')}, at most ${countText(most)} in one`}
            viewBox={`0 0 ${width} ${whole}`}
            width={width}
            height={whole}
          >
            {!showsCounts && (
              <>
                <line className="column-line" x1={0} x2={width} y1={top} y2={top} />
                <text x={0} y={top - 5}>
                  {countText(most)}
                </text>
              </>
            )}
            {columns.map(({ name, count, x, barX, monthLabel, yearLabel }) => {
              const tall = count === 0 ? 0 : Math.max(2, (count / most) * height)
              const middle = x + pitch / 2
              // A year that began just now would be cut off at the edge.
              const isAtEnd = width - barX < yearWidth
              return (
                <g key={name} className="column" onClick={() => count > 0 && open(name)}>
                  <title>{`${nameOf(name)}: ${counted(count, 'message')}`}</title>
                  <rect className="column-ground" x={x} y={top} width={pitch} height={height} />
                  <rect
                    className="column-bar"
                    x={barX}
                    y={top + height - tall}
                    width={barWidth}
                    height={tall}
                    rx={Math.min(2, barWidth / 4)}
                  />
                  {showsCounts && count > 0 && (
                    <text x={middle} y={top + height - tall - 5} textAnchor="middle">
                      {countText(count)}
                    </text>
                  )}
                  {monthLabel !== null && (
                    <text x={middle} y={monthsAt} textAnchor="middle">
                      {monthLabel}
                    </text>
                  )}
                  {yearLabel !== null && (
                    <text
                      className="column-year"
                      x={hasMonths ? middle : isAtEnd ? barX + barWidth : barX}
                      y={hasMonths ? yearsAt : monthsAt}
                      textAnchor={hasMonths ? 'middle' : isAtEnd ? 'end' : 'start'}
                    >
                      {yearLabel}
                    </text>
                  )}
                </g>
              )
            })}
            <line className="column-line" x1={0} x2={width} y1={top + height} y2={top + height} />
          </svg>
        )}
      </div>
      <CountTable
        caption="Messages per month"
        heads={['Month', 'Messages']}
        rows={months.toReversed().map(({ name, count }) => ({
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
