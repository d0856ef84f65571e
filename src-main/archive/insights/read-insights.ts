/** Adds up what has been counted. Counting is count-insights.ts's work. */
import type { Counted, Insights } from '@shared/contract/insights.ts'
import type { Archive } from '../archive.ts'
import { waitingForInsights } from './count-insights.ts'

const longestShown = 20

/** The insights of some conversations (by row id), or of all outside the trash. Only `waiting` is of the whole archive. */
export function readInsights(archive: Archive, keys: readonly number[] | null): Insights {
  const wanted = JSON.stringify(keys ?? [])
  const heads = archive
    .statement<unknown[], { source: string; conversations: number; messages: number }>(
      `SELECT source, count(*) AS conversations, sum(messages) AS messages FROM ${fromHeads(keys)}
       GROUP BY source ORDER BY conversations DESC, source`,
    )
    .all({ wanted })
  const facts = keys === null ? allFacts(archive) : factsOf(archive, keys)
  const days = ofKind(facts, 'day').toSorted((one, other) => (one.name < other.name ? -1 : 1))
  const words = new Map(ofKind(facts, 'words').map(({ name, count }) => [name, count]))
  const messages = sum(heads.map((head) => head.messages))
  return {
    conversations: sum(heads.map((head) => head.conversations)),
    messages,
    words: { user: words.get('user') ?? 0, assistant: words.get('assistant') ?? 0 },
    days,
    months: monthsOf(days),
    undated: Math.max(0, messages - sum(days.map((day) => day.count))),
    models: mostFirst(ofKind(facts, 'model')),
    sources: heads,
    languages: mostFirst(ofKind(facts, 'language')),
    longest: archive
      .statement<unknown[], Insights['longest'][number]>(
        `SELECT uuid AS id, title, messages FROM ${fromHeads(keys)} ORDER BY messages DESC, conversations.id LIMIT ${longestShown}`,
      )
      .all({ wanted }),
    waiting: waitingForInsights(archive),
  }
}

interface Fact {
  readonly kind: string
  readonly key: string
  readonly count: number
}

/** The sums that are kept, less what is in the trash: that is little. */
function allFacts(archive: Archive): Fact[] {
  const totals = archive.statement<[], Fact>('SELECT kind, key, count FROM insight_totals').all()
  const trashed = archive
    .statement<[], Fact>(
      `SELECT kind, key, sum(count) AS count
       FROM conversations CROSS JOIN insight_facts ON conversation_id = conversations.id
       WHERE status = 'deleted' GROUP BY kind, key`,
    )
    .all()
  const less = new Map(trashed.map(({ kind, key, count }) => [`${kind} ${key}`, count]))
  return totals
    .map((fact) => ({ ...fact, count: fact.count - (less.get(`${fact.kind} ${fact.key}`) ?? 0) }))
    .filter((fact) => fact.count > 0)
}

function factsOf(archive: Archive, keys: readonly number[]): Fact[] {
  return archive
    .statement<[string], Fact>(
      `SELECT kind, insight_facts.key, sum(count) AS count
       FROM json_each(?) AS chosen CROSS JOIN insight_facts ON conversation_id = chosen.value
       GROUP BY kind, insight_facts.key`,
    )
    .all(JSON.stringify(keys))
}

function fromHeads(keys: readonly number[] | null): string {
  return keys === null
    ? "conversations WHERE status <> 'deleted' AND :wanted IS NOT NULL"
    : 'json_each(:wanted) AS chosen CROSS JOIN conversations ON conversations.id = chosen.value'
}

function ofKind(facts: readonly Fact[], kind: string): Counted[] {
  return facts.filter((fact) => fact.kind === kind).map(({ key, count }) => ({ name: key, count }))
}

function monthsOf(days: readonly Counted[]): Counted[] {
  const months = new Map<string, number>()
  for (const { name, count } of days) {
    const month = name.slice(0, -3)
    months.set(month, (months.get(month) ?? 0) + count)
  }
  return Array.from(months, ([name, count]) => ({ name, count }))
}

function mostFirst(counted: readonly Counted[]): Counted[] {
  return counted.toSorted((one, other) => other.count - one.count || (one.name < other.name ? -1 : 1))
}

function sum(numbers: readonly number[]): number {
  return numbers.reduce((total, number) => total + number, 0)
}
