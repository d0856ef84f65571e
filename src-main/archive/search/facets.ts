/** Says how the hits of a query are spread: over sources, models, years, roles, tags and kinds of content. */
import { type FacetName, facetNames, type FacetValue, type SearchFacets } from '@shared/contract/search.ts'
import { type ContentName, parseQuery } from '@shared/query.ts'
import { tagsOf } from '../library-rows.ts'
import type { Sources } from './conversation-sets.ts'
import { countLimit } from './entry.ts'
import type { Mode } from './expression.ts'
import { headingHits } from './headings.ts'
import { mark, type MessageContent } from './indexed-message.ts'
import { withToken } from './match.ts'
import { messageHits } from './message-hits.ts'
import { type Plan, plansOf } from './plan.ts'
import { prepare, type Prepared } from './prepare.ts'

/** Milliseconds that counting may take while the reader types. */
const patience = 60
/** Hits that are looked up before others have their turn. */
const atOnce = 2048
const contents: readonly MessageContent[] = ['image', 'file', 'code', 'thinking', 'tool']

/** The facets of the newest hits in messages, up to the limit of counting. @throws AppError as `searchMessages` */
export async function facetsOf(
  sources: Sources,
  { query, complete }: { readonly query: string; readonly complete: boolean },
): Promise<SearchFacets> {
  const mode: Mode = complete ? 'complete' : 'typing'
  const prepared = await prepare(sources, parseQuery(query))
  const tally = new Tally()
  if (prepared === null) {
    return { total: 0, isCapped: false, isPartial: false, conversations: 0, facets: tally.facets() }
  }
  const plans = await plansOf(sources, prepared)
  const { ids: headings } = await headingHits(sources, prepared, mode)
  const until = mode === 'typing' ? performance.now() + patience : Infinity
  const quick = await newestHits(sources, prepared, plans.quick, until)
  // Counts over more than the limit are lower bounds anyway: then the quick ones will do.
  const isQuick = mode === 'typing' || plans.quick.isComplete || quick.ids.length > countLimit
  const plan = isQuick ? plans.quick : await plans.whole()
  const { ids, isWhole } = isQuick ? quick : await newestHits(sources, prepared, plan, until)
  const conversations = new Map<number, number>()
  for (let at = 0; at < ids.length; at += atOnce) {
    countRows(sources, ids.slice(at, at + atOnce), tally, conversations)
    await sources.turn.pause()
  }
  for (const [id, tags] of tagsOf(sources.archive, [...conversations.keys()])) {
    for (const tag of tags) tally.add('tag', tag, conversations.get(id) ?? 0)
  }
  await countContents(sources, prepared, plan, ids, tally)
  const total = ids.length + headings.size
  const isCapped = total > countLimit
  const isCut = isCapped || (mode === 'typing' && !(isWhole && plan.isComplete))
  for (const id of headings) if (!conversations.has(id)) conversations.set(id, 0)
  return {
    total: Math.min(total, countLimit),
    isCapped,
    isPartial: isCut,
    conversations: conversations.size,
    facets: tally.facets(),
  }
}

async function newestHits(
  sources: Sources,
  prepared: Prepared,
  plan: Plan,
  until: number,
): Promise<{ ids: number[]; isWhole: boolean }> {
  const ids: number[] = []
  const walk = { direction: 'newest', beyond: null, first: countLimit + 1 } as const
  for await (const piece of messageHits(sources, prepared, plan, walk)) {
    ids.push(...piece)
    if (ids.length > countLimit || performance.now() > until)
      return { ids: ids.slice(0, countLimit + 1), isWhole: false }
  }
  return { ids, isWhole: true }
}

interface Row {
  readonly conversationId: number
  readonly role: string
  readonly model: string | null
  readonly createdAt: number | null
  readonly source: string
}

function countRows(
  { archive }: Sources,
  ids: readonly number[],
  tally: Tally,
  conversations: Map<number, number>,
): void {
  const rows = archive
    .statement<[string], Row>(
      `SELECT conversation_id AS conversationId, role, coalesce(messages.model, conversations.model) AS model,
         messages.created_at AS createdAt, source
       FROM json_each(?) AS wanted CROSS JOIN messages ON messages.id = wanted.value
         JOIN conversations ON conversations.id = conversation_id`,
    )
    .all(JSON.stringify(ids))
  for (const row of rows) {
    conversations.set(row.conversationId, (conversations.get(row.conversationId) ?? 0) + 1)
    tally.add('role', row.role, 1)
    tally.add('source', row.source, 1)
    if (row.model !== null) tally.add('model', row.model, 1)
    if (row.createdAt !== null) tally.add('year', String(new Date(row.createdAt).getFullYear()), 1)
  }
}

/** What is in a message is known by its marks in the index; which of the hits have one is asked for of the index. */
async function countContents(
  sources: Sources,
  prepared: Prepared,
  plan: Plan,
  ids: readonly number[],
  tally: Tally,
): Promise<void> {
  const hits = new Set(ids)
  const lowest = ids.at(-1)
  if (lowest === undefined) return
  for (const content of contents) {
    const marked: Plan = {
      ...plan,
      match:
        plan.only === null
          ? withToken(plan.match, mark.content(content))
          : withToken('every', mark.content(content)),
      residue: null,
      from: Math.max(plan.from, lowest),
      to: Math.min(plan.to, (ids[0] ?? lowest) + 1),
      only: null,
    }
    const walk = { direction: 'newest', beyond: null, first: countLimit } as const
    for await (const piece of messageHits(sources, prepared, marked, walk)) {
      tally.add('has', content satisfies ContentName, piece.filter((id) => hits.has(id)).length)
    }
  }
}

class Tally {
  readonly #counts = new Map<FacetName, Map<string, number>>(facetNames.map((name) => [name, new Map()]))

  add(name: FacetName, value: string, count: number): void {
    const values = this.#counts.get(name)
    if (count > 0) values?.set(value, (values.get(value) ?? 0) + count)
  }

  facets(): Record<FacetName, FacetValue[]> {
    const of = (name: FacetName): FacetValue[] => {
      const values = [...(this.#counts.get(name) ?? [])].map(([value, count]) => ({
        value,
        count,
        filter: filterOf(name, value),
      }))
      return values.toSorted((one, other) =>
        name === 'year' ? Number(other.value) - Number(one.value) : other.count - one.count,
      )
    }
    return {
      source: of('source'),
      model: of('model'),
      year: of('year'),
      role: of('role'),
      tag: of('tag'),
      has: of('has'),
    }
  }
}

/** What narrows a query to one value; quoted where it has to be. */
function filterOf(name: FacetName, value: string): string {
  if (name === 'year') return `after:${value} before:${Number(value) + 1}`
  if (name === 'model') return `model:"${value.replaceAll('"', '')}"`
  return /^[^\s"(),\u201c-\u201f]+$/u.test(value)
    ? `${name}:${value}`
    : `${name}:"${value.replaceAll('"', '')}"`
}
