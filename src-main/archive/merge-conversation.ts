/**
 * Merges a conversation that comes in again into the one that is stored.
 *
 * A newer export is often poorer than an older one, so a merge only adds: messages, the rest of an answer, bytes of
 * attachments, names that were missing. What the reader did (title, tags, status, chosen branch) stays.
 */
import type { ConversationStatus, ConversationType } from '@shared/conversation.ts'
import type { JsonObject } from '@shared/json.ts'
import { buildTree, depthFirst, leavesOf, newestLeafUnder, type Tree } from '@shared/tree.ts'
import type { Archive } from './archive.ts'
import { addTags, nextChange, sortTimes, type NamedTag } from './conversation-rows.ts'
import { keysOf, newestTime, type Incoming } from './incoming.ts'
import {
  mergeMessage,
  readStoredMessages,
  storedKeys,
  type Merge,
  type StoredMessage,
} from './merge-message.ts'
import { insertMessage } from './message-rows.ts'
import { takeNotes } from './reader-marks.ts'
import { noteReplaced, type HeadBefore, type TimesBefore } from './replaced.ts'
import { mergeFields } from './richer.ts'
import { titleSortKey } from './title.ts'
import { trashOf } from './merge-trash.ts'
import { visibleMessages } from './visible-messages.ts'

interface Merged {
  readonly result: 'updated' | 'unchanged'
  readonly rowId: number
  readonly uuid: string
  readonly addedMessages: number
}

/** Merges into the conversation with a row id what an import brings; part of the caller's transaction. */
export function mergeConversation(
  archive: Archive,
  rowId: number,
  incoming: Incoming,
  importId: number,
): Merged {
  const stored = readHead(archive, rowId)
  const messages = mergeMessages(archive, { conversationId: rowId, importId }, incoming)
  const merged = mergeHead(stored, incoming, messages)
  const newTags = addTags(
    archive,
    rowId,
    incoming.tags,
    JSON.parse(stored.original_tags) as string[],
    incoming.origin?.reader.tags,
  )
  const newNotes = takeNotes(archive, rowId, incoming, messages.ids)
  const hasNewHead = JSON.stringify(merged) !== JSON.stringify(stored)
  if (hasNewHead) writeHead(archive, rowId, merged)
  if (!isBroughtBy(archive, importId, rowId)) {
    const place = { importId, conversationId: rowId, messageId: null }
    noteReplaced(archive, place, { ...headBefore(stored, merged), ...tagsBefore(newTags), ...newNotes })
  }
  if (messages.isTextChanged || merged.title !== stored.title) {
    archive.statement('UPDATE conversations SET change_seq = ? WHERE id = ?').run(nextChange(archive), rowId)
  }
  const isChanged = hasNewHead || newTags.length > 0 || messages.isChanged || Object.keys(newNotes).length > 0
  return {
    result: isChanged ? 'updated' : 'unchanged',
    rowId,
    uuid: stored.uuid,
    addedMessages: messages.added,
  }
}

/** The columns of a conversation that a merge may change, and those it needs to know. */
interface Head {
  readonly uuid: string
  readonly type: ConversationType
  readonly status: ConversationStatus
  readonly status_before: ConversationStatus | null
  readonly title: string
  readonly title_by_reader: number
  readonly original_title: string | null
  readonly original_tags: string
  readonly endpoint: string | null
  readonly model: string | null
  readonly created_at: number | null
  readonly updated_at: number | null
  readonly sort_created: number
  readonly sort_updated: number
  readonly sort_title: string
  readonly undated: number
  readonly shown_leaf: number | null
  readonly shown_by_reader: number
  readonly options: string | null
  readonly extra: string | null
  readonly messages: number
  readonly branches: number
}

function readHead(archive: Archive, rowId: number): Head {
  const head = archive
    .statement<[number], Head>(
      `SELECT uuid, type, status, status_before, title, title_by_reader, original_title, original_tags, endpoint, model,
         created_at, updated_at, sort_created, sort_updated, sort_title, undated, shown_leaf, shown_by_reader, options,
         extra, messages, branches
       FROM conversations WHERE id = ?`,
    )
    .get(rowId)
  if (head === undefined) throw new Error(`Conversation ${rowId} has gone inside its own transaction`)
  return head
}

function writeHead(archive: Archive, rowId: number, head: Head): void {
  archive
    .statement(
      `UPDATE conversations SET type = :type, status = :status, status_before = :status_before, title = :title,
         title_by_reader = :title_by_reader, original_title = :original_title, endpoint = :endpoint, model = :model, created_at = :created_at,
         updated_at = :updated_at, sort_created = :sort_created, sort_updated = :sort_updated, sort_title = :sort_title,
         undated = :undated, shown_leaf = :shown_leaf, options = :options, extra = :extra, messages = :messages,
         branches = :branches
       WHERE id = :id`,
    )
    .run({ ...head, id: rowId })
}

