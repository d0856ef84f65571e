/** Pages of hits in the order of time: messages as FTS5 yields them, merged with headings. */
import type { Sources } from './conversation-sets.ts'
import {
  collect,
  countLimit,
  cursorOf,
  type Entries,
  type Entry,
  patience,
  placeOf,
  secondOf,
} from './entry.ts'
import type { Mode } from './expression.ts'
import { type Heading, headingsInTime } from './headings.ts'
import { judged } from './judge.ts'
import { messageHits } from './message-hits.ts'
import type { Plan } from './plan.ts'
import type { Prepared } from './prepare.ts'

export interface TimeRequest {
  readonly direction: 'newest' | 'oldest'
  readonly limit: number
  readonly cursor: string | null
  readonly isCounted: boolean
  readonly mode: Mode
}

/** Messages between the newest and the last of a page that are read to see whether one was left out. */
const reread = 100

/** One page of hits in the order of time. */
export async function byTime(
  sources: Sources,
  prepared: Prepared,
  plan: Plan,
  headings: ReadonlySet<number>,
  request: TimeRequest,
): Promise<Entries> {
  const { limit, mode, direction } = request
  const after = request.cursor === null ? null : timePlaceOf(request.cursor, direction)
  const walk = { direction, beyond: after?.message ?? null, first: limit + 1 } as const
  const collected = await collect(messageHits(sources, prepared, plan, walk), {
    enough: limit + 1,
    until: mode === 'typing' ? performance.now() + patience.page : Infinity,
  })
  const messages = await completed(sources, prepared, plan, collected.ids, walk, limit)
  const page: Entry[] = merged(
    messages,
    headingsInTime(sources.archive, headings, direction, after?.heading ?? null, limit + 1),
    direction,
  )
  const shown = page.slice(0, limit)
  const next = page.length > limit ? timeCursor(direction, shown, after) : null
  if (!request.isCounted) {
    return {
      page: shown,
      next,
      known: new Set(messages),
      headings: headings.size,
      isCapped: false,
      isPartial: mode === 'typing' && !(plan.isComplete && collected.isWhole && after === null),
    }
  }
  const rest =
    after === null
      ? collected.rest
      : messageHits(sources, prepared, plan, { direction: 'newest', beyond: null, first: countLimit + 1 })
  const counted = await collect(rest, {
    enough: countLimit + 1 - (after === null ? messages.length : 0),
    until: mode === 'typing' ? performance.now() + patience.count : Infinity,
  })
  const known = new Set([...(after === null ? [...collected.ids, ...messages] : []), ...counted.ids])
  return {
    page: shown,
    next,
    known,
    headings: headings.size,
    isCapped: known.size + headings.size > countLimit,
    isPartial: mode === 'typing' && !(plan.isComplete && (counted.isWhole || known.size > countLimit)),
  }
}

/**
 * A full page found by the frequent tokens of a word may lack hits by rare ones. Between the newest message and the last
 * hit of a common word there are few others: those are read.
 */
async function completed(
  sources: Sources,
  prepared: Prepared,
  plan: Plan,
  ids: readonly number[],
  walk: { readonly direction: 'newest' | 'oldest'; readonly beyond: number | null },
  limit: number,
): Promise<readonly number[]> {
  const last = ids[limit]
  if (plan.isComplete || last === undefined || walk.direction === 'oldest') return ids
  const newer = sources.archive
    .statement<[number, number, number], number>(
      'SELECT id FROM messages WHERE id >= ? AND id < ? ORDER BY id DESC LIMIT ?',
    )
    .pluck()
    .all(last, walk.beyond ?? Number.MAX_SAFE_INTEGER, limit + reread + 1)
  if (newer.length > limit + reread) return ids
  const known = new Set(ids)
  const unknown = newer.filter((id) => !known.has(id) && !prepared.trash.messages.has(id))
  await sources.turn.pause()
  const found = judged(sources.archive, prepared, prepared.root, unknown)
  return found.length === 0 ? ids : [...ids, ...found].toSorted((one, other) => other - one)
}

/** Messages and headings in one order; of the same second the messages first. */
function merged(
  messages: readonly number[],
  headings: readonly Heading[],
  direction: 'newest' | 'oldest',
): Entry[] {
  const entries: Entry[] = [
    ...messages.map((id): Entry => ({ kind: 'message', id })),
    ...headings.map((heading): Entry => ({ kind: 'heading', ...heading })),
  ]
  const sign = direction === 'newest' ? -1 : 1
  return entries.toSorted((one, other) => sign * (secondOf(one) - secondOf(other)))
}

interface TimePlace {
  /** Row id of the last message so far. */
  readonly message: number | null
  readonly heading: Heading | null
}

function timeCursor(direction: string, page: readonly Entry[], before: TimePlace | null): string {
  const message = page.findLast((entry) => entry.kind === 'message')?.id ?? before?.message ?? null
  const heading = page.findLast((entry) => entry.kind === 'heading') ?? before?.heading ?? null
  return cursorOf(direction, message, heading?.updatedAt ?? null, heading?.conversationId ?? null)
}

function timePlaceOf(cursor: string, direction: string): TimePlace {
  const [message = null, updatedAt = null, conversationId = null] = placeOf(direction, cursor)
  const heading = updatedAt === null || conversationId === null ? null : { updatedAt, conversationId }
  return { message, heading }
}
