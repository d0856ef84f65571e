/** Which conversations a dataset is made of: the filters of its form, a query, or ids; and what there is to filter by. */
import type { DatasetChoices } from '@shared/contract/datasets.ts'
import type { DatasetFilter, DatasetOptions, DatasetSelection } from '@shared/datasets/options.ts'
import { isJsonObject, type JsonObject } from '@shared/json.ts'
import { parseQuery } from '@shared/query.ts'
import type { Archive } from './archive.ts'
import { libraryCounts } from './library-counts.ts'
import { extraColumn } from './message-rows.ts'
import type { Scope } from './search/matching.ts'

/** Rows that are read before others that ask the same thread have their turn. */
const atOnce = 5000

/** Sources and models of all that is not in the trash, the frequent models first. */
export async function datasetChoices(archive: Archive): Promise<DatasetChoices> {
  const last =
    archive.statement<[], number>('SELECT coalesce(max(id), 0) FROM conversations').pluck().get() ?? 0
  const counts = new Map<string, number>()
  for (let from = 0; from < last; from += atOnce) {
    const rows = archive
      .statement<[number, number], { model: string; conversations: number }>(
        `SELECT model, count(*) AS conversations FROM conversations
         WHERE id > ? AND id <= ? AND status <> 'deleted' AND model IS NOT NULL GROUP BY model`,
      )
      .all(from, from + atOnce)
    for (const { model, conversations } of rows) counts.set(model, (counts.get(model) ?? 0) + conversations)
    await othersTurn()
  }
  const models = [...counts]
    .map(([model, conversations]) => ({ model, conversations }))
    .toSorted((one, other) => other.conversations - one.conversations || (one.model < other.model ? -1 : 1))
  return { sources: libraryCounts(archive).sources, models }
}

function othersTurn(): Promise<void> {
  return new Promise((resolve) => void setImmediate(resolve))
}

/** Row ids of the conversations that a query of the library finds, in the library's order for it. */
export type FindConversations = (query: string, scope: Scope) => Promise<readonly number[]>

/** A conversation that was chosen: its key in lists and its id. */
interface Chosen {
  readonly key: number
  readonly id: string
}

/** The conversations that pass a filter, newest created first. */
export async function filteredConversations(
  archive: Archive,
  filter: DatasetFilter,
  find: FindConversations,
): Promise<Chosen[]> {
  const rows = await passing(archive, filter)
  if (parseQuery(filter.search).root === null) return rows
  const found = await find(filter.search, {
    withTrash: filter.statuses.includes('deleted'),
    isInTitlesAndTags: filter.searchIn === 'title-and-tags',
  })
  const keys = new Set(found)
  return rows.filter(({ key }) => keys.has(key))
}

interface Row extends Chosen {
  readonly sortCreated: number
}

/** Those that pass a filter, its search left aside. */
async function passing(archive: Archive, filter: DatasetFilter): Promise<Row[]> {
  const { statuses } = filter
  const current =
    statuses.length === 1 && statuses[0] === 'deleted' ? [] : await rowsOf(archive, filter, "<> 'deleted'")
  const deleted = statuses.includes('deleted') ? await rowsOf(archive, filter, "= 'deleted'") : []
  if (deleted.length === 0) return current
  return [...current, ...deleted].toSorted(
    (one, other) => other.sortCreated - one.sortCreated || other.key - one.key,
  )
}

/** In or out of the trash: each has an index in this order, which is gone through piece by piece. */
async function rowsOf(
  archive: Archive,
  filter: DatasetFilter,
  status: "<> 'deleted'" | "= 'deleted'",
): Promise<Row[]> {
  const statement = archive.statement<[object], Row>(
    `SELECT id AS key, uuid AS id, sort_created AS sortCreated FROM conversations
     WHERE status ${status} AND (sort_created, id) < (:lastCreated, :lastKey)
       AND (:statuses = '[]' OR status IN (SELECT value FROM json_each(:statuses)))
       AND (:types = '[]' OR type IN (SELECT value FROM json_each(:types)))
       AND (:sources = '[]' OR source IN (SELECT value FROM json_each(:sources)))
       AND (:models = '[]' OR model IN (SELECT value FROM json_each(:models)))
       AND (:createdFrom IS NULL OR created_at >= :createdFrom)
       AND (:createdBefore IS NULL OR created_at < :createdBefore)
     ORDER BY sort_created DESC, id DESC LIMIT ${atOnce}`,
  )
  const rows: Row[] = []
  for (;;) {
    const last = rows.at(-1)
    const piece = statement.all({
      lastCreated: last?.sortCreated ?? Number.MAX_SAFE_INTEGER,
      lastKey: last?.key ?? Number.MAX_SAFE_INTEGER,
      statuses: JSON.stringify(filter.statuses),
      types: JSON.stringify(filter.types),
      sources: JSON.stringify(filter.sources),
      models: JSON.stringify(filter.models),
      createdFrom: filter.createdFrom,
      createdBefore: filter.createdBefore,
    })
    for (const row of piece) rows.push(row)
    if (piece.length < atOnce) return rows
    await othersTurn()
  }
}

