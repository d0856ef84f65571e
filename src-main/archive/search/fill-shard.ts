/**
 * Brings one shard of the index up to the archive, slice by slice.
 *
 * The archive gives every change of a conversation a rising number. A *pass* brings the shard from one number to
 * another: first everything that changed since is taken out, then the messages are put in, ids rising, which is the
 * order that FTS5 takes fastest and in which texts stand on the disk. How far a pass has come is written in the same
 * transaction as its rows, so it can stop anywhere, and a crash leaves nothing half done.
 *
 * No message stands in a shard under a conversation that has lost it: whoever loses or gains one changes, and is taken
 * out before the pass puts in anything.
 */
import type { Archive } from '../archive.ts'
import { databaseOf } from '../archive-paths.ts'
import { type IndexedColumns, indexedMessage } from './indexed-message.ts'
import type { SearchIndex } from './open-index.ts'
import type { ShardBuilder } from './shard-builder.ts'

type OpenShard = SearchIndex['shards'][number]

export interface SliceOptions {
  /** Puts in what comes in thousands: the same one for all slices of a pass. */
  readonly builder: ShardBuilder
  /** UTF-16 units of text, about, after which a slice ends. */
  readonly sliceLength: number
  /** The change with which a pass that begins now ends. */
  readonly upTo: number
  /** Takes each text as it was put in, where somebody wants them. */
  readonly collect?: (id: number, form: string) => void
  /** Told now and then, also within a slice, how many more messages were put in; all together, as many as the slice has. */
  readonly onMessages?: (messages: number) => void
  /** Milliseconds between two times of telling. */
  readonly tellEvery?: number
}

/** A slice takes half a second or more: whoever watches is told in between. */
const usualTellEvery = 200

/** So many messages and more are put in as a segment of their own, which is built here and not by FTS5. */
const manyMessages = 2000
/** UTF-16 units of a slice with a message so long that FTS5 takes less memory for it. */
const hugeSlice = 32 * 2 ** 20
/** So many of them are read before it is seen whether a segment is full. */
const messagesInTurn = 1000

interface Content extends IndexedColumns {
  readonly id: number
}

/** What is indexed of messages, ids rising. */
const contents = `
  SELECT t.id AS id, t.text, t.parts, m.role, m.flags, c.source
  FROM (SELECT value FROM json_each(?) ORDER BY value) AS wanted
    CROSS JOIN archive.texts AS t ON t.id = wanted.value
    CROSS JOIN archive.messages AS m ON m.id = t.id
    CROSS JOIN archive.conversations AS c ON c.id = m.conversation_id`

/** Whether a shard lacks something, given the number of the archive's last change. */
export function isShardBehind({ file }: OpenShard, lastChange: number): boolean {
  const state = file.readState()
  return state.pass_change_seq !== 0 || state.last_change_seq !== lastChange
}

/** Fills a slice in one transaction; answers whether that was the last one. */
export function fillSlice(shard: OpenShard, archive: Archive, options: SliceOptions): boolean {
  const { file } = shard
  file.attach(databaseOf(archive.folder), 'archive')
  return file.writing(() => {
    const counter = lastChangeOf(file)
    // The shard has seen changes that the archive has not had: an older copy of it was put back.
    const isOlder = Math.max(file.read('last_change_seq'), file.read('pass_change_seq')) > counter
    if (isOlder) clear(shard)
    const begun = file.read('pass_change_seq') === 0 ? beginPass(shard, options.upTo) : 'as-it-was'
    if (begun === 'up-to-date') return true
    const slice = nextSlice(shard, options.sliceLength)
    const isMany = isForBuilder(slice, options)
    // FTS5 writes with the end of a transaction what it has taken out: only then can a segment be added.
    if (isMany && (isOlder || begun === 'taken-out')) return false
    putIn(shard, slice, isMany, options)
    if (slice.next === null) endPass(shard)
    return slice.next === null
  })
}

/** Takes out what has changed or gone. */
function beginPass(shard: OpenShard, upTo: number): 'up-to-date' | 'as-it-was' | 'taken-out' {
  const { file } = shard
  const last = file.read('last_change_seq')
  if (last >= upTo) return 'up-to-date'
  const before = file.read('messages')
  if (before > 0) {
    const outdated = file
      .statement<[number], { id: number }>(
        `SELECT id FROM archive.conversations WHERE change_seq > ?
         UNION SELECT conversation_id FROM indexed
           WHERE NOT EXISTS (SELECT 1 FROM archive.conversations WHERE id = conversation_id)`,
      )
      .all(last)
    for (const { id } of outdated) takeOut(shard, id)
  }
  file.write('pass_change_seq', upTo)
  file.write('pass_id', shard.from)
  return file.read('messages') < before ? 'taken-out' : 'as-it-was'
}

function endPass({ file }: OpenShard): void {
  file.write('last_change_seq', file.read('pass_change_seq'))
  file.write('pass_change_seq', 0)
  file.write('pass_id', 0)
}

function lastChangeOf(file: OpenShard['file']): number {
  const counter = file
    .statement<[], { value: number }>("SELECT value FROM archive.counters WHERE name = 'change'")
    .get()
  return counter?.value ?? 0
}

function clear({ file }: OpenShard): void {
  file.execute(`
    INSERT INTO messages_fts (messages_fts) VALUES ('delete-all');
    DELETE FROM indexed;
    UPDATE state SET value = 0;
  `)
}

