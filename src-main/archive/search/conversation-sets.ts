/**
 * The conditions of a query that are about a conversation as a whole: each as the set of conversations that meet it.
 *
 * Beside its messages a conversation has one more text that can be a hit, its *heading*: the title, each tag and each
 * note. A word or phrase has to stand in one of them; several conditions may be met by different ones.
 */
import type { QueryFilter, QueryNode, QueryTerm } from '@shared/query.ts'
import type { Archive } from '../archive.ts'
import { lastImports } from '../imports.ts'
import { fold } from './fold.ts'
import { bareSource } from './indexed-message.ts'
import { opensWide, type Sought, type SoughtFolded } from './lookup.ts'
import { quoted } from './match.ts'
import { shortestInside } from './needle.ts'
import type { SearchIndex } from './open-index.ts'
import type { Turn } from './turn.ts'

export type Leaf = QueryTerm | QueryFilter

/** Titles that are read before others have their turn. */
const titlesAtOnce = 2000

export interface Sources {
  readonly index: SearchIndex
  readonly archive: Archive
  readonly turn: Turn
}

/** Whether a condition is about the conversation and not about one of its messages. */
export function isAboutConversation(leaf: Leaf): boolean {
  switch (leaf.kind) {
    case 'word':
    case 'phrase':
    case 'pattern':
      return leaf.field === 'title'
    case 'is':
      return leaf.state !== 'error'
    case 'has':
      return leaf.content === 'note'
    case 'time':
      return leaf.of === 'conversation'
    case 'type':
    case 'tag':
    case 'in':
    case 'id':
      return true
    case 'role':
    case 'source':
    case 'model':
      return false
  }
}

/** Whether nothing in a query is about messages: then conversations are what is found. */
export function isOnlyAboutConversations(node: QueryNode): boolean {
  switch (node.kind) {
    case 'all-of':
    case 'any-of':
      return node.nodes.every(isOnlyAboutConversations)
    case 'not':
      return isOnlyAboutConversations(node.node)
    default:
      return node.kind === 'source' || isAboutConversation(node)
  }
}

/** Row ids of the conversations whose heading meets a filter. */
export function conversationsOf({ archive }: Sources, filter: QueryFilter): Set<number> {
  switch (filter.kind) {
    case 'source':
      return new Set(
        sourcesNamed(archive, filter.text).flatMap((source) => [
          ...ids(archive, "SELECT id FROM conversations WHERE source = ? AND status <> 'deleted'", [source]),
          ...ids(archive, "SELECT id FROM conversations WHERE status = 'deleted' AND source = ?", [source]),
        ]),
      )
    case 'model': {
      const models = archive
        .statement<[], { model: string }>('SELECT DISTINCT model FROM conversations WHERE model IS NOT NULL')
        .all()
        .map(({ model }) => model)
        .filter((model) => isModelNamed(model, filter))
      return ids(archive, 'SELECT id FROM conversations WHERE model IN (SELECT value FROM json_each(?))', [
        JSON.stringify(models),
      ])
    }
    case 'type':
      return ids(archive, 'SELECT id FROM conversations WHERE type = ?', [filter.type])
    case 'tag': {
      const names = archive.statement<[], { id: number; name: string }>('SELECT id, name FROM tags').all()
      const tags = names.filter(({ name }) => isNamed(fold(name), fold(filter.text)))
      return ids(
        archive,
        'SELECT conversation_id FROM json_each(?) AS wanted CROSS JOIN conversation_tags ON tag_id = wanted.value',
        [JSON.stringify(tags.map((tag) => tag.id))],
      )
    }
    case 'is':
      if (filter.state === 'error') return new Set()
      return filter.state === 'branched'
        ? ids(archive, 'SELECT id FROM conversations WHERE branches > 1', [])
        : ids(archive, 'SELECT id FROM conversations WHERE status = ?', [filter.state])
    case 'has':
      return filter.content === 'note' ? ids(archive, 'SELECT conversation_id FROM notes', []) : new Set()
    case 'in':
      return conversationsIn(archive, filter.place)
    case 'time':
      return ids(
        archive,
        filter.of === 'conversation'
          ? 'SELECT id FROM conversations WHERE created_at >= ? AND created_at < ?'
          : 'SELECT id FROM conversations WHERE undated = 0 AND sort_updated >= ? AND sort_updated < ?',
        [filter.from ?? -Number.MAX_SAFE_INTEGER, filter.to ?? Number.MAX_SAFE_INTEGER],
      )
    case 'id':
      return ids(archive, 'SELECT id FROM conversations WHERE uuid = ? OR source_id = ?', [
        filter.text,
        filter.text,
      ])
    case 'role':
      return new Set()
  }
}

