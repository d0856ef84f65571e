/** Where the columns of the month chart stand in the room there is, and what is written below them. Pure. */
import type { Counted } from '@shared/contract/insights.ts'
import { countText } from '../../ui/counts.ts'
import { monthBefore, withoutGaps } from './calendar.ts'

export interface MonthColumn extends Counted {
  /** CSS pixels, as all that follows: where its ground begins, and where its bar does. */
  readonly x: number
  readonly barX: number
  /** "Jan"; null where there is no room for months. */
  readonly monthLabel: string | null
  /** Written where a year begins, as far as years have room. */
  readonly yearLabel: string | null
}

export interface MonthColumns {
  readonly columns: readonly MonthColumn[]
  /** From one column to the next. */
  readonly pitch: number
  readonly barWidth: number
  /** More than the room only where columns would become too narrow to be seen. */
  readonly width: number
  /** Whether each column has room for its number above it. */
  readonly showsCounts: boolean
}

/** Fewer months would look like a piece of something; nothing was said in those before the first. */
const fewestMonths = 12
const narrowestPitch = 6
const widestBar = 56
/** A month's name, a year, and one digit of a number, in the letters that the chart writes. */
const monthLabelWidth = 28
const yearLabelWidth = 36
const digitWidth = 7

const monthNames = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec']

/** Columns that fill `room` pixels, whether there are three months or three hundred. */
export function monthColumns(known: readonly Counted[], room: number): MonthColumns {
  const months = atLeastAYear(withoutGaps(known))
  const pitch = Math.max(narrowestPitch, room / Math.max(1, months.length))
  const barWidth = Math.min(widestBar, pitch > 12 ? pitch * 0.8 : pitch - 1)
  const mostDigits = Math.max(1, ...months.map(({ count }) => countText(count).length))
  const hasMonths = pitch >= monthLabelWidth
  const yearsApart = Math.max(1, Math.ceil(yearLabelWidth / (12 * pitch)))
  const columns = months.map(({ name, count }, place): MonthColumn => {
    const [year = '', month = ''] = name.split('-')
    const x = place * pitch
    const isYear = month === '01' && Number(year) % yearsApart === 0
    return {
      name,
      count,
      x,
      barX: x + (pitch - barWidth) / 2,
      monthLabel: hasMonths ? (monthNames[Number(month) - 1] ?? null) : null,
      yearLabel: isYear || (place === 0 && isRoomBeforeJanuary(month, pitch, yearsApart)) ? year : null,
    }
  })
  return {
    columns,
    pitch,
    barWidth,
    width: Math.max(room, months.length * pitch),
    showsCounts: pitch >= mostDigits * digitWidth + 4,
  }
}

/** Whether the year of the first column can be written without running into the next one. */
function isRoomBeforeJanuary(month: string, pitch: number, yearsApart: number): boolean {
  return yearsApart === 1 && (13 - Number(month)) * pitch >= yearLabelWidth
}

function atLeastAYear(months: readonly Counted[]): readonly Counted[] {
  const [first] = months
  if (first === undefined) return months
  const before: Counted[] = []
  for (let { name } = first; before.length + months.length < fewestMonths;) {
    name = monthBefore(name)
    before.unshift({ name, count: 0 })
  }
  return [...before, ...months]
}
