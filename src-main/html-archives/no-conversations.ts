/** The refusal of a period in which nothing took place. */
import { AppError } from '@shared/contract/app-error.ts'
import type { Assistant } from '@shared/contract/html-archives.ts'
import { dateLabel } from './time-html.ts'

/** AppError `not-found`, with what to do about it. */
export function noConversations(
  { kind, name }: Assistant,
  { from, to }: { readonly from: number; readonly to: number },
): AppError {
  const whose = kind === 'all' ? 'The archive has' : `${name} has`
  return new AppError(
    'not-found',
    `${whose} no conversations from ${dateLabel(from)} to ${dateLabel(to - 1)}. Choose a longer time range or another assistant.`,
  )
}
