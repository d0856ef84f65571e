/** The trash of messages: a message or a branch goes there, comes back, or is emptied for good. */
import { AppError } from '@shared/contract/app-error.ts'
import type { DeletedMessages } from '@shared/contract/organise.ts'
import { readableText } from '@shared/message-text.ts'
import type { Archive } from './archive.ts'
import { inBatch } from './batch.ts'
import { conversationIdOf } from './conversation-id.ts'
import { nextChange } from './conversation-rows.ts'
import { emptyMessages } from './empty-messages.ts'
import { removeUnusedFiles } from './files.ts'
import { restoreParts, type StoredParts } from './stored-parts.ts'
import { readLinks, recountMessages, type LinkedMessage } from './visible-messages.ts'

export interface MessageToDelete {
  /** UUID of the conversation. */
  readonly id: string
  /** Row id of the message. */
  readonly key: number
  /** The message alone, or with all that stands below it. */
  readonly what: 'message' | 'branch'
}

/** Moves a message or a branch to the trash; @throws AppError `not-found` */
export function deleteMessages(
  archive: Archive,
  { id, key, what }: MessageToDelete,
  now: number,
): { deletionId: number; messages: number } {
  return inBatch(archive, () => {
    const conversationId = conversationIdOf(archive, id)
    const all = readLinks(archive, conversationId)
    const root = all.find((message) => message.id === key && message.deletion_id === null)
    if (root === undefined) {
      throw new AppError('not-found', 'This message is no longer in the conversation. Open it again.')
    }
    const gone = what === 'message' ? [root] : branchUnder(all, key)
    const { lastInsertRowid } = archive
      .statement('INSERT INTO deletions (conversation_id, what, deleted_at) VALUES (?, ?, ?)')
      .run(conversationId, what, now)
    const deletionId = Number(lastInsertRowid)
    for (const message of gone) setDeletion(archive, message.id, deletionId)
    changed(archive, conversationId)
    return { deletionId, messages: gone.length }
  })
}

/** Takes messages out of the trash again, to where they were; @throws AppError `not-found` */
export function restoreMessages(archive: Archive, deletionId: number): { messages: number } {
  return inBatch(archive, () => {
    const { conversationId } = deletionOf(archive, deletionId)
    const { changes } = archive
      .statement('UPDATE messages SET deletion_id = NULL WHERE deletion_id = ?')
      .run(deletionId)
    archive.statement('DELETE FROM deletions WHERE id = ?').run(deletionId)
    changed(archive, conversationId)
    return { messages: changes }
  })
}

/** A deletion as it stands, so that it can be made once more after its messages have been taken out of the trash. */
export interface KeptDeletion {
  readonly deletionId: number
  /** UUID */
  readonly conversation: string
  readonly what: 'message' | 'branch'
  readonly deletedAt: number
  /** Row ids of its messages. */
  readonly messages: readonly number[]
}

/** @throws AppError `not-found` */
export function readDeletion(archive: Archive, deletionId: number): KeptDeletion {
  const { conversation, what, deletedAt } = deletionOf(archive, deletionId)
  const messages = archive
    .statement<[number], number>('SELECT id FROM messages WHERE deletion_id = ?')
    .pluck()
    .all(deletionId)
  return { deletionId, conversation, what, deletedAt, messages }
}

/** Moves the messages of a deletion to the trash again, under the number it had; @throws AppError `not-found` */
export function deleteAgain(archive: Archive, kept: KeptDeletion): void {
  inBatch(archive, () => {
    const { deletionId, what, deletedAt } = kept
    const conversationId = conversationIdOf(archive, kept.conversation)
    archive
      .statement('INSERT INTO deletions (id, conversation_id, what, deleted_at) VALUES (?, ?, ?, ?)')
      .run(deletionId, conversationId, what, deletedAt)
    const { changes } = archive
      .statement(
        `UPDATE messages SET deletion_id = ?
         WHERE deletion_id IS NULL AND conversation_id = ? AND id IN (SELECT value FROM json_each(?))`,
      )
      .run(deletionId, conversationId, JSON.stringify(kept.messages))
    if (changes === 0) {
      throw new AppError('not-found', 'These messages are no longer in the conversation. Open it again.')
    }
    changed(archive, conversationId)
  })
}

