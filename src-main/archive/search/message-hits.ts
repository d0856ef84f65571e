/**
 * The messages that a plan finds, piece by piece and in the order of time.
 *
 * FTS5 yields rows in the order of their ids by itself, and ids are seconds: so the first piece costs what it holds and
 * not what is found in all. Shards are spans of time and follow one another.
 */
import type { Sources } from './conversation-sets.ts'
import { judged } from './judge.ts'
import { textOf } from './match.ts'
import type { Plan } from './plan.ts'
import type { Prepared } from './prepare.ts'

export interface Walk {
  readonly direction: 'newest' | 'oldest'
  /** The row id to go on from, not included; null to begin at the end. */
  readonly beyond: number | null
  /** How many hits are wanted first; later pieces grow. */
  readonly first: number
}

/** Row ids in one piece at most: of hits that are sure, and of messages that are read. */
const mostAtOnce = { sure: 16_384, read: 1024 }
/** Messages that are read before others have their turn. */
const readAtOnce = 64

interface Step {
  readonly ids: readonly number[]
  /** The row id to go on from; null at the end. */
  readonly beyond: number | null
}

/**
 * Hits piece by piece. Whoever knows how many are still wanted says so with each `next`: no more than that are then
 * looked for at once.
 */
export type Hits = AsyncGenerator<number[], void, number | undefined>

/** Row ids of all hits beyond a place; pieces may be empty. @throws AppError `cancelled`, and `invalid-input` for a pattern that takes too long */
export async function* messageHits(sources: Sources, prepared: Prepared, plan: Plan, walk: Walk): Hits {
  if (prepared.isAboutConversations) return
  let size = Math.max(walk.first, readAtOnce)
  const most = plan.residue === null ? mostAtOnce.sure : mostAtOnce.read
  let beyond: number | null = walk.beyond ?? (walk.direction === 'newest' ? plan.to : plan.from - 1)
  while (beyond !== null) {
    const step: Step = stepOf(sources, plan, walk.direction, beyond, size)
    const ids = step.ids.filter((id) => !prepared.trash.messages.has(id))
    let wanted: number | undefined
    if (plan.residue === null) wanted = yield ids
    else {
      for (let at = 0; at < ids.length; at += readAtOnce) {
        yield judged(sources.archive, prepared, plan.residue, ids.slice(at, at + readAtOnce))
        await sources.turn.pause()
      }
    }
    beyond = step.beyond
    size = Math.max(Math.min(size * 4, most, wanted ?? Infinity), readAtOnce)
    await sources.turn.pause()
  }
}

/** How many of some messages a plan finds at once, and where to go on. */
function stepOf(
  sources: Sources,
  plan: Plan,
  direction: Walk['direction'],
  beyond: number,
  size: number,
): Step {
  const isNewest = direction === 'newest'
  const from = isNewest ? plan.from : Math.max(plan.from, beyond + 1)
  const to = isNewest ? Math.min(plan.to, beyond) : plan.to
  if (plan.only !== null) {
    const ids = plan.only.filter((id) => id >= from && id < to)
    return { ids: isNewest ? ids : ids.toReversed(), beyond: null }
  }
  const { match } = plan
  if (match === 'none' || from >= to) return { ids: [], beyond: null }
  const order = isNewest ? 'DESC' : 'ASC'
  if (match === 'every') {
    const ids = sources.archive
      .statement<[number, number, number], number>(
        `SELECT id FROM messages WHERE id >= ? AND id < ? ORDER BY id ${order} LIMIT ?`,
      )
      .pluck()
      .all(from, bounded(to), size)
    return { ids, beyond: ids.length < size ? null : (ids.at(-1) ?? null) }
  }
  const { index } = sources
  return index.mending(() => {
    index.follow()
    const ordered = isNewest ? index.shards : index.shards.toReversed()
    const shard = ordered.find((one) => one.from < to && one.to > from)
    if (shard === undefined) return { ids: [], beyond: null }
    const ids = shard
      .statement<[string, number, number, number], number>(
        `SELECT rowid FROM messages_fts WHERE messages_fts MATCH ? AND rowid >= ? AND rowid < ? ORDER BY rowid ${order} LIMIT ?`,
      )
      .pluck()
      .all(textOf(match), Math.max(from, shard.from), bounded(Math.min(to, shard.to)), size)
    if (ids.length === size) return { ids, beyond: ids.at(-1) ?? null }
    const edge = isNewest ? shard.from : shard.to - 1
    const isLast = isNewest ? edge <= from : edge >= to - 1
    return { ids, beyond: isLast ? null : edge }
  })
}

/** SQLite's integers know no infinity. */
function bounded(id: number): number {
  return Math.min(id, Number.MAX_SAFE_INTEGER)
}
