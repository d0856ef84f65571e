/** Which conversations a query finds: what the library's filter, exports, datasets and the command line ask. */
import { inTitlesAndTags, parseQuery } from '@shared/query.ts'
import { eachConversation } from './conversation-of-message.ts'
import type { Sources } from './conversation-sets.ts'
import { headingHits, headingsInTime } from './headings.ts'
import { judged } from './judge.ts'
import { messageHits } from './message-hits.ts'
import { type Plan, plansOf } from './plan.ts'
import { prepare, type Prepared } from './prepare.ts'

export interface Scope {
  /** Whether conversations in the trash are found too, though the query does not ask for them. */
  readonly withTrash: boolean
  /** Whether words that may stand anywhere are looked for in titles and tags alone. */
  readonly isInTitlesAndTags?: boolean
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
  const typed = parseQuery(query)
  const asked = scope.isInTitlesAndTags === true ? inTitlesAndTags(typed) : typed
  const prepared = await prepare(sources, asked, scope.withTrash)
  if (prepared === null) return []
  const { archive, turn } = sources
  const plans = await plansOf(sources, prepared)
  const headings = await headingHits(sources, prepared, 'complete')
  /** When each conversation was hit last, in seconds. */
  const times = new Map<number, number>()
  const note = (conversationId: number, time: number): void => {
    const before = times.get(conversationId)
    if (before === undefined || before < time) times.set(conversationId, time)
  }
  const noteAll = async (plan: Plan): Promise<void> => {
    for await (const piece of located(sources, prepared, plan)) {
      for (const [id, conversationId] of piece) note(conversationId, id)
    }
  }
  const whole = await plans.whole()
  if (plans.quick.isComplete || whole.residue === null) await noteAll(whole)
  else {
    // Very many would have to be read: not those, though, that are older than a hit of their conversation.
    await noteAll(plans.quick)
    for await (const piece of located(sources, prepared, { ...whole, residue: null })) {
      const unread = new Map(piece.filter(([id, conversationId]) => (times.get(conversationId) ?? -1) < id))
      const ids = [...unread.keys()]
      for (let at = 0; at < ids.length; at += readAtOnce) {
        const met = judged(archive, prepared, prepared.root, ids.slice(at, at + readAtOnce))
        for (const id of met) note(unread.get(id) ?? 0, id)
        await turn.pause()
      }
    }
  }
  const { ids } = headings
  for (const { conversationId, updatedAt } of headingsInTime(archive, ids, 'newest', null, ids.size)) {
    note(conversationId, Math.floor(updatedAt / 1000))
  }
  return [...times]
    .toSorted(([id, time], [otherId, otherTime]) => otherTime - time || otherId - id)
    .map(([conversationId]) => conversationId)
}

/** Messages whose conversations are looked up before others have their turn, and that are read. */
const atOnce = 2048
const readAtOnce = 64
/** From so many on, what the index knows of conversations is worth being read. */
const manyHits = 10_000

type Located = readonly [id: number, conversationId: number]

/** What a plan finds with its conversations, newest first. */
async function* located(
  sources: Sources,
  prepared: Prepared,
  plan: Plan,
): AsyncGenerator<readonly Located[]> {
  const walk = { direction: 'newest', beyond: null, first: 1024 } as const
  let found = 0
  for await (const piece of messageHits(sources, prepared, plan, walk)) {
    found += piece.length
    const byIndex = found > manyHits ? locatedByIndex(sources, piece) : null
    if (byIndex !== null) {
      yield byIndex
      continue
    }
    for (let at = 0; at < piece.length; at += atOnce) {
      yield locatedByArchive(sources, piece.slice(at, at + atOnce))
      await sources.turn.pause()
    }
  }
}

/** Null where the index does not know the conversation of each. */
function locatedByIndex({ index }: Sources, ids: readonly number[]): Located[] | null {
  return index.mending(() =>
    index.reading(() => {
      const found: Located[] = []
      for (const shard of index.shards) {
        const inShard = ids.filter((id) => id >= shard.from && id < shard.to)
        if (inShard.length > 0)
          eachConversation(shard, inShard, (conversationId, id) => found.push([id, conversationId]))
      }
      return found.length === ids.length ? found : null
    }),
  )
}

function locatedByArchive({ archive }: Sources, ids: readonly number[]): Located[] {
  return archive
    .statement<[string], [id: number, conversationId: number]>(
      'SELECT messages.id, conversation_id FROM json_each(?) AS wanted CROSS JOIN messages ON messages.id = wanted.value',
    )
    .raw()
    .all(JSON.stringify(ids))
}
