/**
 * Makes new conversations of stored ones: a fork of a part of one, a duplicate of all of it. What is in the trash is not
 * copied.
 *
 * A copy is nobody's import: it has no id of its source and a mark of its own in the place of its content, so no import
 * takes it for the original, and undoing the import of the original leaves it alone.
 */
import { createHash } from 'node:crypto'
import { AppError } from '@shared/contract/app-error.ts'
import type { ForkOption } from '@shared/contract/organise.ts'
import { forkOf, type Fork } from '@shared/fork.ts'
import { buildTree, leavesOf, newestLeafUnder } from '@shared/tree.ts'
import type { Archive } from './archive.ts'
import { inBatch } from './batch.ts'
import { conversationIdOf } from './conversation-id.ts'
import { nextChange } from './conversation-rows.ts'
import { newUuid, newUuidBytes } from './ids.ts'
import { titleSortKey } from './title.ts'
import { visibleMessages, type LinkedMessage } from './visible-messages.ts'
import { storable } from './well-formed.ts'

export interface ForkPlace {
  /** UUID of the conversation. */
  readonly id: string
  /** Row id of the message it is made at. */
  readonly key: number
  /** Leaves out what stands above the level of the message. */
  readonly startHere: boolean
  /** Row id of the message to end at, for `startHere`; null for the newest one below. */
  readonly latestKey: number | null
}

export interface ForkRequest extends ForkPlace {
  readonly option: ForkOption
  /** Null for "… (Fork)". */
  readonly title: string | null
}

const longestTitle = 1024

/** How many messages each choice of a fork would take; @throws AppError `not-found`, `invalid-input` */
export function forkSizes(archive: Archive, place: ForkPlace): Record<ForkOption, number> {
  const original = readOriginal(archive, place.id)
  const size = (option: ForkOption): number => partOf(original, { ...place, option }).messages.length
  return { path: size('path'), related: size('related'), level: size('level') }
}

/**
 * Makes a conversation of a part of another, with its tags and the notes on its messages; answers its UUID.
 *
 * @throws AppError `not-found`; `invalid-input` when it is to end above where it begins
 */
export function forkConversation(archive: Archive, request: ForkRequest, now: number): string {
  return inBatch(archive, () => {
    const original = readOriginal(archive, request.id)
    const fork = partOf(original, request)
    const end = request.startHere ? latestIndex(original, request) : original.indexOf(request.key)
    const ending = ' (Fork)'
    const title = request.title ?? `${original.head.title.slice(0, longestTitle - ending.length)}${ending}`
    const { rowId, uuid, ids } = addCopy(archive, original, fork, {
      title: storable(title),
      isReaders: true,
      createdAt: now,
      updatedAt: now,
      shown: original.rows[end]?.id ?? null,
      kind: 'fork',
      messageUuid: original.rows[original.indexOf(request.key)]?.uuid ?? null,
      now,
    })
    copyMessageNotes(archive, rowId, ids)
    return uuid
  })
}

/** Makes a copy of a conversation with all its messages, tags and notes; answers its UUID. @throws AppError `not-found` */
export function duplicateConversation(
  archive: Archive,
  { id, title }: { readonly id: string; readonly title: string | null },
  now: number,
): string {
  return inBatch(archive, () => {
    const original = readOriginal(archive, id)
    const { head } = original
    const { rowId, uuid, ids } = addCopy(archive, original, wholeOf(original), {
      title: storable(title ?? head.title),
      isReaders: title !== null || head.titleByReader === 1,
      createdAt: head.createdAt,
      updatedAt: head.updatedAt,
      shown: original.rows[original.indexOf(head.shownLeaf)]?.id ?? null,
      kind: 'duplicate',
      messageUuid: null,
      now,
    })
    copyMessageNotes(archive, rowId, ids)
    archive
      .statement(
        `INSERT INTO notes (conversation_id, text, created_at, updated_at)
         SELECT ?, text, created_at, updated_at FROM notes WHERE conversation_id = ? AND message_id IS NULL`,
      )
      .run(rowId, head.id)
    return uuid
  })
}

interface OriginalMessage extends LinkedMessage {
  readonly uuid: Buffer
  readonly created_at: number | null
}

interface Head {
  readonly id: number
  readonly uuid: string
  readonly title: string
  readonly titleByReader: number
  readonly createdAt: number | null
  readonly updatedAt: number | null
  readonly shownLeaf: number | null
}

interface Original extends ReturnType<typeof visibleMessages<OriginalMessage>> {
  readonly head: Head
}

function readOriginal(archive: Archive, uuid: string): Original {
  const id = conversationIdOf(archive, uuid)
  const head = archive
    .statement<[number], Head>(
      `SELECT id, uuid, title, title_by_reader AS titleByReader, created_at AS createdAt, updated_at AS updatedAt,
         shown_leaf AS shownLeaf
       FROM conversations WHERE id = ?`,
    )
    .get(id)
  if (head === undefined) throw new Error(`Conversation ${id} has gone inside its own transaction`)
  const messages = archive
    .statement<[number], OriginalMessage>(
      'SELECT id, parent_id, deletion_id, uuid, created_at FROM messages WHERE conversation_id = ? ORDER BY seq',
    )
    .all(id)
  return { ...visibleMessages(messages), head }
}

function partOf(original: Original, request: ForkPlace & { readonly option: ForkOption }): Fork {
  const target = original.rows.findIndex((message) => message.id === request.key)
  if (target < 0)
    throw new AppError('not-found', 'This message is no longer in the conversation. Open it again.')
  const { option } = request
  const startHereTo = request.startHere ? latestIndex(original, request) : null
  const fork = forkOf(original.parents, { target, option, startHereTo })
  if (fork.messages.length > 0) return fork
  throw new AppError('invalid-input', 'A fork cannot end above the message it starts at. Choose a later one.')
}

