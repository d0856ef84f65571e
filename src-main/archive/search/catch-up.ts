/**
 * Brings the index up to the archive: indexes what has changed since it was last there.
 *
 * The archive gives every change a rising number; the index remembers the last it has seen, in the same transaction as
 * the rows. So it can stop anywhere and go on later, and a crash leaves nothing half done. Texts are read one at a
 * time, in the order of the rows, which is the order that FTS5 takes fastest.
 */
import { setImmediate } from 'node:timers/promises'
import type { Archive } from '../archive.ts'
import { fold } from './fold.ts'
import { messageText } from './message-texts.ts'
import { indexedForm } from './runs.ts'
import type { SearchIndex } from './open-index.ts'
import { areTermsComplete, NewTerms, refreshTerms } from './terms.ts'

export interface CatchUpOptions {
  /** Stops between two slices. */
  readonly signal?: AbortSignal
  /** Conversations done and to be done in all, after each slice. */
  readonly onProgress?: (done: number, total: number) => void
  /** About how many messages are indexed in one transaction. */
  readonly sliceMessages?: number
}

const usualSlice = 10_000
/** UTF-16 units of text in one transaction, about. */
const sliceLength = 16 * 2 ** 20
/** The terms of a slice are added to the table when it is at most this part of the index; else it is made anew. */
const smallPart = 0.1

/**
 * Indexes all that has changed, then brings the table of terms up to it; answers how many conversations were indexed.
 * Works in slices and lets others have their turn between them, so that the signal can be given.
 *
 * @throws AppError of the archive (`archive-damaged`) or of the index's file (`disk-full`, `cannot-write`, `archive-busy`)
 */
export async function catchUp(
  index: SearchIndex,
  archive: Archive,
  { signal, onProgress, sliceMessages = usualSlice }: CatchUpOptions = {},
): Promise<number> {
  const total = index.mending(() => conversationsToIndex(index, archive))
  let done = 0
  for (;;) {
    if (signal?.aborted === true) return done
    const indexed = catchUpSlice(index, archive, sliceMessages)
    if (indexed === 0) {
      refreshTerms(index)
      return done
    }
    done += indexed
    onProgress?.(done, Math.max(done, total))
    await setImmediate()
  }
}

/** Indexes some of what has changed, in one transaction; answers how many conversations, 0 when nothing is left. */
function catchUpSlice(index: SearchIndex, archive: Archive, sliceMessages: number): number {
  return index.mending(() => {
    if (conversationsToIndex(index, archive) > 0) {
      return index.writing(() => {
        if (isOfOtherArchive(index, archive)) clear(index)
        return indexSlice(index, archive, sliceMessages)
      })
    }
    const counter = changeCounter(archive)
    const removed = removedConversations(index, archive)
    if (removed.length > 0) index.writing(() => removed.forEach((id) => takeOut(index, archive, id)))
    noteSeen(index, archive, counter)
    return 0
  })
}

/**
 * Whether the archive has had changes that the index has not seen: conversations to be found, and also those that only
 * went, which `waiting` does not count.
 */
export function isBehind(index: SearchIndex, archive: Archive): boolean {
  return index.mending(
    () => waiting(index, archive) > 0 || index.read('last_change_seq') !== changeCounter(archive),
  )
}

/** Notes that all changes up to a number have been seen; the last of them may be of conversations that went. */
function noteSeen(index: SearchIndex, archive: Archive, counter: number): void {
  if (index.read('last_change_seq') >= counter) return
  index.writing(() => {
    // Another process may have gone further while this one waited for the lock.
    if (index.read('last_change_seq') >= counter || conversationsToIndex(index, archive) > 0) return
    const areTermsKept = areTermsComplete(index)
    index.write('last_change_seq', counter)
    if (areTermsKept) index.write('terms_change_seq', counter)
  })
}

/** How many conversations of the archive cannot be found yet, or not with what has changed in them. */
export function waiting(index: SearchIndex, archive: Archive): number {
  return index.mending(() => changedSince(archive, lastSeen(index, archive, 'terms_change_seq')))
}

function conversationsToIndex(index: SearchIndex, archive: Archive): number {
  return changedSince(archive, lastSeen(index, archive, 'last_change_seq'))
}

function changedSince(archive: Archive, changeSeq: number): number {
  const row = archive
    .statement<[number], { count: number }>(
      'SELECT count(*) AS count FROM conversations WHERE change_seq > ?',
    )
    .get(changeSeq)
  return row?.count ?? 0
}

function lastSeen(index: SearchIndex, archive: Archive, key: 'last_change_seq' | 'terms_change_seq'): number {
  return isOfOtherArchive(index, archive) ? 0 : index.read(key)
}

/** Whether the index has seen changes that the archive has not had: an older copy of it was put back. */
function isOfOtherArchive(index: SearchIndex, archive: Archive): boolean {
  return index.read('last_change_seq') > changeCounter(archive)
}

function changeCounter(archive: Archive): number {
  const counter = archive
    .statement<[], { value: number }>("SELECT value FROM counters WHERE name = 'change'")
    .get()
  return counter?.value ?? 0
}

function clear(index: SearchIndex): void {
  index.execute(`
    INSERT INTO messages_fts (messages_fts) VALUES ('delete-all');
    DELETE FROM titles_fts;
    DELETE FROM indexed;
    UPDATE state SET value = 0;
  `)
}