/** Empties messages in the trash for good; @throws AppError `not-found` */
export function removeMessages(archive: Archive, deletionId: number, now: number): { messages: number } {
  const messages = inBatch(archive, () => {
    const { conversationId } = deletionOf(archive, deletionId)
    const ids = archive
      .statement<[number], { id: number }>('SELECT id FROM messages WHERE deletion_id = ?')
      .all(deletionId)
      .map((row) => row.id)
    emptyMessages(archive, conversationId, ids)
    archive.statement('UPDATE deletions SET emptied_at = ? WHERE id = ?').run(now, deletionId)
    changed(archive, conversationId)
    return ids.length
  })
  removeUnusedFiles(archive)
  return { messages }
}

/** What of one conversation, or of all, is in the trash, the last deleted first; `next` begins the next page. */
export function deletedMessages(
  archive: Archive,
  { id, limit, before }: { id: string | null; limit: number; before: number | null },
): { deleted: DeletedMessages[]; next: number | null } {
  const rows = archive
    .statement<unknown[], DeletionRow>(
      `SELECT deletions.id AS deletionId, what, deleted_at AS deletedAt, uuid, title,
         (SELECT count(*) FROM messages WHERE deletion_id = deletions.id) AS messages,
         (SELECT messages.id FROM messages WHERE deletion_id = deletions.id ORDER BY seq LIMIT 1) AS firstId
       FROM deletions JOIN conversations ON conversations.id = conversation_id
       WHERE emptied_at IS NULL AND deletions.id < :before AND (:id IS NULL OR uuid = :id)
       ORDER BY deletions.id DESC LIMIT :limit`,
    )
    .all({ before: before ?? Number.MAX_SAFE_INTEGER, id, limit: limit + 1 })
  const page = rows.slice(0, limit)
  return {
    deleted: page.map(({ deletionId, what, deletedAt, uuid, title, messages, firstId }) => ({
      deletionId,
      what,
      conversation: { id: uuid, title },
      messages,
      beginning: beginningOf(archive, firstId),
      deletedAt,
    })),
    next: rows.length > limit ? (page.at(-1)?.deletionId ?? null) : null,
  }
}

/** Ids of all deletions that are not emptied yet. */
export function openDeletions(archive: Archive): number[] {
  return archive
    .statement<[], { id: number }>('SELECT id FROM deletions WHERE emptied_at IS NULL')
    .all()
    .map((row) => row.id)
}

interface DeletionRow {
  readonly deletionId: number
  readonly what: 'message' | 'branch'
  readonly deletedAt: number
  readonly uuid: string
  readonly title: string
  readonly messages: number
  readonly firstId: number | null
}

const beginningLength = 200

function beginningOf(archive: Archive, messageId: number | null): string {
  const stored = archive
    .statement<[number | null], StoredParts>('SELECT text, parts FROM texts WHERE id = ?')
    .get(messageId)
  if (stored === undefined) return ''
  const text = readableText(restoreParts(stored)).slice(0, 4 * beginningLength)
  return text
    .replaceAll(/\s+/gu, ' ')
    .trim()
    .slice(0, beginningLength)
    .replace(/\p{Cs}$/u, '')
}

/** The message and all below it that is not in the trash yet. Parents stand before their children. */
function branchUnder(all: readonly LinkedMessage[], key: number): LinkedMessage[] {
  const inBranch = new Set([key])
  for (const message of all) {
    if (message.parent_id !== null && inBranch.has(message.parent_id)) inBranch.add(message.id)
  }
  return all.filter((message) => inBranch.has(message.id) && message.deletion_id === null)
}

function setDeletion(archive: Archive, messageId: number, deletionId: number): void {
  archive.statement('UPDATE messages SET deletion_id = ? WHERE id = ?').run(deletionId, messageId)
}

function changed(archive: Archive, conversationId: number): void {
  recountMessages(archive, conversationId)
  archive
    .statement('UPDATE conversations SET change_seq = ? WHERE id = ?')
    .run(nextChange(archive), conversationId)
}

interface OpenDeletion {
  readonly conversationId: number
  readonly conversation: string
  readonly what: 'message' | 'branch'
  readonly deletedAt: number
}

function deletionOf(archive: Archive, deletionId: number): OpenDeletion {
  const row = archive
    .statement<[number], OpenDeletion>(
      `SELECT conversation_id AS conversationId, uuid AS conversation, what, deleted_at AS deletedAt
       FROM deletions JOIN conversations ON conversations.id = conversation_id
       WHERE deletions.id = ? AND emptied_at IS NULL`,
    )
    .get(deletionId)
  if (row !== undefined) return row
  throw new AppError('not-found', 'These messages are no longer in the trash. Load the list again.')
}
