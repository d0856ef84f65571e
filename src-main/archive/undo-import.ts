/**
 * Takes back what an import has added: all of it, or nothing when anything goes wrong.
 *
 * Messages that it brought go, and with its new conversations everything in them; what it replaced in older ones comes
 * back (put-back.ts). What later imports have added stays, with the messages that it answers or belongs to.
 */
import { AppError } from '@shared/contract/app-error.ts'
import type { UndoneImport } from '@shared/contract/jobs.ts'
import { buildTree, depthFirst, type Tree } from '@shared/tree.ts'
import type { Archive } from './archive.ts'
import { inBatch } from './batch.ts'
import { nextChange } from './conversation-rows.ts'
import { removeUnusedFiles } from './files.ts'
import { putBack } from './put-back.ts'
import { recountMessages } from './visible-messages.ts'

/**
 * Undoes an import, in one transaction. It stays in the history as undone.
 *
 * @param now ms
 * @throws AppError `not-found`; `not-available` when it is undone already, has not ended, or was made by a version that
 *   did not note what it replaced; `disk-full`, `archive-busy`, `cannot-write`, `archive-damaged`
 */
export function undoImport(archive: Archive, importId: number, now: number): UndoneImport {
  const undone = inBatch(archive, () => {
    refuseWhatCannotBeUndone(archive, importId)
    archive.statement('UPDATE imports SET undone_at = ? WHERE id = ?').run(now, importId)
    const parts = touchedConversations(archive, importId).map((id) =>
      undoInConversation(archive, importId, id),
    )
    // Of conversations that it only met again too: the same file is then read again, which changes nothing in them.
    archive.statement('DELETE FROM fingerprints WHERE import_id = ?').run(importId)
    // The files it was made of go with it, unless another import was made of them too (removeUnusedOriginals).
    archive.statement('DELETE FROM import_originals WHERE import_id = ?').run(importId)
    // Where conversations only went, nothing else tells the search index that there is something to do.
    nextChange(archive)
    return sumOf(parts)
  })
  archive.messageIds.forget()
  removeUnusedFiles(archive)
  return undone
}

function refuseWhatCannotBeUndone(archive: Archive, importId: number): void {
  const row = archive
    .statement<[number], { file: string; state: string; can_undo: number; undone_at: number | null }>(
      'SELECT file, state, can_undo, undone_at FROM imports WHERE id = ?',
    )
    .get(importId)
  if (row === undefined) {
    throw new AppError('not-found', `There is no import ${importId}. Load the list of imports again.`)
  }
  const name = `Import ${importId} (${row.file})`
  if (row.undone_at !== null) throw new AppError('not-available', `${name} has been undone already.`)
  if (row.state === 'running') {
    throw new AppError('not-available', `${name} has not ended yet. Cancel it or wait, then undo it.`)
  }
  if (row.can_undo === 0) {
    throw new AppError(
      'not-available',
      `${name} was made by an earlier version of Stemma, which did not note what it replaced. Move its conversations to the trash instead.`,
    )
  }
}

function touchedConversations(archive: Archive, importId: number): number[] {
  return archive
    .statement<[number], { id: number }>(
      'SELECT conversation_id AS id FROM import_items WHERE import_id = ? ORDER BY id',
    )
    .all(importId)
    .map((row) => row.id)
}

interface StoredMessage {
  readonly id: number
  readonly parentId: number | null
  readonly seq: number
  readonly importId: number | null
  /** 1 when its import is undone: this one, or an earlier one that had to leave it here. */
  readonly isUndone: number
}

function undoInConversation(archive: Archive, importId: number, conversationId: number): UndoneImport {
  // Before anything goes: which files its attachments name now.
  archive
    .statement(
      `INSERT INTO unused_files SELECT DISTINCT hash FROM attachments WHERE conversation_id = ? AND hash IS NOT NULL
       ON CONFLICT (hash) DO NOTHING`,
    )
    .run(conversationId)
  const { restored, enriched } = putBack(archive, importId, conversationId)
  const messages = readMessages(archive, conversationId)
  const staying = stayingMessages(messages, enriched)
  const removedMessages = messages.length - staying.size
  if (staying.size === 0 && !isBroughtByAnother(archive, conversationId)) {
    removeConversation(archive, conversationId)
    return { removedConversations: 1, removedMessages, restoredMessages: 0, keptMessages: 0 }
  }
  for (const { id } of messages) {
    if (!staying.has(id)) archive.statement('DELETE FROM messages WHERE id = ?').run(id)
  }
  const left = messages.filter(({ id }) => staying.has(id))
  const keptMessages = left.filter((message) => message.importId === importId).length
  bringHeadUpToDate(archive, conversationId, messages, left)
  forgetImport(archive, importId, conversationId)
  const restoredMessages = left.filter(({ id }) => restored.has(id)).length
  return { removedConversations: 0, removedMessages, restoredMessages, keptMessages }
}

/** In the order in which they are to stand, also where an import had put them into another one. */
function readMessages(archive: Archive, conversationId: number): StoredMessage[] {
  return archive
    .statement<[number], StoredMessage>(
      `SELECT messages.id, parent_id AS parentId, seq, import_id AS importId, undone_at IS NOT NULL AS isUndone
       FROM messages LEFT JOIN imports ON imports.id = import_id
       WHERE conversation_id = ? ORDER BY seq, messages.id`,
    )
    .all(conversationId)
}