/** Whether titles with a term are found only by looking at each: for a pattern, or a piece of a word shorter than a trigram. */
export function needsAllTitles(sought: Sought): boolean {
  const folded = sought.kind === 'needle' ? sought : sought.folded
  return folded === null || (wordsOf(folded) === null && !hasTrigrams(folded.core))
}

/** What the words of titles are asked for, where just the titles that hold a term have them; null where they cannot say. */
function wordsOf({ isExact, lookups }: SoughtFolded): string | null {
  const texts = lookups.flatMap((lookup) =>
    lookup.kind === 'tokens' && !opensWide(lookup) ? quoted(lookup.tokens.join(' '), lookup.isLastOpen) : [],
  )
  return isExact && texts.length > 0 && texts.length === lookups.length ? texts.join(' AND ') : null
}

function hasTrigrams(piece: string): boolean {
  return Array.from(piece).length >= shortestInside
}

/**
 * Row ids of the conversations whose title (for a term without field: heading) holds a term.
 *
 * @param among the only conversations whose titles are looked at where all would have to be; null for all
 */
export async function headingsWith(
  sources: Sources,
  term: QueryTerm,
  sought: Sought,
  among: readonly number[] | null = null,
): Promise<Set<number>> {
  if (term.field === 'body') return new Set()
  const found =
    needsAllTitles(sought) && among !== null
      ? titlesAmong(sources, sought, among)
      : sought.kind === 'needle'
        ? titlesWithNeedle(sources, sought)
        : sought.folded === null
          ? await titlesAsWritten(sources, sought)
          : titlesAmong(sources, sought, [...titlesWithNeedle(sources, sought.folded)])
  if (term.field === 'title') return found
  const { archive } = sources
  const tags = archive.statement<[], { id: number; text: string }>('SELECT id, name AS text FROM tags').all()
  const tagged = ids(
    archive,
    'SELECT conversation_id FROM json_each(?) AS wanted CROSS JOIN conversation_tags ON tag_id = wanted.value',
    [JSON.stringify(matching(tags, sought))],
  )
  const notes = archive
    .statement<[], { id: number; text: string }>('SELECT conversation_id AS id, text FROM notes')
    .all()
  for (const id of [...tagged, ...matching(notes, sought)]) found.add(id)
  return found
}

/** The products of an archive that a filter names. */
export function sourcesNamed(archive: Archive, text: string): string[] {
  return archive
    .statement<[], { source: string }>(
      `SELECT source FROM conversations WHERE status <> 'deleted' GROUP BY source
       UNION SELECT source FROM conversations WHERE status = 'deleted'`,
    )
    .all()
    .map(({ source }) => source)
    .filter((source) => isNamed(bareSource(source), text.split('*').map(bareSource).join('*')))
}

/** Whether a model is one that a filter means. */
export function isModelNamed(model: string, { text, isWhole }: QueryFilter & { kind: 'model' }): boolean {
  return isWhole ? fold(model) === fold(text) : fold(model).includes(fold(text))
}

function titlesAmong({ archive }: Sources, sought: Sought, among: readonly number[]): Set<number> {
  const rows = archive
    .statement<[string], { id: number; text: string }>(
      'SELECT conversations.id, title AS text FROM json_each(?) AS wanted CROSS JOIN conversations ON conversations.id = wanted.value',
    )
    .all(JSON.stringify(among))
  return new Set(matching(rows, sought))
}

function titlesWithNeedle({ index }: Sources, sought: SoughtFolded): Set<number> {
  const words = wordsOf(sought)
  if (words !== null) return new Set(index.mending(() => titlesWithWords(index, words)))
  if (sought.isCore) return new Set(index.mending(() => titlesWithCore(index, sought)))
  const candidates = index.mending(() => titlesWithPieces(index, sought))
  const hits = candidates.filter(({ title }) => sought.needle.find(title, 0) !== null)
  return new Set(hits.map(({ id }) => id))
}

