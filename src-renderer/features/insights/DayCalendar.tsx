/** A year of days as small squares, the darker the more was said; a square leads to its day. */
import type { Counted } from '@shared/contract/insights.ts'
import { useState } from 'react'
import { counted } from '../../ui/counts.ts'
import { dateText } from '../../ui/dates.ts'
import { startOfDay } from '../../ui/days.ts'
import { SelectField } from '../../ui/SelectField.tsx'
import { dayQuery } from './bar-queries.ts'
import { calendarOf, levels, yearsOf } from './calendar.ts'
import { CountTable } from './CountTable.tsx'

type Props = {
  days: readonly Counted[]
  onOpen: (label: string, query: string) => void
}

/** In units of the drawing. */
const step = 15
const side = 12
const left = 30
const top = 18

const monthNames = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec']

export function DayCalendar({ days, onOpen }: Props) {
  const years = yearsOf(days)
  const [chosen, setYear] = useState<string | null>(null)
  const year = chosen !== null && years.includes(chosen) ? chosen : (years[0] ?? '')
  const calendar = calendarOf(days, year)
  const busy = calendar.filter(({ count }) => count > 0)
  const said = busy.reduce((sum, { count }) => sum + count, 0)
  const open = (day: string): void => onOpen(nameOf(day), dayQuery(day))
  const sentence = `${counted(said, 'message')} on ${counted(busy.length, 'day')} of ${year}`
  const width = left + 54 * step
  return (
    <>
      <div className="calendar-head">
        <SelectField
          label="Year"
          value={year}
          choices={years.map((value) => ({ value, label: value }))}
          onChange={setYear}
        />
        <span role="status">{sentence}</span>
        <span className="calendar-scale" aria-hidden>
          less
          {Array.from({ length: levels + 1 }, (_, level) => (
            <i key={level} data-level={level} />
          ))}
          more
        </span>
      </div>
      <div className="chart-scroll">
        <svg
          className="calendar"
          role="img"
          aria-label={sentence}
          viewBox={`0 0 ${width} ${top + 7 * step}`}
          width={width}
          height={top + 7 * step}
        >
          {calendar
            .filter(({ day }) => day.endsWith('-01'))
            .map(({ day, week }) => (
              <text key={day} x={left + week * step} y={11}>
                {monthNames[Number(day.slice(5, 7)) - 1]}
              </text>
            ))}
          {['Mon', 'Wed', 'Fri'].map((name, place) => (
            <text key={name} x={0} y={top + 2 * place * step + 10}>
              {name}
            </text>
          ))}
          {calendar.map(({ day, count, week, weekday, level }) => (
            <rect
              key={day}
              className="calendar-day"
              data-level={level}
              x={left + week * step}
              y={top + weekday * step}
              width={side}
              height={side}
              rx={2.5}
              onClick={() => count > 0 && open(day)}
            >
              <title>{`${nameOf(day)}: ${counted(count, 'message')}`}</title>
            </rect>
          ))}
        </svg>
      </div>
      <CountTable
        caption={`Messages on each day of ${year}`}
        heads={['Day', 'Messages']}
        rows={busy.toReversed().map(({ day, count }) => ({
          key: day,
          label: nameOf(day),
          count,
          onOpen: () => open(day),
        }))}
      />
    </>
  )
}

function nameOf(day: string): string {
  return dateText(startOfDay(day))
}
