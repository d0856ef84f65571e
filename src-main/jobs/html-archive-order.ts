/** What a job that writes an HTML archive is asked for. */
import type { ArchiveOptions, Period } from '@shared/contract/html-archives.ts'

export interface PagesOrder {
  readonly assistantId: string
  readonly period: Period
  readonly options: ArchiveOptions
  /** When it was asked for: what the last days are counted from. */
  readonly now: number
}

export interface HtmlArchiveOrder extends PagesOrder {
  readonly kind: 'html-archive'
  /** How many conversations it will hold, as far as is known when it is asked for. */
  readonly conversations: number
}