function takeOut({ file }: OpenShard, conversationId: number): void {
  const rows = file
    .statement<[number], { ids: Buffer }>('SELECT message_ids AS ids FROM indexed WHERE conversation_id = ?')
    .all(conversationId)
  if (rows.length === 0) return
  let count = 0
  for (const row of rows) {
    // Copied, because a Buffer need not begin at a multiple of eight.
    for (const id of new Float64Array(new Uint8Array(row.ids).buffer)) {
      file.statement<[number]>('DELETE FROM messages_fts WHERE rowid = ?').run(id)
      count += 1
    }
  }
  file.statement<[number]>('DELETE FROM indexed WHERE conversation_id = ?').run(conversationId)
  file.write('messages', file.read('messages') - count)
}

interface Slice {
  readonly ids: readonly number[]
  readonly ofConversations: ReadonlyMap<number, readonly number[]>
  /** UTF-16 units of their texts. */
  readonly length: number
  /** The first message behind it; null when there is none. */
  readonly next: number | null
}

function nextSlice(shard: OpenShard, sliceLength: number): Slice {
  const ids: number[] = []
  const ofConversations = new Map<number, number[]>()
  let length = 0
  for (const message of messagesToPutIn(shard)) {
    if (length >= sliceLength) return { ids, ofConversations, length, next: message.id }
    length += message.length
    ids.push(message.id)
    const others = ofConversations.get(message.conversationId)
    if (others === undefined) ofConversations.set(message.conversationId, [message.id])
    else others.push(message.id)
  }
  return { ids, ofConversations, length, next: null }
}

/** Texts are wanted of small changes only, which go through FTS5. */
function isForBuilder({ ids, length }: Slice, { builder, collect }: SliceOptions): boolean {
  return collect === undefined && length < hugeSlice && (ids.length >= manyMessages || builder.hasBegun)
}

function putIn(
  { file }: OpenShard,
  { ids, ofConversations, next }: Slice,
  isMany: boolean,
  { builder, collect, onMessages, tellEvery = usualTellEvery }: SliceOptions,
): void {
  if (next !== null) file.write('pass_id', next)
  if (ids.length === 0) return
  const teller = new Teller(tellEvery, onMessages)
  if (isMany) putInMany(file, ids, teller, builder)
  else putInFew(file, ids, teller, collect)
  teller.tellUpTo(ids.length)
  const note = file.statement<[number, number, Buffer]>(
    'INSERT INTO indexed (conversation_id, first_id, message_ids) VALUES (?, ?, ?)',
  )
  // In the order of the table, whose pages then stay full.
  for (const [conversationId, own] of [...ofConversations].toSorted(([one], [other]) => one - other)) {
    note.run(conversationId, own[0] ?? 0, Buffer.from(Float64Array.from(own).buffer))
  }
  file.write('messages', file.read('messages') + ids.length)
}

function putInMany(
  file: OpenShard['file'],
  ids: readonly number[],
  teller: Teller,
  builder: ShardBuilder,
): void {
  const rows = file.statement<[string], Content>(contents)
  // An attempt that failed may have left something.
  builder.forget()
  // While rows are read nothing can be written.
  for (let start = 0; start < ids.length; start += messagesInTurn) {
    for (const row of rows.iterate(JSON.stringify(ids.slice(start, start + messagesInTurn)))) {
      builder.add(row.id, row)
      teller.countOne()
    }
    if (builder.isFull) builder.writeTo(file)
  }
  builder.writeTo(file)
}

function putInFew(
  file: OpenShard['file'],
  ids: readonly number[],
  teller: Teller,
  collect: SliceOptions['collect'],
): void {
  const put = file.statement<[number, string]>('INSERT INTO messages_fts (rowid, text) VALUES (?, ?)')
  for (const row of file.statement<[string], Content>(contents).all(JSON.stringify(ids))) {
    const form = indexedMessage(row)
    put.run(row.id, form)
    collect?.(row.id, form)
    teller.countOne()
  }
}

/** Counts messages while their tokens are collected, and tells of them at times. */
class Teller {
  readonly #every: number
  readonly #tell: (messages: number) => void
  #count = 0
  #told = 0
  #toldAt = Date.now()

  constructor(every: number, tell: (messages: number) => void = () => undefined) {
    this.#every = every
    this.#tell = tell
  }

  countOne(): void {
    this.#count += 1
    const now = Date.now()
    if (now - this.#toldAt < this.#every) return
    this.#toldAt = now
    this.tellUpTo(this.#count)
  }

  tellUpTo(count: number): void {
    if (count > this.#told) this.#tell(count - this.#told)
    this.#told = count
  }
}

interface MessageHead {
  readonly id: number
  readonly conversationId: number
  readonly length: number
}

/** What the pass still has to put in, ids rising. What has changed once more since it began waits for the next pass. */
function messagesToPutIn({ file, to }: OpenShard): IterableIterator<MessageHead> {
  const last = file.read('last_change_seq')
  const from = file.read('pass_id')
  const end = Math.min(to, Number.MAX_SAFE_INTEGER)
  // Into an empty shard goes all that is in its range, in the order in which it stands on the disk.
  if (last === 0) {
    return file
      .statement<[number, number], MessageHead>(
        `SELECT id, conversation_id AS conversationId, length FROM archive.messages
         WHERE id >= ? AND id < ? AND deletion_id IS NULL ORDER BY id`,
      )
      .iterate(from, end)
  }
  return file
    .statement<[number, number, number, number], MessageHead>(
      `SELECT m.id, m.conversation_id AS conversationId, m.length
       FROM archive.conversations AS c CROSS JOIN archive.messages AS m ON m.conversation_id = c.id
       WHERE c.change_seq > ? AND c.change_seq <= ? AND m.id >= ? AND m.id < ? AND m.deletion_id IS NULL
         ORDER BY m.id`,
    )
    .iterate(last, file.read('pass_change_seq'), from, end)
}
