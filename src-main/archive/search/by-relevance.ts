/**
 * Pages of hits in the order of relevance: all are scored, or while the reader types the newest few hundred. The last
 * complete ranking is kept for its further pages.
 */
import type { Archive } from '../archive.ts'
import { searchStateOf } from './archive-state.ts'
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
import { type Heading, type HeadingHits, headingsInTime } from './headings.ts'
import { type Hits, messageHits } from './message-hits.ts'
import { messageTexts } from './message-texts.ts'
import type { Plan, Plans } from './plan.ts'
import type { Prepared } from './prepare.ts'
import { scorerOf } from './rank.ts'

export interface RankRequest {
  readonly limit: number
  readonly cursor: string | null
  readonly isCounted: boolean
  readonly mode: Mode
}

/** So many of the newest hits are ranked while the reader types, and so many of the newest headings. */
const rankedHits = 200
const rankedHeadings = 50
/** So many are scored before others have their turn. */
const scoredAtOnce = 32

interface Scored {
  readonly entry: Entry
  readonly score: number
}

/** One page of hits, the best first. */
export async function byRelevance(
  sources: Sources,
  prepared: Prepared,
  plans: Plans,
  { ids: headings, isComplete: hasAllHeadings }: HeadingHits,
  request: RankRequest,
): Promise<Entries> {
  const { limit, cursor, mode } = request
  const plan = mode === 'typing' ? plans.quick : await plans.whole()
  const after = cursor === null ? null : placeOf('relevance', cursor)
  const ranking = await rankingOf(sources, prepared, plan, headings, mode)
  const start = after === null ? 0 : ranking.entries.findIndex((one) => isBehind(one, after))
  const page = start < 0 ? [] : ranking.entries.slice(start, start + limit)
  const last = page.at(-1)
  const hasMore = start >= 0 && start + limit < ranking.entries.length && last !== undefined
  const counted =
    mode === 'complete' || !request.isCounted
      ? { ids: [], isWhole: ranking.isWhole }
      : await collect(ranking.rest, {
          enough: countLimit + 1 - ranking.ids.size,
          until: performance.now() + patience.count,
        })
  const known = new Set([...ranking.ids, ...counted.ids])
  return {
    page: page.map(({ entry }) => entry),
    next: hasMore ? cursorOf('relevance', last.score, secondOf(last.entry), keyOf(last.entry)) : null,
    known,
    headings: headings.size,
    isCapped: known.size + headings.size > countLimit,
    isPartial: mode === 'typing' && !(plan.isComplete && ranking.isWhole && hasAllHeadings),
  }
}

interface Ranking {
  /** The best first; of the same score the newest first. */
  readonly entries: readonly Scored[]
  readonly ids: ReadonlySet<number>
  /** Whether all hits are in it. */
  readonly isWhole: boolean
  readonly rest: Hits
}

const rankings = new WeakMap<Sources['index'], { readonly key: string; readonly ranking: Ranking }>()

/** The ranking of a query; the last complete one is kept for its further pages. */
async function rankingOf(
  sources: Sources,
  prepared: Prepared,
  plan: Plan,
  headings: ReadonlySet<number>,
  mode: Mode,
): Promise<Ranking> {
  const key = `${searchStateOf(sources.index, sources.archive)} ${JSON.stringify(prepared.root)}`
  const before = rankings.get(sources.index)
  if (mode === 'complete' && before?.key === key) return before.ranking
  const ranking = await rank(sources, prepared, plan, headings, mode)
  if (mode === 'complete') rankings.set(sources.index, { key, ranking })
  return ranking
}

async function rank(
  sources: Sources,
  prepared: Prepared,
  plan: Plan,
  headings: ReadonlySet<number>,
  mode: Mode,
): Promise<Ranking> {
  const { archive, turn } = sources
  const most = mode === 'typing' ? rankedHits : Infinity
  const hits = await collect(
    messageHits(sources, prepared, plan, { direction: 'newest', beyond: null, first: rankedHits }),
    { enough: most, until: mode === 'typing' ? performance.now() + patience.page : Infinity },
  )
  const score = await scorerOf(sources, prepared, mode)
  const entries: Scored[] = []
  const ids = hits.ids.slice(0, most)
  for (let at = 0; at < ids.length; at += scoredAtOnce) {
    const some = ids.slice(at, at + scoredAtOnce)
    const texts = messageTexts(archive, some)
    for (const id of some) entries.push({ entry: { kind: 'message', id }, score: score(texts.get(id) ?? '') })
    await turn.pause()
  }
  const mostHeadings = mode === 'typing' ? Math.min(headings.size, rankedHeadings) : headings.size
  const newest = headingsInTime(archive, headings, 'newest', null, mostHeadings)
  for (let at = 0; at < newest.length; at += scoredAtOnce) {
    const some = newest.slice(at, at + scoredAtOnce)
    const titles = titlesOf(archive, some)
    for (const heading of some) {
      const title = titles.get(heading.conversationId) ?? ''
      entries.push({ entry: { kind: 'heading', ...heading }, score: score(title) })
    }
    await turn.pause()
  }
  return {
    entries: entries.toSorted((one, other) => compare(one, other)),
    ids: new Set(hits.ids),
    isWhole: hits.isWhole && hits.ids.length <= most && headings.size <= mostHeadings,
    rest: hits.rest,
  }
}

function titlesOf(archive: Archive, headings: readonly Heading[]): Map<number, string> {
  const rows = archive
    .statement<[string], { id: number; title: string }>(
      'SELECT conversations.id, title FROM json_each(?) AS wanted CROSS JOIN conversations ON conversations.id = wanted.value',
    )
    .all(JSON.stringify(headings.map(({ conversationId }) => conversationId)))
  return new Map(rows.map(({ id, title }) => [id, title]))
}

function compare(one: Scored, other: Scored): number {
  if (one.score !== other.score) return other.score - one.score
  const later = secondOf(other.entry) - secondOf(one.entry)
  return later === 0 ? keyOf(one.entry) - keyOf(other.entry) : later
}

/** Tells apart what has the same score and second: messages first, then headings by their conversation. */
function keyOf(entry: Entry): number {
  return entry.kind === 'message' ? -1 : entry.conversationId
}

function isBehind(one: Scored, [score = 0, time = 0, key = 0]: readonly (number | null)[]): boolean {
  if (one.score !== score) return one.score < (score ?? 0)
  if (secondOf(one.entry) !== time) return secondOf(one.entry) < (time ?? 0)
  return keyOf(one.entry) > (key ?? 0)
}