function titlesWithWords(index: SearchIndex, words: string): number[] {
  return index
    .statement<[string], number>('SELECT rowid FROM title_words WHERE title_words MATCH ?')
    .pluck()
    .all(words)
}

interface FoldedTitle {
  readonly id: number
  readonly title: string
}

/** Titles that hold every piece of a term that trigrams can name; where they can name none, all are looked through for one. */
function titlesWithPieces(index: SearchIndex, sought: SoughtFolded): FoldedTitle[] {
  return needsAllTitles(sought)
    ? index
        .statement<[string], FoldedTitle>('SELECT id, c0 AS title FROM titles_fts_content WHERE instr(c0, ?)')
        .all(sought.core)
    : index
        .statement<[string], FoldedTitle>(
          'SELECT rowid AS id, title FROM titles_fts WHERE titles_fts MATCH ?',
        )
        .all(
          sought.pieces
            .filter(hasTrigrams)
            .map((piece) => quoted(piece))
            .join(' AND '),
        )
}

/** A phrase of trigrams is the very piece of text, so that no title has to be read. */
function titlesWithCore(index: SearchIndex, sought: SoughtFolded): number[] {
  const { core } = sought
  return needsAllTitles(sought)
    ? index
        .statement<[string], number>('SELECT id FROM titles_fts_content WHERE instr(c0, ?)')
        .pluck()
        .all(core)
    : index
        .statement<[string], number>('SELECT rowid FROM titles_fts WHERE titles_fts MATCH ?')
        .pluck()
        .all(quoted(core))
}

async function titlesAsWritten(
  { archive, turn }: Sources,
  sought: Sought & { kind: 'as-written' },
): Promise<Set<number>> {
  const found = new Set<number>()
  for (let last = 0; ; await turn.pause()) {
    const rows = archive
      .statement<[number, number], { id: number; text: string }>(
        'SELECT id, title AS text FROM conversations WHERE id > ? ORDER BY id LIMIT ?',
      )
      .all(last, titlesAtOnce)
    for (const id of matching(rows, sought)) found.add(id)
    if (rows.length < titlesAtOnce) return found
    last = rows.at(-1)?.id ?? last
  }
}

/** The ids of those texts that hold a term. */
function matching(rows: readonly { readonly id: number; readonly text: string }[], sought: Sought): number[] {
  if (sought.kind === 'needle') {
    return rows.filter(({ text }) => sought.needle.find(fold(text), 0) !== null).map(({ id }) => id)
  }
  const verdicts = sought.finder.test(rows.map(({ text }) => text))
  return rows.filter((_, at) => verdicts[at] === true).map(({ id }) => id)
}

function conversationsIn(archive: Archive, place: (QueryFilter & { kind: 'in' })['place']): Set<number> {
  switch (place.kind) {
    case 'collection': {
      const collections = archive
        .statement<[], { id: number; name: string }>('SELECT id, name FROM collections')
        .all()
        .filter(({ name }) => isNamed(fold(name), fold(place.name)))
      return ids(
        archive,
        'SELECT conversation_id FROM json_each(?) AS wanted CROSS JOIN collection_items ON collection_id = wanted.value',
        [JSON.stringify(collections.map(({ id }) => id))],
      )
    }
    case 'import':
      return ids(archive, 'SELECT conversation_id FROM import_items WHERE import_id = ?', [place.importId])
    case 'last-import':
      return ids(
        archive,
        'SELECT conversation_id FROM json_each(?) AS wanted CROSS JOIN import_items ON import_id = wanted.value',
        [JSON.stringify(lastImports(archive))],
      )
  }
}

/** Whether a name is the one typed, in which `*` stands for anything; both folded. */
function isNamed(name: string, typed: string): boolean {
  const [start = '', ...rest] = typed.split('*')
  const end = rest.pop()
  if (end === undefined) return name === start
  if (!name.startsWith(start)) return false
  let at = start.length
  for (const piece of rest) {
    const found = name.indexOf(piece, at)
    if (found < 0) return false
    at = found + piece.length
  }
  return name.length - at >= end.length && name.endsWith(end)
}

function ids(archive: Archive, sql: string, parameters: readonly (string | number)[]): Set<number> {
  return new Set(
    archive
      .statement<unknown[], number>(sql)
      .pluck()
      .all(...parameters),
  )
}