/** Ids of the messages of other imports, of those that others have enriched, and of all that these answer. */
function stayingMessages(messages: readonly StoredMessage[], enriched: ReadonlySet<number>): Set<number> {
  const byId = new Map(messages.map((message) => [message.id, message]))
  const staying = new Set<number>()
  for (const message of messages) {
    if (message.isUndone === 1 && !enriched.has(message.id)) continue
    let needed: StoredMessage | undefined = message
    while (needed !== undefined && !staying.has(needed.id)) {
      staying.add(needed.id)
      needed = needed.parentId === null ? undefined : byId.get(needed.parentId)
    }
  }
  return staying
}

/** Whether the conversation came with an import that is not undone. */
function isBroughtByAnother(archive: Archive, conversationId: number): boolean {
  const item = archive
    .statement(
      `SELECT 1 FROM import_items JOIN imports ON imports.id = import_id
       WHERE conversation_id = ? AND result = 'new' AND undone_at IS NULL`,
    )
    .get(conversationId)
  return item !== undefined
}

/** With the tags that no other conversation has. */
function removeConversation(archive: Archive, id: number): void {
  const tags = archive
    .statement<[number], { id: number }>(
      'SELECT tag_id AS id FROM conversation_tags WHERE conversation_id = ?',
    )
    .all(id)
  archive.statement('DELETE FROM conversations WHERE id = ?').run(id)
  for (const tag of tags) {
    archive
      .statement(
        `DELETE FROM tags WHERE id = ? AND by_reader = 0
         AND NOT EXISTS (SELECT 1 FROM conversation_tags WHERE tag_id = tags.id)`,
      )
      .run(tag.id)
  }
}

/** Order, counts, shown branch and change number of a conversation that has lost messages. */
function bringHeadUpToDate(
  archive: Archive,
  conversationId: number,
  before: readonly StoredMessage[],
  left: readonly StoredMessage[],
): void {
  const tree = treeOfStored(left)
  if (!isInOrder(left, tree)) {
    depthFirst(tree).forEach((index, seq) => {
      archive.statement('UPDATE messages SET seq = ? WHERE id = ?').run(seq, left[index]?.id)
    })
  }
  const shown = archive
    .statement<[number], { leaf: number | null }>('SELECT shown_leaf AS leaf FROM conversations WHERE id = ?')
    .get(conversationId)
  const shownLeaf = nearestLeft(shown?.leaf ?? null, before, left)
  archive
    .statement(
      `UPDATE conversations SET shown_leaf = ?, shown_by_reader = shown_by_reader AND ? IS NOT NULL, change_seq = ?
       WHERE id = ?`,
    )
    .run(shownLeaf, shownLeaf, nextChange(archive), conversationId)
  archive
    .statement(
      `DELETE FROM deletions WHERE conversation_id = ?
         AND NOT EXISTS (SELECT 1 FROM messages WHERE deletion_id = deletions.id)`,
    )
    .run(conversationId)
  recountMessages(archive, conversationId)
}

function treeOfStored(messages: readonly StoredMessage[]): Tree {
  const indexOfId = new Map(messages.map((message, index) => [message.id, index]))
  return buildTree(messages.map(({ parentId }) => (parentId === null ? -1 : (indexOfId.get(parentId) ?? -1))))
}

function isInOrder(messages: readonly StoredMessage[], tree: Tree): boolean {
  return messages.every(
    ({ seq }, index) => (tree.parents[index] ?? -1) < index && seq !== messages[index + 1]?.seq,
  )
}

/** The message itself where it is left, else the nearest one above it that is. */
function nearestLeft(
  id: number | null,
  before: readonly StoredMessage[],
  left: readonly StoredMessage[],
): number | null {
  const parentOf = new Map(before.map((message) => [message.id, message.parentId]))
  const ids = new Set(left.map((message) => message.id))
  let nearest = id
  while (nearest !== null && !ids.has(nearest)) nearest = parentOf.get(nearest) ?? null
  return nearest
}

/** Takes undone imports out of what a conversation says of its origin, except for what had to stay of them. */
function forgetImport(archive: Archive, importId: number, conversationId: number): void {
  archive
    .statement(
      `UPDATE import_items SET added_messages =
         (SELECT count(*) FROM messages WHERE conversation_id = :id AND messages.import_id = import_items.import_id)
       WHERE conversation_id = :id AND import_id IN (SELECT id FROM imports WHERE undone_at IS NOT NULL)`,
    )
    .run({ id: conversationId })
  archive
    .statement(
      `DELETE FROM import_items WHERE conversation_id = ? AND result = 'updated' AND added_messages = 0
         AND import_id IN (SELECT id FROM imports WHERE undone_at IS NOT NULL)`,
    )
    .run(conversationId)
  // Those of later imports too: their files may hold what has gone now, and are to bring it when they come again.
  archive
    .statement('DELETE FROM fingerprints WHERE conversation_id = ? AND import_id >= ?')
    .run(conversationId, importId)
}

function sumOf(parts: readonly UndoneImport[]): UndoneImport {
  return parts.reduce(
    (sum, part) => ({
      removedConversations: sum.removedConversations + part.removedConversations,
      removedMessages: sum.removedMessages + part.removedMessages,
      restoredMessages: sum.restoredMessages + part.restoredMessages,
      keptMessages: sum.keptMessages + part.keptMessages,
    }),
    { removedConversations: 0, removedMessages: 0, restoredMessages: 0, keptMessages: 0 },
  )
}
