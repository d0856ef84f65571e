/** Which conversations a dataset is made of: the filters of its form, a query, or ids; and what there is to filter by. */
import type { DatasetChoices } from '@shared/contract/datasets.ts'
import type { DatasetFilter, DatasetOptions, DatasetSelection } from '@shared/datasets/options.ts'
import { isJsonObject, type JsonObject } from '@shared/json.ts'
import { parseQuery, type QueryNode, type QueryTerm } from '@shared/query.ts'
import type { Archive } from './archive.ts'
import { libraryCounts } from './library-counts.ts'
import { tagsOf } from './library-rows.ts'
import { fold } from './search/fold.ts'

/** Sources and models of all that is not in the trash, the frequent models first. */
export function datasetChoices(archive: Archive): DatasetChoices {
  const models = archive
    .statement<[], { model: string; conversations: number }>(
      `SELECT model, count(*) AS conversations FROM conversations WHERE status <> 'deleted' AND model IS NOT NULL
       GROUP BY model ORDER BY conversations DESC, model`,
    )
    .all()
  return { sources: libraryCounts(archive).sources, models }
}

/** Row ids of the conversations that a query of the library finds, in the library's order for it. */
export type FindConversations = (
  query: string,
  scope: { readonly withTrash: boolean },
) => Promise<readonly number[]>

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
  const { root } = parseQuery(filter.search)
  const rows = archive
    .statement<[object], Chosen & { title: string }>(
      `SELECT id AS key, uuid AS id, title FROM conversations
       WHERE CASE WHEN :statuses = '[]' THEN status <> 'deleted' ELSE status IN (SELECT value FROM json_each(:statuses)) END
         AND (:types = '[]' OR type IN (SELECT value FROM json_each(:types)))
         AND (:sources = '[]' OR source IN (SELECT value FROM json_each(:sources)))
         AND (:models = '[]' OR model IN (SELECT value FROM json_each(:models)))
         AND (:createdFrom IS NULL OR created_at >= :createdFrom)
         AND (:createdBefore IS NULL OR created_at < :createdBefore)
       ORDER BY sort_created DESC, id DESC`,
    )
    .all({
      statuses: JSON.stringify(filter.statuses),
      types: JSON.stringify(filter.types),
      sources: JSON.stringify(filter.sources),
      models: JSON.stringify(filter.models),
      createdFrom: filter.createdFrom,
      createdBefore: filter.createdBefore,
    })
  if (root === null) return rows.map(({ key, id }) => ({ key, id }))
  const isFound =
    filter.searchIn === 'title-and-tags' && isOfWords(root)
      ? inTitleAndTags(archive, root, rows)
      : among(await find(filter.search, { withTrash: filter.statuses.includes('deleted') }))
  return rows.filter(isFound).map(({ key, id }) => ({ key, id }))
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
export function idsInArchive(archive: Archive, ids: readonly string[]): string[] {
  return archive
    .statement<[string], string>(
      'SELECT uuid FROM json_each(?) AS wanted CROSS JOIN conversations ON conversations.uuid = wanted.value ORDER BY wanted.key',
    )
    .pluck()
    .all(JSON.stringify(ids))
}

/** How many conversations of some ids there are, and the records they give before any is dropped. */
export function countRecords(
  archive: Archive,
  ids: readonly string[],
  branches: DatasetOptions['branches'],
): { conversations: number; records: number } {
  const wanted = JSON.stringify(ids)
  const sums = archive
    .statement<[string], { conversations: number; graphs: number; leaves: number }>(
      `SELECT count(*) AS conversations, coalesce(sum(conversations.type = 'graph'), 0) AS graphs,
         coalesce(sum(iif(conversations.type = 'graph', 0, branches)), 0) AS leaves
       FROM json_each(?) AS wanted CROSS JOIN conversations ON conversations.uuid = wanted.value`,
    )
    .get(wanted) ?? { conversations: 0, graphs: 0, leaves: 0 }
  const { conversations, graphs, leaves } = sums
  const records = branches === 'leaves' ? leaves : conversations - graphs
  return { conversations, records: records + (graphs === 0 ? 0 : countRounds(archive, wanted)) }
}

/** Rounds of graphs but the first of each; a graph without rounds is one. */
function countRounds(archive: Archive, wanted: string): number {
  const rows = archive
    .statement<[string], { conversationId: number; extra: string | null }>(
      `SELECT conversation_id AS conversationId, extras.extra AS extra
       FROM json_each(?) AS wanted CROSS JOIN conversations ON conversations.uuid = wanted.value AND conversations.type = 'graph'
         JOIN messages ON conversation_id = conversations.id LEFT JOIN extras ON message_id = messages.id`,
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

function among(keys: readonly number[]): (row: Chosen) => boolean {
  const found = new Set(keys)
  return ({ key }) => found.has(key)
}

/** Whether a query only looks for words that titles and tags may hold; filters are the whole search's business. */
function isOfWords(node: QueryNode): boolean {
  switch (node.kind) {
    case 'all-of':
    case 'any-of':
      return node.nodes.every(isOfWords)
    case 'not':
      return isOfWords(node.node)
    case 'word':
    case 'phrase':
    case 'pattern':
      return node.field !== 'body'
    default:
      return false
  }
}

function inTitleAndTags(
  archive: Archive,
  root: QueryNode,
  rows: readonly Chosen[],
): (row: Chosen & { readonly title: string }) => boolean {
  const tags = tagsOf(
    archive,
    rows.map(({ key }) => key),
  )
  return ({ key, title }) => holds(root, title, tags.get(key) ?? [])
}

function holds(node: QueryNode, title: string, tags: readonly string[]): boolean {
  switch (node.kind) {
    case 'all-of':
      return node.nodes.every((inner) => holds(inner, title, tags))
    case 'any-of':
      return node.nodes.some((inner) => holds(inner, title, tags))
    case 'not':
      return !holds(node.node, title, tags)
    case 'word':
    case 'phrase':
    case 'pattern': {
      const texts = node.field === 'title' ? [title] : [title, ...tags]
      return texts.some((text) => isIn(node, text))
    }
    default:
      return false
  }
}

function isIn(term: QueryTerm, text: string): boolean {
  if (term.kind === 'pattern') return new RegExp(term.source, term.flags).test(text)
  return fold(text).includes(fold(term.text))
}
