/** Insights: how much was said when, with which models, in which languages of code. */
import { z } from 'zod'
import type { Job } from '../job.ts'
import { command } from './command.ts'
import { libraryFilter } from './library.ts'

export interface Counted {
  readonly name: string
  readonly count: number
}

export interface Insights {
  readonly conversations: number
  readonly messages: number
  /** Words; in Chinese, Japanese and Thai each character counts as one. */
  readonly words: { readonly user: number; readonly assistant: number }
  /** Messages on each day that has any, `name` as 2026-11-22 in the time zone of this computer; rising. */
  readonly days: readonly Counted[]
  /** The same for months (2026-11). */
  readonly months: readonly Counted[]
  /** Messages that are on no day because nobody knows when they were written. */
  readonly undated: number
  /** Answers of each model, the most first; those without a model are not among them. */
  readonly models: readonly Counted[]
  /** Conversations of each source, the most first. */
  readonly sources: readonly {
    readonly source: string
    readonly conversations: number
    readonly messages: number
  }[]
  /** Blocks of code in each language, the most first; `text` for those that name none. */
  readonly languages: readonly Counted[]
  /** The conversations with the most messages. */
  readonly longest: readonly { readonly id: string; readonly title: string; readonly messages: number }[]
  /** Conversations that are not counted yet, or changed since: `insights.count` counts them. */
  readonly waiting: number
}

export const insightCommands = {
  /** What has been counted so far, of the conversations of a filter. The trash is left out unless it is asked for. */
  'insights.read': command(z.object({ filter: libraryFilter.prefault({}) })).answers<Insights>(),
  /** Counts what is new or changed; answers with the job at once. */
  'insights.count': command(z.object({})).answers<Job>(),
}
