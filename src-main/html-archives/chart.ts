/** Messages over time as an inline picture: a bar for each day, week or month, whichever leaves a readable number of them. */
import { countLabel } from '@shared/render/count-words.ts'
import { escapeHtml } from '@shared/render/escape-html.ts'
import { dateLabel, dayOf, monthLabel } from './time-html.ts'

const width = 720
const height = 140
/** Room below the bars for the dates at both ends. */
const foot = 18
/** More bars than this cannot be told apart. */
const mostBars = 120

interface Bar {
  readonly label: string
  readonly count: number
}

type Unit = 'day' | 'week' | 'month'

/** The picture as a figure; empty when no message has a time. `days` are messages by date (`2026-11-21`). */
export function chartToHtml(days: ReadonlyMap<string, number>): string {
  const dates = [...days.keys()].toSorted()
  const first = dates[0]
  const last = dates.at(-1)
  if (first === undefined || last === undefined) return ''
  const unit = unitFor(first, last)
  const bars = barsOf(days, first, last, unit)
  const most = Math.max(...bars.map(({ count }) => count))
  const busiest = bars.find(({ count }) => count === most)
  const step = width / bars.length
  const gap = Math.min(2, step / 4)
  const drawn = bars.map(({ label, count }, place) => {
    if (count === 0) return ''
    const tall = Math.max(1, (count / most) * (height - foot - 2))
    const box = [place * step + gap / 2, height - foot - tall, step - gap, tall].map((side) =>
      side.toFixed(1).replace(/\.0$/, ''),
    )
    return `<rect x="${box[0]}" y="${box[1]}" width="${box[2]}" height="${box[3]}" rx="1"><title>${escapeHtml(label)}: ${countLabel(count, 'message')}</title></rect>`
  })
  const said = `Messages per ${unit}, ${bars[0]?.label} to ${bars.at(-1)?.label}. The most: ${countLabel(most, 'message')} (${busiest?.label}).`
  return [
    `<figure class="chart"><svg viewBox="0 0 ${width} ${height}" role="img" aria-label="${escapeHtml(said)}">`,
    `<g class="bars">${drawn.join('')}</g>`,
    `<path class="ground" d="M0 ${height - foot + 0.5}H${width}"/>`,
    `<text x="0" y="${height - 3}">${escapeHtml(bars[0]?.label ?? '')}</text>`,
    `<text x="${width}" y="${height - 3}" text-anchor="end">${escapeHtml(bars.at(-1)?.label ?? '')}</text>`,
    `</svg><figcaption>${escapeHtml(said)}</figcaption></figure>`,
  ].join('')
}

function unitFor(first: string, last: string): Unit {
  const span = (noonOf(last) - noonOf(first)) / dayLength + 1
  if (span <= mostBars) return 'day'
  return span <= mostBars * 7 ? 'week' : 'month'
}

const dayLength = 86_400_000

function barsOf(days: ReadonlyMap<string, number>, first: string, last: string, unit: Unit): Bar[] {
  const bars: Bar[] = []
  let start = startOf(noonOf(first), unit)
  while (start <= noonOf(last)) {
    const end = nextAfter(start, unit)
    let count = 0
    for (let at = start; at < end; at = nextAfter(at, 'day')) count += days.get(dayOf(at)) ?? 0
    bars.push({ label: labelOf(start, unit), count })
    start = end
  }
  return bars
}

function labelOf(start: number, unit: Unit): string {
  if (unit === 'month') return monthLabel(start)
  return unit === 'week' ? `week of ${dateLabel(start)}` : dateLabel(start)
}

/** Noon, which is on its day in any zone and whenever the clocks change. */
function noonOf(date: string): number {
  const [year = 0, month = 1, day = 1] = date.split('-').map(Number)
  return new Date(year, month - 1, day, 12).getTime()
}

/** Noon of the first day of the unit that a day lies in; weeks begin on Monday. */
function startOf(noon: number, unit: Unit): number {
  const at = new Date(noon)
  const back = unit === 'month' ? at.getDate() - 1 : unit === 'week' ? (at.getDay() + 6) % 7 : 0
  return new Date(at.getFullYear(), at.getMonth(), at.getDate() - back, 12).getTime()
}

function nextAfter(noon: number, unit: Unit): number {
  const at = new Date(noon)
  const days = unit === 'week' ? 7 : unit === 'day' ? 1 : 0
  const months = unit === 'month' ? 1 : 0
  return new Date(at.getFullYear(), at.getMonth() + months, at.getDate() + days, 12).getTime()
}
