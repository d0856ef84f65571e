/** Divides the conversations of a period by months, for an archive with a page for each. */
import { dayOf, monthLabel } from './time-html.ts'

/** What is to stand on one page. */
export interface MonthPage {
  /** `2026-10`, or `undated`. */
  readonly month: string
  /** "October 2026", "Without a date" */
  readonly label: string
  /** The conversation that went on last first. */
  readonly ids: readonly string[]
}

interface Timed {
  readonly id: string
  readonly createdAt: number
  readonly updatedAt: number
}

/** By which date a conversation is put on its page, in words for whoever looks for one. */
export const monthRule =
  'Each conversation stands on the page of the month in which it went on last. Where that was after the period, it is the month in which it began, or the last of the period where it began before.'

/** A page for each month in which there is something, the newest first, then one for what has no date. */
export function monthPages(
  dated: readonly Timed[],
  undated: readonly string[],
  span: { readonly from: number; readonly to: number },
): MonthPage[] {
  const pages = new Map<string, { readonly label: string; readonly ids: string[] }>()
  for (const conversation of dated) {
    const at = timeInSpan(conversation, span)
    const month = dayOf(at).slice(0, '2026-10'.length)
    const page = pages.get(month) ?? { label: monthLabel(at), ids: [] }
    page.ids.push(conversation.id)
    pages.set(month, page)
  }
  return [
    ...[...pages]
      .map(([month, page]) => ({ month, ...page }))
      .toSorted((one, other) => (one.month < other.month ? 1 : -1)),
    ...(undated.length === 0 ? [] : [{ month: 'undated', label: 'Without a date', ids: undated }]),
  ]
}

/** The date by which a conversation belongs to the period: of one that reaches beyond both ends, the end of it. */
function timeInSpan(
  { createdAt, updatedAt }: Timed,
  { from, to }: { readonly from: number; readonly to: number },
): number {
  if (updatedAt < to) return updatedAt
  return createdAt >= from ? createdAt : to - 1
}
