/**
 * Searches titles and the text of every message in every branch.
 *
 * Row ids come first, by the index alone; texts are read for the page only. What counts as a hit is needle.ts's
 * business, how it is found find-messages.ts's.
 */
import type { SearchAnswer, SearchGroup, SearchHit } from '@shared/contract/search.ts'
import type { Role } from '@shared/conversation.ts'
import { parseQuery } from '@shared/query.ts'
import type { Archive } from '../archive.ts'
import { uuidOfBytes } from '../ids.ts'
import { libraryRows } from '../library.ts'
import type { StoredParts } from '../stored-parts.ts'
import { branchesOf } from './branches.ts'
import { waiting } from './catch-up.ts'
import { findMessages, type FoundMessages } from './find-messages.ts'
import { findTitles, type FoundTitle, type FoundTitles } from './find-titles.ts'
import { type Condition, conditionsOf } from './lookup.ts'
import { storedText } from './message-texts.ts'
import type { Needle } from './needle.ts'
import type { SearchIndex } from './open-index.ts'
import { markHits, snippetOf } from './snippet.ts'
import { trashOf } from './trash.ts'

/** Hits are counted exactly up to here. */
const countLimit = 10_000

export interface SearchRequest {
  readonly query: string
  /** Hits in messages on the page, and beside them conversations found by their titles. */
  readonly limit: number
}

/**
 * The newest hits of a query, grouped by conversation: complete as far as the index has come (`waiting`), the trash
 * left out. A group stands where its newest hit belongs by time; one that is found by its title only, where the
 * conversation was last changed. Every query is valid; one without words finds nothing.
 */
export function search(index: SearchIndex, archive: Archive, { query, limit }: SearchRequest): SearchAnswer {
  const conditions = conditionsOf(parseQuery(query))
  const needles = conditions.map((condition) => condition.needle)
  const { messages, titles } = find(index, archive, conditions, limit, countLimit)
  const total = messages.count + titles.count
  return {
    total: Math.min(total, countLimit),
    isCapped: messages.isCapped || total > countLimit,
    groups: groupsOf(archive, readHits(archive, messages.page), titles.page, needles),
    waiting: waiting(index, archive),
  }
}

/**
 * The UUIDs of all conversations with a hit, in the order of the groups of `search`: complete as far as the index has
 * come, the trash left out.
 */
export function matchingConversations(index: SearchIndex, archive: Archive, query: string): string[] {
  const { messages, titles } = find(index, archive, conditionsOf(parseQuery(query)), Infinity, Infinity)
  const newestHits = archive
    .statement<[string], NewestHit>(
      `SELECT conversation_id AS conversationId, max(messages.id) AS messageKey FROM json_each(?) AS wanted
         JOIN messages ON messages.id = wanted.value GROUP BY conversation_id`,
    )
    .all(JSON.stringify(messages.page))
  return libraryRows(archive, newestFirst(newestHits, titles.page)).flatMap((row) => row?.id ?? [])
}

function find(
  index: SearchIndex,
  archive: Archive,
  conditions: readonly Condition[],
  pageLength: number,
  limit: number,
): { messages: FoundMessages; titles: FoundTitles } {
  const trash = trashOf(archive)
  return index.mending(() =>
    index.reading(() => ({
      messages: findMessages(index, archive, { conditions, trash, pageLength, countLimit: limit }),
      titles: findTitles(index, archive, conditions, trash, pageLength),
    })),
  )
}

interface NewestHit {
  readonly conversationId: number
  readonly messageKey: number
}

/** Row ids of conversations: each where its newest hit belongs by time, without one where its title does. */
function newestFirst(hits: readonly NewestHit[], titles: readonly FoundTitle[]): number[] {
  const times = new Map(titles.map(({ conversationId, updatedAt }) => [conversationId, updatedAt]))
  // The row id of a message is its second.
  for (const { conversationId, messageKey } of hits) times.set(conversationId, messageKey * 1000)
  return [...times].toSorted(([, one], [, other]) => other - one).map(([conversationId]) => conversationId)
}

interface HitRow extends StoredParts {
  readonly id: number
  readonly conversationId: number
  readonly uuid: Buffer
  readonly role: Role
  readonly createdAt: number | null
}

function readHits(archive: Archive, ids: readonly number[]): HitRow[] {
  return archive
    .statement<[string], HitRow>(
      `SELECT messages.id, conversation_id AS conversationId, uuid, role, created_at AS createdAt, text, parts
       FROM json_each(?) AS wanted JOIN messages ON messages.id = wanted.value JOIN texts ON texts.id = messages.id
       ORDER BY messages.id DESC`,
    )
    .all(JSON.stringify(ids))
}

function groupsOf(
  archive: Archive,
  rows: readonly HitRow[],
  titles: readonly FoundTitle[],
  needles: readonly Needle[],
): SearchGroup[] {
  const rowsOf = new Map<number, HitRow[]>()
  for (const row of rows) {
    const group = rowsOf.get(row.conversationId)
    if (group === undefined) rowsOf.set(row.conversationId, [row])
    else group.push(row)
  }
  const newestHits = [...rowsOf].map(([conversationId, [newest]]) => ({
    conversationId,
    messageKey: newest?.id ?? 0,
  }))
  const ordered = newestFirst(newestHits, titles)
  const conversations = libraryRows(archive, ordered)
  const titleHits = new Set(titles.map(({ conversationId }) => conversationId))
  return ordered.flatMap((conversationId, at): SearchGroup[] => {
    const conversation = conversations[at]
    if (conversation === undefined || conversation === null) return []
    const title = markHits(conversation.title, needles)
    return [
      {
        conversation,
        title,
        isTitleHit: titleHits.has(conversationId),
        hits: hitsOf(archive, conversationId, rowsOf.get(conversationId) ?? [], needles),
      },
    ]
  })
}

function hitsOf(
  archive: Archive,
  conversationId: number,
  rows: readonly HitRow[],
  needles: readonly Needle[],
): SearchHit[] {
  const keys = rows.map((row) => row.id)
  const branches = branchesOf(archive, conversationId, keys)
  return rows.flatMap((row): SearchHit[] => {
    const snippet = snippetOf(storedText(row), needles)
    const branch = branches.get(row.id)
    // The message has changed since it was indexed.
    if (snippet === null || branch === undefined) return []
    const { id: messageKey, role, createdAt } = row
    return [{ messageKey, messageId: uuidOfBytes(row.uuid), role, createdAt, ...branch, snippet }]
  })
}
