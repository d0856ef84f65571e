/**
 * What is found as one list: messages and headings together, in the order asked for, a page at a time.
 *
 * A page begins where the last one ended, by the place of its last entry. By time both kinds come in their order and are
 * merged (by-time.ts); by relevance hits are scored first (by-relevance.ts).
 */
import type { SearchOrder } from '@shared/contract/search.ts'
import { byRelevance } from './by-relevance.ts'
import { byTime } from './by-time.ts'
import type { Sources } from './conversation-sets.ts'
import type { Entries } from './entry.ts'
import type { Mode } from './expression.ts'
import { headingHits } from './headings.ts'
import { plansOf } from './plan.ts'
import type { Prepared } from './prepare.ts'

export interface EntriesRequest {
  readonly order: SearchOrder
  readonly limit: number
  readonly cursor: string | null
  readonly isCounted: boolean
  readonly mode: Mode
}

/** One page of what a prepared query finds. */
export async function entriesOf(
  sources: Sources,
  prepared: Prepared,
  { order, ...request }: EntriesRequest,
): Promise<Entries> {
  const plans = await plansOf(sources, prepared)
  const headings = await headingHits(sources, prepared, request.mode)
  return order === 'relevance'
    ? await byRelevance(sources, prepared, plans, headings, request)
    : await byTime(sources, prepared, plans, headings, { ...request, direction: order })
}