interface Changed {
  readonly id: number
  readonly title: string
  readonly change: number
}

function indexSlice(index: SearchIndex, archive: Archive, sliceMessages: number): number {
  const last = index.read('last_change_seq')
  const { conversations, messageIds } = nextSlice(archive, last, sliceMessages)
  const newest = conversations.at(-1)
  if (newest === undefined) return 0
  const areTermsKept =
    index.read('terms_change_seq') === last && messageIds.length <= index.read('messages') * smallPart
  const newTerms = areTermsKept ? new NewTerms(index) : null

  for (const { id } of conversations) takeOut(index, archive, id)
  for (const conversation of conversations) putIn(index, archive, conversation)
  for (const id of messageIds) {
    const text = messageText(archive, id)
    if (text === null) continue
    const form = indexedForm(fold(text))
    if (isIndexed(index, id)) deleteMessage(index, id)
    index.statement<[number, string]>('INSERT INTO messages_fts (rowid, text) VALUES (?, ?)').run(id, form)
    newTerms?.collect(id, form)
  }
  newTerms?.addToTable()

  index.write('messages', index.read('messages') + messageIds.length)
  index.write('last_change_seq', newest.change)
  if (areTermsKept) index.write('terms_change_seq', newest.change)
  return conversations.length
}

/** Whole conversations in the order of their changes, and the ids of their messages, rising. */
function nextSlice(
  archive: Archive,
  after: number,
  sliceMessages: number,
): { conversations: readonly Changed[]; messageIds: Float64Array } {
  const conversations: Changed[] = []
  const messageIds: number[] = []
  let length = 0
  const changed = archive
    .statement<[number, number], Changed>(
      'SELECT id, title, change_seq AS change FROM conversations WHERE change_seq > ? ORDER BY change_seq LIMIT ?',
    )
    .all(after, sliceMessages)
  for (const conversation of changed) {
    if (messageIds.length >= sliceMessages || length >= sliceLength) break
    conversations.push(conversation)
    for (const message of messagesOf(archive, conversation.id)) {
      messageIds.push(message.id)
      length += message.length
    }
  }
  return { conversations, messageIds: Float64Array.from(messageIds).toSorted() }
}

function messagesOf(archive: Archive, conversationId: number): { id: number; length: number }[] {
  return archive
    .statement<[number], { id: number; length: number }>(
      'SELECT id, length FROM messages WHERE conversation_id = ? ORDER BY seq',
    )
    .all(conversationId)
}

/** Notes a conversation and its title; its messages are inserted with those of others, in their order. */
function putIn(index: SearchIndex, archive: Archive, conversation: Changed): void {
  const ids = Float64Array.from(messagesOf(archive, conversation.id), (message) => message.id)
  index
    .statement<[number, Buffer]>('INSERT INTO indexed (conversation_id, message_ids) VALUES (?, ?)')
    .run(conversation.id, Buffer.from(ids.buffer))
  index
    .statement<[number, string]>('INSERT INTO titles_fts (rowid, title) VALUES (?, ?)')
    .run(conversation.id, fold(conversation.title))
}

/**
 * Takes a conversation out where it was indexed before. A message that has gone leaves its id free for others: what
 * stands under it in the index may be another conversation's by now, and then is left there.
 */
function takeOut(index: SearchIndex, archive: Archive, conversationId: number): void {
  const row = index
    .statement<[number], { ids: Buffer }>('SELECT message_ids AS ids FROM indexed WHERE conversation_id = ?')
    .get(conversationId)
  if (row === undefined) return
  // Copied, because a Buffer need not begin at a multiple of eight.
  const ids = new Float64Array(new Uint8Array(row.ids).buffer)
  const last = index.read('last_change_seq')
  for (const id of ids) {
    if (!isIndexedForAnother(archive, id, conversationId, last)) deleteMessage(index, id)
  }
  index.statement<[number]>('DELETE FROM titles_fts WHERE rowid = ?').run(conversationId)
  index.statement<[number]>('DELETE FROM indexed WHERE conversation_id = ?').run(conversationId)
  index.write('messages', index.read('messages') - ids.length)
}

function deleteMessage(index: SearchIndex, id: number): void {
  index.statement<[number]>('DELETE FROM messages_fts WHERE rowid = ?').run(id)
}

function isIndexed(index: SearchIndex, id: number): boolean {
  return index.statement<[number]>('SELECT 1 FROM messages_fts_docsize WHERE id = ?').get(id) !== undefined
}

function isIndexedForAnother(
  archive: Archive,
  id: number,
  conversationId: number,
  lastIndexed: number,
): boolean {
  const owner = archive
    .statement<[number, number, number]>(
      `SELECT 1 FROM messages JOIN conversations ON conversations.id = conversation_id
       WHERE messages.id = ? AND conversation_id <> ? AND change_seq <= ?`,
    )
    .get(id, conversationId, lastIndexed)
  return owner !== undefined
}

function removedConversations(index: SearchIndex, archive: Archive): number[] {
  const present = new Set(
    archive
      .statement<[], { id: number }>('SELECT id FROM conversations')
      .all()
      .map((row) => row.id),
  )
  return index
    .statement<[], { id: number }>('SELECT conversation_id AS id FROM indexed')
    .all()
    .map((row) => row.id)
    .filter((id) => !present.has(id))
}
