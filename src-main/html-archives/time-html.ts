/** Times of an HTML archive: short to read, whole for programs and for whoever points at them. */
import { escapeHtml } from '@shared/render/escape-html.ts'
import { timeLabel } from '@shared/render/time-label.ts'

/** A `<time>`, with words before it if there are any; empty for no time and for one that no calendar has. */
export function timeToHtml(time: number | null, before = ''): string {
  const label = timeLabel(time)
  if (time === null || label === null) return ''
  const iso = new Date(time).toISOString()
  return `${escapeHtml(before)}<time datetime="${iso}" title="${iso}">${label}</time>`
}

const dateFormat = new Intl.DateTimeFormat('en-GB', { dateStyle: 'medium' })
const monthFormat = new Intl.DateTimeFormat('en-GB', { month: 'long', year: 'numeric' })

/** "21 Nov 2026" */
export function dateLabel(time: number): string {
  return dateFormat.format(time)
}

/** "November 2026" */
export function monthLabel(time: number): string {
  return monthFormat.format(time)
}

/** The day of a time in this computer's zone: "2026-11-21". */
export function dayOf(time: number): string {
  const at = new Date(time)
  const month = String(at.getMonth() + 1).padStart(2, '0')
  return `${String(at.getFullYear()).padStart(4, '0')}-${month}-${String(at.getDate()).padStart(2, '0')}`
}