/** Whether an import brought the whole conversation earlier in its own file, so that it goes as a whole when it is undone. */
function isBroughtBy(archive: Archive, importId: number, rowId: number): boolean {
  const item = archive
    .statement<[number, number], { result: string }>(
      'SELECT result FROM import_items WHERE import_id = ? AND conversation_id = ?',
    )
    .get(importId, rowId)
  return item?.result === 'new'
}

/** What merging changed, as it was. Counts and the sort key of the title follow from the rest. */
function headBefore(stored: Head, merged: Head): HeadBefore {
  const before = Object.fromEntries(
    plainColumns
      .filter((column) => stored[column] !== merged[column])
      .map((column) => [column, stored[column]]),
  ) as Pick<HeadBefore, (typeof plainColumns)[number]>
  return {
    ...before,
    ...(timeColumns.some((column) => stored[column] !== merged[column]) && { times: timesOf(stored) }),
    ...(stored.status !== merged.status && { status: { became: merged.status } }),
    ...(stored.title_by_reader !== merged.title_by_reader && { reader_title: merged.title }),
  }
}

const plainColumns = [
  'type',
  'title',
  'original_title',
  'endpoint',
  'model',
  'shown_leaf',
  'options',
  'extra',
] as const
const timeColumns = ['created_at', 'updated_at', 'sort_created', 'sort_updated', 'undated'] as const

function timesOf({ created_at, updated_at, sort_created, sort_updated, undated }: Head): TimesBefore {
  return { created_at, updated_at, sort_created, sort_updated, undated }
}

function tagsBefore(tags: readonly NamedTag[]): HeadBefore {
  const before: Record<`tag ${string}`, boolean> = {}
  for (const { name, isAdded } of tags) before[`tag ${name}`] = isAdded
  return before
}

function mergeHead(stored: Head, incoming: Incoming, messages: MergedMessages): Head {
  const isNewer = stored.updated_at === null || (incoming.updatedAt ?? -Infinity) >= stored.updated_at
  const newest = <Value>(before: Value, now: Value): Value => (isNewer ? (now ?? before) : (before ?? now))
  // What Stemma has written of a renamed conversation has the reader's title in the place of the source's.
  const isReaders = stored.title_by_reader === 1 && incoming.title === stored.title
  const originalTitle = isReaders ? stored.original_title : newest(stored.original_title, incoming.title)
  const followsSource = stored.title_by_reader === 0 && originalTitle !== stored.original_title
  const readerTitle = stored.title_by_reader === 0 ? (incoming.origin?.reader.title ?? null) : null
  const title = readerTitle ?? (followsSource ? incoming.shownTitle : stored.title)
  const createdAt = stored.created_at ?? incoming.createdAt
  const updatedAt = latest(stored.updated_at, incoming.updatedAt)
  const times = sortTimes(createdAt, updatedAt, messages.newestTime, stored.sort_created)
  return {
    ...stored,
    ...mergeStatus(stored, incoming.status),
    type: stored.type === 'chat' ? incoming.type : stored.type,
    title,
    title_by_reader: readerTitle === null ? stored.title_by_reader : 1,
    original_title: originalTitle,
    endpoint: newest(stored.endpoint, incoming.endpoint),
    model: newest(stored.model, incoming.model),
    created_at: createdAt,
    updated_at: updatedAt,
    sort_created: times.created,
    sort_updated: times.updated,
    sort_title: titleSortKey(title),
    undated: times.isUndated ? 1 : 0,
    shown_leaf:
      isNewer && stored.shown_by_reader === 0 ? (messages.shown ?? stored.shown_leaf) : stored.shown_leaf,
    options: mergeJson(stored.options, incoming.options, isNewer),
    extra: mergeJson(stored.extra, incoming.extra, isNewer),
    messages: messages.count,
    branches: messages.branches,
  }
}

/**
 * What the source has archived or starred since is taken over while nobody has touched it here. The other way round it
 * is not: a file that does not tell looks like one that says "active".
 */
function mergeStatus(stored: Head, incoming: ConversationStatus): Pick<Head, 'status' | 'status_before'> {
  if (stored.status === 'active' && incoming !== 'deleted') return { status: incoming, status_before: null }
  return { status: stored.status, status_before: stored.status_before }
}

function mergeJson(stored: string | null, incoming: string | null, isNewer: boolean): string | null {
  if (incoming === null || stored === null || incoming === stored) return stored ?? incoming
  const before = JSON.parse(stored) as JsonObject
  const merged = mergeFields(before, JSON.parse(incoming) as JsonObject, isNewer)
  return merged === before ? stored : JSON.stringify(merged)
}

