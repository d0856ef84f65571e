/** Entries of a page as they are shown: grouped by conversation, with snippet and branch. */
import type { SearchGroup, SearchHit, SnippetSize } from '@shared/contract/search.ts'
import type { Role } from '@shared/conversation.ts'
import type { Archive } from '../archive.ts'
import { uuidOfBytes } from '../ids.ts'
import { libraryRows } from '../library.ts'
import type { StoredParts } from '../stored-parts.ts'
import { type BranchOfHit, branchesOf } from './branches.ts'
import type { Entries } from './entry.ts'
import type { Sought } from './lookup.ts'
import { storedText } from './message-texts.ts'
import { markHits, matchedTexts, snippetOf } from './snippet.ts'

/** The groups of a page, each where its first entry stands. */
export function groupsOf(
  archive: Archive,
  { page, known, isCapped, isPartial }: Entries,
  marked: readonly Sought[],
  isCounted: boolean,
  size: SnippetSize,
): SearchGroup[] {
  const rows = readHits(
    archive,
    page.flatMap((entry) => (entry.kind === 'message' ? [entry.id] : [])),
  )
  const members = new Map<number, HitRow[]>()
  const headings = new Set<number>()
  for (const entry of page) {
    const row = entry.kind === 'message' ? rows.get(entry.id) : undefined
    const conversationId = entry.kind === 'message' ? row?.conversationId : entry.conversationId
    // The message went after it was indexed.
    if (conversationId === undefined) continue
    const group = members.get(conversationId) ?? []
    members.set(conversationId, group)
    if (row === undefined) headings.add(conversationId)
    else group.push(row)
  }
  const keys = [...members.keys()]
  const conversations = libraryRows(archive, keys)
  const branches = branchesOfRows(archive, [...rows.values()])
  const counts = isCounted ? hitsPerConversation(archive, keys, known) : new Map<number, number>()
  return keys.flatMap((key, at): SearchGroup[] => {
    const conversation = conversations[at]
    if (conversation === undefined || conversation === null) return []
    const hits = hitsOf(members.get(key) ?? [], branches, marked, size)
    const messagesHit = Math.max(counts.get(key) ?? 0, hits.length)
    return [
      {
        conversation,
        title: markHits(conversation.title, marked),
        isTitleHit: headings.has(key),
        hits,
        messagesHit,
        isCountExact: isCounted && !isCapped && !isPartial,
      },
    ]
  })
}

/** Messages (row ids) as hits, in the order given. */
export function hitsAmong(
  archive: Archive,
  ids: readonly number[],
  marked: readonly Sought[],
  size: SnippetSize,
): SearchHit[] {
  const found = readHits(archive, ids)
  const rows = ids.flatMap((id) => found.get(id) ?? [])
  return hitsOf(rows, branchesOfRows(archive, rows), marked, size)
}

interface HitRow extends StoredParts {
  readonly id: number
  readonly conversationId: number
  readonly uuid: Buffer
  readonly role: Role
  readonly createdAt: number | null
}

function readHits(archive: Archive, ids: readonly number[]): Map<number, HitRow> {
  const rows = archive
    .statement<[string], HitRow>(
      `SELECT messages.id, conversation_id AS conversationId, uuid, role, created_at AS createdAt, text, parts
       FROM json_each(?) AS wanted CROSS JOIN messages ON messages.id = wanted.value JOIN texts ON texts.id = messages.id
       WHERE deletion_id IS NULL`,
    )
    .all(JSON.stringify(ids))
  return new Map(rows.map((row) => [row.id, row]))
}

function branchesOfRows(archive: Archive, rows: readonly HitRow[]): Map<number, BranchOfHit> {
  const ids = new Map<number, number[]>()
  for (const { id, conversationId } of rows) {
    const others = ids.get(conversationId)
    if (others === undefined) ids.set(conversationId, [id])
    else others.push(id)
  }
  return branchesOf(archive, ids)
}

function hitsOf(
  rows: readonly HitRow[],
  branches: ReadonlyMap<number, BranchOfHit>,
  marked: readonly Sought[],
  size: SnippetSize,
): SearchHit[] {
  return rows.flatMap((row): SearchHit[] => {
    const branch = branches.get(row.id)
    if (branch === undefined) return []
    const { id: messageKey, role, createdAt } = row
    const text = storedText(row)
    const snippet = snippetOf(text, marked, size)
    const matched = matchedTexts(text, marked)
    return [{ messageKey, messageId: uuidOfBytes(row.uuid), role, createdAt, ...branch, snippet, matched }]
  })
}

function hitsPerConversation(
  archive: Archive,
  conversationIds: readonly number[],
  known: ReadonlySet<number>,
): Map<number, number> {
  const counts = new Map<number, number>()
  const messages = archive
    .statement<[string], [id: number, conversationId: number]>(
      `SELECT messages.id, conversation_id FROM json_each(?) AS wanted CROSS JOIN messages ON conversation_id = wanted.value`,
    )
    .raw()
    .all(JSON.stringify(conversationIds))
  for (const [id, conversationId] of messages) {
    if (known.has(id)) counts.set(conversationId, (counts.get(conversationId) ?? 0) + 1)
  }
  return counts
}
