/** Which conversations a query finds: what the library's filter, exports, datasets and the command line ask. */
import { parseQuery } from '@shared/query.ts'
import type { Sources } from './conversation-sets.ts'
import { headingHits, headingsInTime } from './headings.ts'
import { messageHits } from './message-hits.ts'
import { planOf } from './plan.ts'
import { prepare } from './prepare.ts'

export interface Scope {
  /** Whether conversations in the trash are found too, though the query does not ask for them. */
  readonly withTrash: boolean
}

/**
 * Row ids of all conversations with a hit, the one with the newest hit first (a heading stands where its conversation was
 * last changed): complete as far as the index has come. None for a query without conditions.
 *
 * @throws AppError `invalid-input` for a pattern that takes too long, `cancelled`
 */
export async function matchingConversations(
  sources: Sources,
  query: string,
  scope: Scope = { withTrash: false },
): Promise<number[]> {
  const prepared = await prepare(sources, parseQuery(query), scope.withTrash)
  if (prepared === null) return []
  const { archive, turn } = sources
  const plan = await planOf(sources, prepared, 'complete')
  const headings = await headingHits(sources, prepared)
  /** When each conversation was hit last, in seconds. */
  const times = new Map<number, number>()
  const note = (conversationId: number, time: number): void => {
    times.set(conversationId, Math.max(times.get(conversationId) ?? -Infinity, time))
  }
  const walk = { direction: 'newest', beyond: null, first: 1024 } as const
  for await (const piece of messageHits(sources, prepared, plan, walk)) {
    for (let at = 0; at < piece.length; at += atOnce) {
      for (const [id, conversationId] of conversationsOfMessages(sources, piece.slice(at, at + atOnce))) {
        note(conversationId, id)
      }
      await turn.pause()
    }
  }
  for (const { conversationId, updatedAt } of headingsInTime(
    archive,
    headings,
    'newest',
    null,
    headings.size,
  )) {
    note(conversationId, Math.floor(updatedAt / 1000))
  }
  return [...times]
    .toSorted(([id, time], [otherId, otherTime]) => otherTime - time || otherId - id)
    .map(([conversationId]) => conversationId)
}

/** Messages whose conversations are looked up before others have their turn. */
const atOnce = 2048

/** The newest of some messages in each conversation. */
function conversationsOfMessages(
  { archive }: Sources,
  ids: readonly number[],
): [id: number, conversationId: number][] {
  return archive
    .statement<[string], [id: number, conversationId: number]>(
      `SELECT max(messages.id), conversation_id FROM json_each(?) AS wanted CROSS JOIN messages ON messages.id = wanted.value
       GROUP BY conversation_id`,
    )
    .raw()
    .all(JSON.stringify(ids))
}
