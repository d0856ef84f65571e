/**
 * Searches headings and the text of every message in every branch, by the one grammar.
 *
 * Row ids come first, by the index alone where it can; texts are read for the page only. A message meets a query when
 * all of it holds of that one message; what is about its conversation (`title: tag: type: is: in: id: created:
 * has:note`) holds of each message in it. The heading of a conversation is one more text (headings.ts). The trash is
 * left out, unless the query asks for `is:deleted`.
 */
import type { MoreHits, SearchAnswer, SearchOrder, SnippetSize } from '@shared/contract/search.ts'
import { AppError } from '@shared/contract/app-error.ts'
import { parseQuery } from '@shared/query.ts'
import { onOneState } from '../one-state.ts'
import { isBehind, waiting } from './catch-up.ts'
import type { Sources } from './conversation-sets.ts'
import { entriesOf } from './entries.ts'
import { countLimit, type Entry } from './entry.ts'
import { groupsOf, hitsAmong } from './hit-groups.ts'
import { judged } from './judge.ts'
import { type Prepared, prepare } from './prepare.ts'

export interface SearchRequest {
  readonly query: string
  readonly order: SearchOrder
  /** Entries on the page: messages, and conversations found by their heading. */
  readonly limit: number
  readonly cursor: string | null
  readonly counted: boolean
  readonly complete: boolean
  readonly context: SnippetSize
}

/**
 * One page of a search, as far as the index has come (`waiting`). Every query is valid; one without conditions finds
 * nothing.
 *
 * @throws AppError `invalid-input` for a cursor of another list or a pattern that takes too long, `cancelled`
 */
export async function searchMessages(
  sources: Sources,
  { query, order, limit, cursor, counted, complete, context }: SearchRequest,
): Promise<SearchAnswer> {
  const { index, archive } = sources
  const prepared = await prepare(sources, parseQuery(query))
  if (prepared === null) {
    const none = { total: 0, isCapped: false, isPartial: false, groups: [], next: null }
    return { ...none, waiting: waiting(index, archive) }
  }
  const mode = complete ? 'complete' : 'typing'
  const entries = await entriesOf(sources, prepared, { order, limit, cursor, isCounted: counted, mode })
  const { next, isCapped, isPartial } = entries
  const total = Math.min(entries.known.size + entries.headings, countLimit)
  return onOneState(archive, () => {
    const areLate = isBehind(index, archive)
    const page = areLate ? stillHits(sources, prepared, entries.page) : entries.page
    const groups = groupsOf(archive, { ...entries, page }, prepared.marked, counted, context)
    return { total, isCapped, isPartial, groups, next, waiting: areLate ? waiting(index, archive) : 0 }
  })
}

/** What the index says of a message may be about another one that had its row id before: then its text decides. */
function stillHits({ archive }: Sources, prepared: Prepared, page: readonly Entry[]): Entry[] {
  const ids = page.flatMap((entry) => (entry.kind === 'message' ? [entry.id] : []))
  const hits = new Set(judged(archive, prepared, prepared.root, ids))
  return page.filter((entry) => entry.kind === 'heading' || hits.has(entry.id))
}

export interface MoreRequest {
  readonly query: string
  /** UUID of the conversation. */
  readonly id: string
  readonly limit: number
  readonly cursor: string | null
  readonly context: SnippetSize
}

/** The hits in the messages of one conversation, newest first; complete. @throws AppError `not-found`, `invalid-input` */
export async function hitsInConversation(
  sources: Sources,
  { query, id, limit, cursor, context }: MoreRequest,
): Promise<MoreHits> {
  const { archive } = sources
  const conversation = archive
    .statement<[string], { id: number }>('SELECT id FROM conversations WHERE uuid = ?')
    .get(id)
  if (conversation === undefined) {
    throw new AppError('not-found', `There is no conversation ${id} in the archive. Search again.`)
  }
  const beyond = cursor === null ? Infinity : Number(cursor)
  if (Number.isNaN(beyond)) {
    throw new AppError(
      'invalid-input',
      'This cursor does not belong to these hits. Begin with the first page.',
    )
  }
  const prepared = await prepare(sources, parseQuery(query))
  if (prepared === null || prepared.isAboutConversations) return { hits: [], next: null }
  const ids = archive
    .statement<[number], number>('SELECT id FROM messages WHERE conversation_id = ?')
    .pluck()
    .all(conversation.id)
    .filter((message) => message < beyond && !prepared.trash.messages.has(message))
    .toSorted((one, other) => other - one)
  const found: number[] = []
  for (let at = 0; at < ids.length && found.length <= limit; at += readAtOnce) {
    found.push(...judged(archive, prepared, prepared.root, ids.slice(at, at + readAtOnce)))
    await sources.turn.pause()
  }
  const page = found.slice(0, limit)
  return {
    hits: hitsAmong(archive, page, prepared.marked, context),
    next: found.length > limit ? String(page.at(-1) ?? '') : null,
  }
}

/** Messages that are read before others have their turn. */
const readAtOnce = 64