/** The ids of a selection in the order of its dataset. */
export async function chosenConversations(
  archive: Archive,
  selection: DatasetSelection,
  find: FindConversations,
): Promise<string[]> {
  switch (selection.kind) {
    case 'ids':
      return [...new Set(selection.ids)]
    case 'query':
      return uuidsOf(archive, await find(selection.query, { withTrash: false }))
    case 'all':
      return (await filteredConversations(archive, selection.filter, find)).map(({ id }) => id)
  }
}

function uuidsOf(archive: Archive, keys: readonly number[]): string[] {
  return archive
    .statement<[string], string>(
      'SELECT uuid FROM json_each(?) AS wanted JOIN conversations ON conversations.id = wanted.value ORDER BY wanted.key',
    )
    .pluck()
    .all(JSON.stringify(keys))
}

/** Those of some ids that are in the archive, in their order. */
export async function idsInArchive(archive: Archive, ids: readonly string[]): Promise<string[]> {
  const statement = archive
    .statement<[string], string>(
      'SELECT uuid FROM json_each(?) AS wanted CROSS JOIN conversations ON conversations.uuid = wanted.value ORDER BY wanted.key',
    )
    .pluck()
  const there: string[] = []
  for (const piece of pieces(ids)) {
    for (const id of statement.all(JSON.stringify(piece))) there.push(id)
    await othersTurn()
  }
  return there
}

function* pieces(ids: readonly string[]): Generator<readonly string[]> {
  for (let from = 0; from < ids.length; from += atOnce) yield ids.slice(from, from + atOnce)
}

/** The titles of conversations by their ids; none for those that are not in the archive. */
export function titlesOf(archive: Archive, ids: readonly string[]): ReadonlyMap<string, string> {
  const rows = archive
    .statement<[string], [id: string, title: string]>(
      'SELECT uuid, title FROM json_each(?) AS wanted CROSS JOIN conversations ON conversations.uuid = wanted.value',
    )
    .raw()
    .all(JSON.stringify(ids))
  return new Map(rows)
}

/** How many conversations of some ids there are, and the records they give before any is dropped. */
export async function countRecords(
  archive: Archive,
  ids: readonly string[],
  branches: DatasetOptions['branches'],
): Promise<{ conversations: number; records: number }> {
  const statement = archive.statement<[string], { conversations: number; graphs: number; leaves: number }>(
    `SELECT count(*) AS conversations, coalesce(sum(conversations.type = 'graph'), 0) AS graphs,
       coalesce(sum(iif(conversations.type = 'graph', 0, branches)), 0) AS leaves
     FROM json_each(?) AS wanted CROSS JOIN conversations ON conversations.uuid = wanted.value`,
  )
  const sum = { conversations: 0, records: 0 }
  for (const piece of pieces(ids)) {
    const wanted = JSON.stringify(piece)
    const { conversations = 0, graphs = 0, leaves = 0 } = statement.get(wanted) ?? {}
    sum.conversations += conversations
    sum.records += branches === 'leaves' ? leaves : conversations - graphs
    if (graphs > 0) sum.records += countRounds(archive, wanted)
    await othersTurn()
  }
  return sum
}

/** Rounds of graphs but the first of each; a graph without rounds is one. */
function countRounds(archive: Archive, wanted: string): number {
  const rows = archive
    .statement<[string], { conversationId: number; extra: string | null }>(
      `SELECT conversation_id AS conversationId, ${extraColumn}
       FROM json_each(?) AS wanted CROSS JOIN conversations ON conversations.uuid = wanted.value AND conversations.type = 'graph'
         JOIN messages ON conversation_id = conversations.id JOIN texts ON texts.id = messages.id
         LEFT JOIN extras ON message_id = messages.id`,
    )
    .iterate(wanted)
  const rounds = new Set<string>()
  for (const { conversationId, extra } of rows) {
    const read = extra === null ? null : (JSON.parse(extra) as JsonObject)
    const round = isJsonObject(read) ? read['round'] : undefined
    if (Number(round) !== 1) rounds.add(`${conversationId} ${JSON.stringify(round ?? null)}`)
  }
  return rounds.size
}
