/**
 * Brings the index up to the archive: its shards first, then titles and terms in the head.
 *
 * The archive gives every change a rising number, and each file remembers the last it has seen, in the same
 * transaction as its rows. So it can stop anywhere and go on later. Shards do not depend on each other: several
 * threads may fill one each.
 */
import { setImmediate } from 'node:timers/promises'
import type { Archive } from '../archive.ts'
import { databaseOf } from '../archive-paths.ts'
import { NewTerms, refreshTerms } from './build-terms.ts'
import { fillSlice, isShardBehind } from './fill-shard.ts'
import { fold } from './fold.ts'
import type { SearchIndex } from './open-index.ts'
import { planShards } from './plan-shards.ts'
import { indexedForm } from './runs.ts'
import { emptyVocabulary, mergedVocabularies, type Vocabulary } from './segments/vocabulary.ts'
import { ShardBuilder } from './shard-builder.ts'
import { areTermsComplete } from './terms.ts'

/** Another thread that helps to fill shards. */
export interface OtherHand {
  /** Fills a shard; as `fillShard`. */
  fill(shard: number): Promise<Vocabulary | null>
  /** Called once, when there is nothing left for it to fill: what it held is then free for what comes after. */
  end(): Promise<void>
}

export interface CatchUpOptions {
  /** Stops between two slices. */
  readonly signal?: AbortSignal
  /** Messages put in and to be put in all, a few times a second. */
  readonly onProgress?: (done: number, total: number) => void
  /** Milliseconds between two times of telling, also within a slice. */
  readonly tellEvery?: number
  /** UTF-16 units of text in one transaction, about. */
  readonly sliceLength?: number
  /** Called when there is work for more than one; `tell` is told of the messages that others have put in. */
  readonly otherHands?: (tell: (messages: number) => void) => readonly OtherHand[]
}

/** Half a second of work; what is collected for it in memory is about three times as large. */
const usualSlice = 9 * 2 ** 20
/** The terms of a change are added to the table when it is at most this part of the index; else it is made anew. */
const smallPart = 0.1
/** So many messages are filled in before another thread has got up. */
const worthSharing = 20_000

/**
 * Indexes all that has changed, then brings titles and terms up to it; answers how many messages were put in.
 * Works in slices and lets others have their turn between them, so that the signal can be given.
 *
 * @throws AppError of the archive (`archive-damaged`) or of the index's file (`disk-full`, `cannot-write`, `archive-busy`)
 */
export async function catchUp(
  index: SearchIndex,
  archive: Archive,
  options: CatchUpOptions = {},
): Promise<number> {
  let done = 0
  while (options.signal?.aborted !== true && isBehind(index, archive)) {
    index.mending(() => planShards(index, archive))
    const total = done + messagesToIndex(index, archive)
    const onMessages = (messages: number): void => {
      done += messages
      options.onProgress?.(done, Math.max(done, total))
    }
    await fillAll(index, archive, total - done, { ...options, onMessages })
  }
  return done
}

/** One round: every shard, by all hands, then the head. */
async function fillAll(
  index: SearchIndex,
  archive: Archive,
  messages: number,
  options: CatchUpOptions & { readonly onMessages: (messages: number) => void },
): Promise<void> {
  const { signal, onMessages } = options
  const upTo = changeCounter(archive)
  const newTerms = index.mending(() =>
    areTermsComplete(index) && messages <= index.messages * smallPart ? new NewTerms(index) : null,
  )
  const collect = newTerms === null ? {} : { collect: newTerms.collect.bind(newTerms) }
  const queue = index.shards.map(({ number }) => number)
  const vocabularies: (Vocabulary | null)[] = []
  const fillAllWith = async (fill: OtherHand['fill']): Promise<void> => {
    for (let next = queue.shift(); next !== undefined; next = queue.shift()) {
      if (signal?.aborted === true) return
      vocabularies.push(await fill(next))
    }
  }
  const isShared = newTerms === null && queue.length > 1 && messages > worthSharing
  const others = isShared ? (options.otherHands?.(onMessages) ?? []) : []
  const builder = new ShardBuilder()
  const own: OtherHand['fill'] = (shard) =>
    fillShard(index, archive, shard, { ...options, builder, upTo, ...collect })
  const lent = Promise.allSettled(
    others.map((hand) => fillAllWith((shard) => hand.fill(shard)).finally(() => hand.end())),
  )
  await fillAllWith(own).finally(() => lent)
  const isAllDone = (await lent).every(({ status }) => status === 'fulfilled')
  // What another hand could not do is done here.
  if (!isAllDone) for (const { number } of index.shards) await own(number)
  if (signal?.aborted === true) return
  const vocabulary = isAllDone && newTerms === null ? inAll(vocabularies) : null
  index.mending(() => finish(index, archive, upTo, newTerms, vocabulary))
}

export interface FillOptions extends Pick<CatchUpOptions, 'signal' | 'sliceLength' | 'tellEvery'> {
  /** The same one for all shards that are filled one after the other. */
  readonly builder: ShardBuilder
  readonly collect?: (id: number, form: string) => void
  /** The change with which a pass that begins now is to end; the archive's last unless said. */
  readonly upTo?: number
  /** Told of messages that were put in. */
  readonly onMessages?: (messages: number) => void
}

/** The tokens of all shards; null when those of one are not known. */
function inAll(vocabularies: readonly (Vocabulary | null)[]): Vocabulary | null {
  let all = emptyVocabulary
  for (const vocabulary of vocabularies) {
    if (vocabulary === null) return null
    all = mergedVocabularies(all, vocabulary)
  }
  return all
}

