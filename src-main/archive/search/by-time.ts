/** Pages of hits in the order of time: messages as FTS5 yields them, merged with headings. */
import type { Sources } from './conversation-sets.ts'
import {
  collect,
  type Collected,
  countLimit,
  cursorOf,
  type Entries,
  type Entry,
  patience,
  placeOf,
  secondOf,
} from './entry.ts'
import type { Mode } from './expression.ts'
import { type Heading, type HeadingHits, headingsInTime } from './headings.ts'
import { judged } from './judge.ts'
import { messageHits, type Walk } from './message-hits.ts'
import type { Plan, Plans } from './plan.ts'
import type { Prepared } from './prepare.ts'

export interface TimeRequest {
  readonly direction: 'newest' | 'oldest'
  readonly limit: number
  readonly cursor: string | null
  readonly isCounted: boolean
  readonly mode: Mode
}

/**
 * Messages beside those of a quick page that are read to see whether one was left out: they stand together on the disk,
 * while each rare token would be looked for at a place of its own.
 */
const reread = 700

/** One page of hits in the order of time. */
export async function byTime(
  sources: Sources,
  prepared: Prepared,
  plans: Plans,
  { ids: headings, isComplete: hasAllHeadings }: HeadingHits,
  request: TimeRequest,
): Promise<Entries> {
  const { limit, mode, direction } = request
  const after = request.cursor === null ? null : timePlaceOf(request.cursor, direction)
  const walk = { direction, beyond: after?.message ?? null, first: limit + 1 } as const
  const collected = await collect(messageHits(sources, prepared, plans.quick, walk), {
    enough: limit + 1,
    until: mode === 'typing' ? performance.now() + patience.page : Infinity,
  })
  const messages = await completed(sources, prepared, plans, collected, walk, mode)
  // Behind the last message of a full page no heading can stand on it.
  const last = direction === 'newest' ? messages.ids[limit] : undefined
  const since = last === undefined ? null : last * 1000
  const page: Entry[] = merged(
    messages.ids,
    headingsInTime(sources.archive, headings, direction, after?.heading ?? null, limit + 1, since),
    direction,
  )
  const shown = page.slice(0, limit)
  const isWholePage = messages.isWhole && hasAllHeadings
  const found = {
    page: shown,
    next: page.length > limit ? timeCursor(direction, shown, after) : null,
    headings: headings.size,
  }
  if (!request.isCounted) {
    const isAll = plans.quick.isComplete && collected.isWhole && after === null
    const isPartial = mode === 'typing' && !(isWholePage && isAll)
    return { ...found, known: new Set(messages.ids), isCapped: false, isPartial }
  }
  const isFirst = after === null
  const quick = isFirst
    ? collected
    : { ids: [], rest: messageHits(sources, prepared, plans.quick, fromNewest) }
  const counted = await countedFrom(sources, prepared, plans, quick, mode)
  const known = new Set([...(isFirst ? messages.ids : []), ...counted.ids])
  const isCapped = known.size + headings.size > countLimit
  return {
    ...found,
    known,
    isCapped,
    isPartial: mode === 'typing' && !(isWholePage && (counted.isWhole || isCapped)),
  }
}

const fromNewest = { direction: 'newest', beyond: null, first: countLimit + 1 } as const

/**
 * Hits up to the limit of counting, the newest of all. Where the quick plan reaches the limit, nobody needs to know of
 * the others.
 */
async function countedFrom(
  sources: Sources,
  prepared: Prepared,
  plans: Plans,
  begun: Pick<Collected, 'ids' | 'rest'>,
  mode: Mode,
): Promise<Pick<Collected, 'ids' | 'isWhole'>> {
  const until = mode === 'typing' ? performance.now() + patience.count : Infinity
  const rest = await collect(begun.rest, { enough: countLimit + 1 - begun.ids.length, until })
  const ids = [...begun.ids, ...rest.ids]
  if (ids.length > countLimit || plans.quick.isComplete) return { ids, isWhole: rest.isWhole }
  if (mode === 'typing') return { ids, isWhole: false }
  const all = messageHits(sources, prepared, await plans.whole(), fromNewest)
  return await collect(all, { enough: countLimit + 1, until })
}

/**
 * A page found by the frequent tokens of a word may lack hits by rare ones. Where the page is dense there are few other
 * messages beside its own, and those are read, or those of them that meet what else is asked for; else the rare tokens
 * are asked for too, for its span of time only.
 */
async function completed(
  sources: Sources,
  prepared: Prepared,
  { quick, byReading, whole }: Plans,
  found: Collected,
  walk: Walk,
  mode: Mode,
): Promise<Pick<Collected, 'ids' | 'isWhole'>> {
  if (quick.isComplete) return { ids: found.ids, isWhole: found.isWhole || found.ids.length >= walk.first }
  const isTyping = mode === 'typing'
  const last = found.ids[walk.first - 1]
  // What another condition leaves of them is fewer still.
  const isNarrowed = isTyping && byReading !== null
  const beside = last === undefined || isNarrowed ? null : messagesBeside(sources, walk, last)
  if (beside !== null) {
    const known = new Set(found.ids)
    const unknown = beside.filter((id) => !known.has(id) && !prepared.trash.messages.has(id))
    const missing: number[] = []
    for (let at = 0; at < unknown.length; at += readAtOnce) {
      await sources.turn.pause()
      missing.push(...judged(sources.archive, prepared, prepared.root, unknown.slice(at, at + readAtOnce)))
    }
    const sign = walk.direction === 'newest' ? -1 : 1
    const ids = [...found.ids, ...missing].toSorted((one, other) => sign * (one - other))
    return { ids, isWhole: true }
  }
  const all = isNarrowed ? byReading : await whole()
  if (isTyping && (all.match === 'every' || all.tokens > quickTokens))
    return { ids: found.ids, isWhole: false }
  const spanned = last === undefined ? all : within(all, walk.direction, last)
  const until = isTyping ? performance.now() + patience.rest : Infinity
  const exact = await collect(messageHits(sources, prepared, spanned, walk), { enough: walk.first, until })
  const isWhole = exact.isWhole || exact.ids.length >= walk.first
  return { ids: isWhole ? exact.ids : found.ids, isWhole }
}

/** Messages that are read before others have their turn. */
const readAtOnce = 64
/** So many tokens can be asked for in a span of time while the reader types. */
const quickTokens = 1500

/** The messages from the beginning of a walk to one of its hits; null when there are too many to be read. */
function messagesBeside({ archive }: Sources, walk: Walk, last: number): number[] | null {
  const isNewest = walk.direction === 'newest'
  const atMost = walk.first + reread
  const ids = archive
    .statement<[number, number, number], number>(
      `SELECT id FROM messages WHERE id >= ? AND id < ? ORDER BY id ${isNewest ? 'DESC' : 'ASC'} LIMIT ?`,
    )
    .pluck()
    .all(
      isNewest ? last : (walk.beyond ?? -1) + 1,
      isNewest ? (walk.beyond ?? Number.MAX_SAFE_INTEGER) : last + 1,
      atMost + 1,
    )
  return ids.length > atMost ? null : ids
}

/** A plan for the span between the beginning of a walk and a hit. */
function within(plan: Plan, direction: Walk['direction'], last: number): Plan {
  return direction === 'newest'
    ? { ...plan, from: Math.max(plan.from, last) }
    : { ...plan, to: Math.min(plan.to, last + 1) }
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
