/**
 * Takes a conversation into the archive: as a new one, or merged into the one that is there.
 *
 * How two versions of a conversation are merged is merge-conversation.ts's work.
 */
import type { Conversation } from '@shared/conversation.ts'
import type { Archive } from './archive.ts'
import { inStep } from './batch.ts'
import { addTags, nextChange, sortTimes } from './conversation-rows.ts'
import { newUuid } from './ids.ts'
import { contentHashOf, incomingOf, newestTime, type Incoming, type StoredAttachment } from './incoming.ts'
import { mergeConversation } from './merge-conversation.ts'
import { insertMessage } from './message-rows.ts'
import { titleSortKey } from './title.ts'

export { inBatch } from './batch.ts'
export type { StoredAttachment } from './incoming.ts'

export interface Provenance {
  /** The import it came with. */
  readonly importId: number
  /** Fingerprint of the record it was read from, salted with importer and version; null where there is none. */
  readonly fingerprint: string | null
  /** ms */
  readonly now: number
}

export interface Saved {
  readonly result: 'new' | 'updated' | 'unchanged'
  /** UUID of the conversation in the archive. */
  readonly id: string
  readonly addedMessages: number
}

/**
 * Saves one conversation; to be called inside `inBatch`. When it throws, nothing of this conversation stays and the
 * batch can go on.
 *
 * The same conversation (by source and its id there, else by content) gets what is new and loses nothing: neither what
 * the newer file lacks, nor what the reader did to it.
 */
export function saveConversation(
  archive: Archive,
  conversation: Conversation,
  files: readonly StoredAttachment[],
  provenance: Provenance,
): Saved {
  return saveIncoming(archive, incomingOf(conversation, files), provenance)
}

/** The same for a conversation that was made ready before, perhaps in another thread. */
export function saveIncoming(archive: Archive, incoming: Incoming, provenance: Provenance): Saved {
  return inStep(archive, () => {
    const contentHash = contentHashOf(incoming)
    const known = findConversation(archive, incoming, contentHash)
    const saved =
      known === null
        ? addConversation(archive, incoming, contentHash, provenance)
        : mergeConversation(archive, known, incoming, provenance.importId)
    remember(archive, saved, provenance)
    return { result: saved.result, id: saved.uuid, addedMessages: saved.addedMessages }
  })
}

interface SavedRow extends Omit<Saved, 'id'> {
  readonly rowId: number
  readonly uuid: string
}

function findConversation(archive: Archive, incoming: Incoming, contentHash: Buffer | null): number | null {
  const { source } = incoming
  const row =
    contentHash === null
      ? archive
          .statement<unknown[], { id: number }>(
            'SELECT id FROM conversations WHERE source = ? AND source_id = ?',
          )
          .get(source, incoming.sourceId)
      : archive
          .statement<unknown[], { id: number }>(
            'SELECT id FROM conversations WHERE source = ? AND content_hash = ? AND source_id IS NULL',
          )
          .get(source, contentHash)
  return row?.id ?? null
}

function addConversation(
  archive: Archive,
  incoming: Incoming,
  contentHash: Buffer | null,
  { importId, now }: Provenance,
): SavedRow {
  const { messages, parents } = incoming
  const uuid = newUuid()
  const times = sortTimes(incoming.createdAt, incoming.updatedAt, newestTime(messages), now)
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
      messages.length,
      incoming.branches,
      nextChange(archive),
    )
  const rowId = Number(lastInsertRowid)
  const ids: number[] = []
  messages.forEach((message, seq) => {
    const parentId = ids[parents[seq] ?? -1] ?? null
    ids.push(insertMessage(archive, { conversationId: rowId, parentId, seq, importId }, message))
  })
  const shownLeaf = ids[incoming.shown]
  if (shownLeaf !== undefined) {
    archive.statement('UPDATE conversations SET shown_leaf = ? WHERE id = ?').run(shownLeaf, rowId)
  }
  addTags(archive, rowId, incoming.tags, [])
  return { result: 'new', rowId, uuid, addedMessages: messages.length }
}

/** Notes where it came from: for the report, and so that the same record is not read again. */
function remember(archive: Archive, saved: SavedRow, provenance: Provenance): void {
  if (saved.result !== 'unchanged') {
    archive
      .statement(
        `INSERT INTO import_items (import_id, conversation_id, result, added_messages) VALUES (?, ?, ?, ?)
         ON CONFLICT (import_id, conversation_id) DO UPDATE SET added_messages = added_messages + excluded.added_messages`,
      )
      .run(provenance.importId, saved.rowId, saved.result, saved.addedMessages)
  }
  if (provenance.fingerprint !== null) {
    archive
      .statement(
        `INSERT INTO fingerprints (fingerprint, conversation_id, import_id) VALUES (?, ?, ?)
         ON CONFLICT (fingerprint) DO UPDATE SET conversation_id = excluded.conversation_id, import_id = excluded.import_id
         WHERE conversation_id <> excluded.conversation_id`,
      )
      .run(provenance.fingerprint, saved.rowId, provenance.importId)
  }
}