function latestIndex(original: Original, { key, latestKey }: ForkPlace): number {
  if (latestKey === null) return newestLeafUnder(buildTree(original.parents), original.indexOf(key))
  const latest = original.rows.findIndex((message) => message.id === latestKey)
  if (latest >= 0) return latest
  throw new AppError('not-found', 'The message to end at is no longer in the conversation. Open it again.')
}

function wholeOf({ rows, parents }: Original): Fork {
  return { messages: rows.map((_, index) => index), parents: [...parents] }
}

interface CopyHead {
  readonly title: string
  readonly isReaders: boolean
  readonly createdAt: number | null
  readonly updatedAt: number | null
  /** Row id, in the original, of the message that ends the branch to show. */
  readonly shown: number | null
  readonly kind: 'fork' | 'duplicate'
  readonly messageUuid: Buffer | null
  readonly now: number
}

/** Row ids of the copied messages, by those of the originals. */
type CopiedIds = ReadonlyMap<number, number>

function addCopy(
  archive: Archive,
  original: Original,
  part: Fork,
  copy: CopyHead,
): { rowId: number; uuid: string; ids: CopiedIds } {
  const uuid = newUuid()
  const { lastInsertRowid } = archive
    .statement(
      `INSERT INTO conversations (uuid, source, source_id, content_hash, type, status, title, title_by_reader, original_title,
         endpoint, model, created_at, updated_at, sort_created, sort_updated, sort_title, undated, shown_by_reader, options,
         extra, messages, branches, change_seq)
       SELECT :uuid, source, NULL, :identity, type, 'active', :title, :isReaders, original_title, endpoint, model, :createdAt,
         :updatedAt, ifnull(:forkedAt, sort_created), ifnull(:forkedAt, sort_updated), :sortTitle,
         CASE WHEN :forkedAt IS NULL THEN undated ELSE 0 END, shown_by_reader, options, extra, :messages, :branches, :change
       FROM conversations WHERE id = :id`,
    )
    .run({
      id: original.head.id,
      uuid,
      identity: createHash('sha1').update(`copy ${uuid}`).digest(),
      title: copy.title,
      isReaders: copy.isReaders ? 1 : 0,
      createdAt: copy.createdAt,
      updatedAt: copy.updatedAt,
      forkedAt: copy.kind === 'fork' ? copy.now : null,
      sortTitle: titleSortKey(copy.title),
      messages: part.messages.length,
      branches: leavesOf(buildTree(part.parents)).length,
      change: nextChange(archive),
    })
  const rowId = Number(lastInsertRowid)
  const ids = copyMessages(archive, original, part, rowId)
  archive
    .statement('UPDATE conversations SET shown_leaf = ? WHERE id = ?')
    .run(ids.get(copy.shown ?? -1) ?? null, rowId)
  archive
    .statement(
      `INSERT INTO conversation_tags (conversation_id, tag_id)
       SELECT ?, tag_id FROM conversation_tags WHERE conversation_id = ? ORDER BY id`,
    )
    .run(rowId, original.head.id)
  archive
    .statement(
      'INSERT INTO copies (conversation_id, original_uuid, kind, message_uuid, made_at) VALUES (?, ?, ?, ?, ?)',
    )
    .run(rowId, original.head.uuid, copy.kind, copy.messageUuid, copy.now)
  return { rowId, uuid, ids }
}

function copyMessages(archive: Archive, { rows }: Original, part: Fork, conversationId: number): CopiedIds {
  const copied: number[] = []
  const ids = new Map<number, number>()
  part.messages.forEach((index, seq) => {
    const message = rows[index]
    if (message === undefined) return
    const id = archive.messageIds.next(message.created_at)
    const place = {
      id,
      conversationId,
      parent: copied[part.parents[seq] ?? -1] ?? null,
      seq,
      uuid: newUuidBytes(),
    }
    archive
      .statement(
        `INSERT INTO messages (id, conversation_id, parent_id, seq, uuid, source_id, role, sender, model, created_at, flags, length)
         SELECT :id, :conversationId, :parent, :seq, :uuid, source_id, role, sender, model, created_at, flags, length
         FROM messages WHERE id = :from`,
      )
      .run({ ...place, from: message.id })
    archive
      .statement(
        'INSERT INTO texts (id, text, parts, extra) SELECT ?, text, parts, extra FROM texts WHERE id = ?',
      )
      .run(id, message.id)
    archive
      .statement('INSERT INTO extras (message_id, extra) SELECT ?, extra FROM extras WHERE message_id = ?')
      .run(id, message.id)
    archive
      .statement(
        `INSERT INTO attachments (conversation_id, message_id, ref, hash, mime, missing)
         SELECT ?, ?, ref, hash, mime, missing FROM attachments WHERE message_id = ? ORDER BY id`,
      )
      .run(conversationId, id, message.id)
    copied.push(id)
    ids.set(message.id, id)
  })
  return ids
}

function copyMessageNotes(archive: Archive, conversationId: number, ids: CopiedIds): void {
  for (const [from, to] of ids) {
    archive
      .statement(
        `INSERT INTO notes (conversation_id, message_id, text, created_at, updated_at)
         SELECT ?, ?, text, created_at, updated_at FROM notes WHERE message_id = ?`,
      )
      .run(conversationId, to, from)
  }
}