function latest(one: number | null, other: number | null): number | null {
  return one === null || other === null ? (one ?? other) : Math.max(one, other)
}

interface MergedMessages {
  readonly count: number
  readonly branches: number
  /** messages.id of each message of the incoming file. */
  readonly ids: readonly (number | undefined)[]
  readonly added: number
  readonly newestTime: number | null
  /** messages.id of the last message of the branch that the source shows. */
  readonly shown: number | null
  readonly isChanged: boolean
  /** Whether a message was added or says something else now. */
  readonly isTextChanged: boolean
}

function mergeMessages(archive: Archive, merge: Merge, incoming: Incoming): MergedMessages {
  const stored = readStoredMessages(archive, merge.conversationId)
  const indexOfKey = new Map(storedKeys(archive, stored).map((key, index) => [key, index]))
  // Stored messages keep their places, new ones come behind them in the order of the file.
  let size = stored.length
  const places = keysOf(incoming).map((key) => indexOfKey.get(key) ?? size++)
  const tree = joinTrees(stored, incoming, places, size)

  const ids = stored.map((message) => message.id)
  let isChanged = false
  let isTextChanged = size > stored.length
  const trash = trashOf(archive, merge.conversationId, stored)
  incoming.messages.forEach((message, index) => {
    const place = places[index] ?? -1
    const known = stored[place]
    if (known !== undefined && trash.isEmptied(known.deletion_id)) return
    if (known === undefined) {
      const parentId = ids[tree.parents[place] ?? -1] ?? null
      ids[place] = insertMessage(archive, { ...merge, parentId, seq: nextSeq(stored) + place }, message)
      return
    }
    const changed = mergeMessage(archive, merge, known, message)
    isChanged ||= changed !== 'nothing'
    isTextChanged ||= changed === 'text'
  })
  if (relink(archive, merge, stored, tree, ids)) isChanged = true
  const visible = visibleMessages(trash.fill(ids, tree))
  return {
    count: visible.rows.length,
    branches: leavesOf(buildTree(visible.parents)).length,
    ids: places.map((place) => ids[place]),
    added: size - stored.length,
    newestTime: latest(
      newestTime(stored.map((message) => ({ createdAt: message.created_at }))),
      newestTime(incoming.messages),
    ),
    // What ended the branch in the incoming file may have gone on in what was stored before.
    shown: incoming.shown < 0 ? null : (ids[newestLeafUnder(tree, places[incoming.shown] ?? -1)] ?? null),
    isChanged: isChanged || size > stored.length,
    isTextChanged,
  }
}

/** A stored message keeps its parent; one that had none gets the one that the incoming file knows. */
function joinTrees(
  stored: readonly StoredMessage[],
  incoming: Incoming,
  places: readonly number[],
  size: number,
): Tree {
  const indexOfId = new Map(stored.map((message, index) => [message.id, index]))
  const parents = new Int32Array(size).fill(-1)
  stored.forEach((message, index) => {
    parents[index] = message.parent_id === null ? -1 : (indexOfId.get(message.parent_id) ?? -1)
  })
  places.forEach((place, index) => {
    if (parents[place] === -1) parents[place] = places[incoming.parents[index] ?? -1] ?? -1
  })
  return buildTree(parents)
}

/** Writes the parents that stored messages have found, and an order in which they stand before them; true when there were any. */
function relink(
  archive: Archive,
  merge: Merge,
  stored: readonly StoredMessage[],
  tree: Tree,
  ids: readonly number[],
): boolean {
  const moved = stored.filter(
    (message, index) => (ids[tree.parents[index] ?? -1] ?? null) !== message.parent_id,
  )
  if (moved.length === 0) return false
  stored.forEach((message, index) => {
    const parentId = ids[tree.parents[index] ?? -1] ?? null
    const isMoved = parentId !== message.parent_id
    if (message.import_id !== merge.importId) {
      const before = { seq: message.seq, ...(isMoved && { parent_id: message.parent_id }) }
      noteReplaced(archive, { ...merge, messageId: message.id }, before)
    }
    if (isMoved) archive.statement('UPDATE messages SET parent_id = ? WHERE id = ?').run(parentId, message.id)
  })
  depthFirst(tree).forEach((index, seq) => {
    archive.statement('UPDATE messages SET seq = ? WHERE id = ?').run(seq, ids[index])
  })
  return true
}

/** Seq of a message at place 0 if it were new: stored messages may have been numbered with gaps. */
function nextSeq(stored: readonly StoredMessage[]): number {
  const last = stored.at(-1)
  return last === undefined ? 0 : last.seq + 1 - stored.length
}
