/**
 * Adds conversations that are new: table by table, so that the pages of one table and its indexes are written one after
 * the other.
 */
import type { Archive } from './archive.ts'
import { addTags, nextChanges, sortTimes } from './conversation-rows.ts'
import { newUuid } from './ids.ts'
import { newestTime, type Incoming } from './incoming.ts'
import { insertAttachments, insertMessageRow, insertTexts, type PlacedMessage } from './message-rows.ts'
import { takeNotes, takeReaderTitle } from './reader-marks.ts'
import { titleSortKey } from './title.ts'

export interface NewConversation {
  readonly incoming: Incoming
  /** For one that its source gave no id. */
  readonly contentHash: Buffer | null
}

export interface AddedConversation {
  readonly result: 'new'
  readonly rowId: number
  readonly uuid: string
  readonly addedMessages: number
}

/** Adds one conversation; part of the caller's transaction. */
export function addConversation(
  archive: Archive,
  conversation: NewConversation,
  importId: number,
  now: number,
): AddedConversation {
  const [added] = addConversations(archive, [conversation], importId, now)
  if (added === undefined) throw new Error('A conversation was added and is not there')
  return added
}

/** Adds conversations in their order and answers in it; part of the caller's transaction, which is to take all back if this throws. */
export function addConversations(
  archive: Archive,
  conversations: readonly NewConversation[],
  importId: number,
  now: number,
): AddedConversation[] {
  let change = nextChanges(archive, conversations.length)
  const added = conversations.map((one): AddedConversation => {
    const { rowId, uuid } = insertHead(archive, one, change++, now)
    return { result: 'new', rowId, uuid, addedMessages: one.incoming.messages.length }
  })
  const placed = conversations.map(({ incoming }, index) => {
    const conversationId = added[index]?.rowId ?? -1
    return { incoming, conversationId, ids: insertRows(archive, incoming, conversationId, importId) }
  })
  insertTexts(
    archive,
    placed.flatMap(({ incoming, ids }) =>
      incoming.messages.map((message, seq): PlacedMessage => [ids[seq] ?? -1, message]),
    ),
  )
  for (const { incoming, conversationId, ids } of placed) {
    incoming.messages.forEach((message, seq) => {
      insertAttachments(archive, conversationId, ids[seq] ?? -1, message)
    })
    const shownLeaf = ids[incoming.shown]
    if (shownLeaf !== undefined) {
      archive.statement('UPDATE conversations SET shown_leaf = ? WHERE id = ?').run(shownLeaf, conversationId)
    }
    addTags(archive, conversationId, incoming.tags, [], incoming.origin?.reader.tags)
    takeReaderTitle(archive, conversationId, incoming)
    takeNotes(archive, conversationId, incoming, ids)
  }
  return added
}

function insertHead(
  archive: Archive,
  { incoming, contentHash }: NewConversation,
  change: number,
  now: number,
): { rowId: number; uuid: string } {
  const uuid = newUuid()
  const times = sortTimes(incoming.createdAt, incoming.updatedAt, newestTime(incoming.messages), now)
  const isInTrash = incoming.status === 'deleted'
  const { lastInsertRowid } = archive
    .statement(
      `INSERT INTO conversations (uuid, source, source_id, content_hash, type, status, status_before, title, original_title,
         endpoint, model, created_at, updated_at, sort_created, sort_updated, sort_title, undated, options, extra,
         messages, branches, change_seq)
       VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`,
    )
    .run(
      uuid,
      incoming.source,
      incoming.sourceId,
      contentHash,
      incoming.type,
      incoming.status,
      isInTrash ? 'active' : null,
      incoming.shownTitle,
      incoming.title,
      incoming.endpoint,
      incoming.model,
      incoming.createdAt,
      incoming.updatedAt,
      times.created,
      times.updated,
      titleSortKey(incoming.shownTitle),
      times.isUndated ? 1 : 0,
      incoming.options,
      incoming.extra,
      incoming.messages.length,
      incoming.branches,
      change,
    )
  return { rowId: Number(lastInsertRowid), uuid }
}

/** Inserts the rows of all messages of a conversation, without what belongs to them; answers their ids. */
function insertRows(
  archive: Archive,
  { messages, parents }: Incoming,
  conversationId: number,
  importId: number,
): number[] {
  const ids: number[] = []
  messages.forEach((message, seq) => {
    const parentId = ids[parents[seq] ?? -1] ?? null
    ids.push(insertMessageRow(archive, { conversationId, parentId, seq, importId }, message))
  })
  return ids
}