/**
 * Fills one shard, slice by slice, to the end of its pass; answers its tokens, or null where they are not known without
 * reading it.
 */
export async function fillShard(
  index: SearchIndex,
  archive: Archive,
  number: number,
  { builder, signal, sliceLength = usualSlice, tellEvery, collect, upTo, onMessages }: FillOptions,
): Promise<Vocabulary | null> {
  builder.begin()
  for (;;) {
    if (signal?.aborted === true) return null
    let vocabulary: Vocabulary | null = null
    const isLast = index.mending(() => {
      const shard = index.shards.find((one) => one.number === number)
      // The index has been made anew meanwhile; what there is to do is found again in the next round.
      if (shard === undefined) return true
      const isEnd = fillSlice(shard, archive, {
        builder,
        sliceLength,
        upTo: upTo ?? changeCounter(archive),
        ...(collect && { collect }),
        ...(onMessages && { onMessages }),
        ...(tellEvery !== undefined && { tellEvery }),
      })
      if (isEnd) vocabulary = builder.vocabularyOf(shard.file)
      return isEnd
    })
    if (isLast) return vocabulary
    await setImmediate()
  }
}

/** Titles and terms, in one transaction with the number up to which now everything is found. */
function finish(
  index: SearchIndex,
  archive: Archive,
  target: number,
  newTerms: NewTerms | null,
  vocabulary: Vocabulary | null,
): void {
  const counter = changeCounter(archive)
  const seen = Math.min(target, ...index.shards.map(({ file }) => file.read('last_change_seq')))
  index.head.attach(databaseOf(archive.folder), 'archive')
  index.head.writing(() => {
    if (index.read('last_change_seq') > counter) clearHead(index)
    putInTitles(index)
    // Another process may have gone further while this one waited for the lock.
    if (index.read('last_change_seq') < seen) index.head.write('last_change_seq', seen)
    if (newTerms === null || index.lastTouched > seen) return
    newTerms.addToTable()
    index.head.write('terms_change_seq', seen)
  })
  refreshTerms(index, vocabulary && { vocabulary, change: target })
}

function clearHead(index: SearchIndex): void {
  index.head.execute(`
    DELETE FROM titles_fts;
    INSERT INTO title_words (title_words) VALUES ('delete-all');
    UPDATE state SET value = 0 WHERE key <> 'planned_messages';
  `)
}

function putInTitles(index: SearchIndex): void {
  const { head } = index
  const changed = head
    .statement<[number], { id: number; title: string | null }>(
      `SELECT id, title FROM archive.conversations WHERE change_seq > ?
       UNION ALL SELECT id, NULL FROM titles_fts_docsize AS kept
         WHERE NOT EXISTS (SELECT 1 FROM archive.conversations WHERE id = kept.id)`,
    )
    .all(head.read('last_change_seq'))
  const takeOut = ['titles_fts', 'title_words'].map((table) =>
    head.statement<[number]>(`DELETE FROM ${table} WHERE rowid = ?`),
  )
  const putIn = head.statement<[number, string]>('INSERT INTO titles_fts (rowid, title) VALUES (?, ?)')
  const putInWords = head.statement<[number, string]>('INSERT INTO title_words (rowid, title) VALUES (?, ?)')
  const isIn = head.statement<[number]>('SELECT 1 FROM titles_fts_docsize WHERE id = ?')
  for (const { id, title } of changed) {
    if (isIn.get(id) !== undefined) for (const statement of takeOut) statement.run(id)
    if (title === null) continue
    const folded = fold(title)
    putIn.run(id, folded)
    putInWords.run(id, indexedForm(folded))
  }
}

/**
 * Whether the archive has had changes that the index has not seen: conversations to be found, and also those that only
 * went, which `waiting` does not count.
 */
export function isBehind(index: SearchIndex, archive: Archive): boolean {
  return index.mending(() => {
    index.follow()
    const counter = changeCounter(archive)
    return (
      index.read('last_change_seq') !== counter ||
      index.shards.some((shard) => isShardBehind(shard, counter)) ||
      !areTermsComplete(index)
    )
  })
}

/** How many conversations of the archive cannot be found yet, or not with what has changed in them. */
export function waiting(index: SearchIndex, archive: Archive): number {
  const seen = index.mending(() => index.reading(() => lastSeen(index, archive)))
  return (
    archive
      .statement<[number], { count: number }>(
        'SELECT count(*) AS count FROM conversations WHERE change_seq > ?',
      )
      .get(seen)?.count ?? 0
  )
}

function messagesToIndex(index: SearchIndex, archive: Archive): number {
  const seen = index.mending(() => index.reading(() => lastSeen(index, archive)))
  return (
    archive
      .statement<[number], { messages: number }>(
        'SELECT coalesce(sum(messages), 0) AS messages FROM conversations WHERE change_seq > ?',
      )
      .get(seen)?.messages ?? 0
  )
}

/** The last change that every file has seen; none where the index is of a newer copy of the archive. */
function lastSeen(index: SearchIndex, archive: Archive): number {
  const inFiles = index.shards.map(({ file }) => file.read('last_change_seq'))
  const seen = [index.read('last_change_seq'), index.read('terms_change_seq'), ...inFiles]
  const counter = changeCounter(archive)
  return seen.some((change) => change > counter) ? 0 : Math.min(...seen)
}

function changeCounter(archive: Archive): number {
  const counter = archive
    .statement<[], { value: number }>("SELECT value FROM counters WHERE name = 'change'")
    .get()
  return counter?.value ?? 0
}
