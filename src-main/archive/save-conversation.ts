/**
 * Takes a conversation into the archive: as a new one, or merged into the one that is there.
 *
 * How two versions of a conversation are merged is merge-conversation.ts's work.
 */
import type { Conversation } from '@shared/conversation.ts'
import type { Archive } from './archive.ts'
import { inStep } from './batch.ts'
import { addConversation, addConversations, type AddedConversation } from './add-conversations.ts'
import { contentHashOf, incomingOf, type Incoming, type StoredAttachment } from './incoming.ts'
import { mergeConversation } from './merge-conversation.ts'

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
 * The same conversation (by source and its id there, else by its id here or by content) gets what is new and loses nothing: neither what
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
    const { importId, now } = provenance
    const saved =
      known === null
        ? addConversation(archive, { incoming, contentHash }, importId, now)
        : mergeConversation(archive, known, incoming, importId)
    remember(archive, [saved], [provenance], importId)
    return { result: saved.result, id: saved.uuid, addedMessages: saved.addedMessages }
  })
}

/** A conversation and the fingerprint of the record it was read from. */
export interface Readied {
  readonly incoming: Incoming
  readonly fingerprint: string | null
}

/**
 * Saves those of some conversations that are new, all together: several times as fast as one after the other. The answer
 * has what was saved at its place in the list; the others are left to `saveIncoming`. Part of the caller's transaction,
 * which is to take all back if this throws: a step of its own would copy every page before it is written.
 */
export function saveNewOnes(
  archive: Archive,
  conversations: readonly Readied[],
  { importId, now }: Omit<Provenance, 'fingerprint'>,
): ReadonlyMap<number, Saved> {
  const news = new Map<number, Readied & { readonly contentHash: Buffer | null }>()
  const met = new Set<string>()
  for (const [index, one] of conversations.entries()) {
    const contentHash = contentHashOf(one.incoming)
    const key = `${one.incoming.source} ${one.incoming.sourceId ?? contentHash?.toString('hex')}`
    // The second of two is merged into the first, once that is there.
    if (met.has(key) || findConversation(archive, one.incoming, contentHash) !== null) continue
    met.add(key)
    news.set(index, { ...one, contentHash })
  }
  if (news.size === 0) return new Map()
  const given = [...news.values()]
  const added = addConversations(archive, given, importId, now)
  remember(archive, added, given, importId)
  return new Map(
    [...news.keys()].flatMap((index, at): [number, Saved][] => {
      const saved = added[at]
      return saved === undefined
        ? []
        : [[index, { result: 'new', id: saved.uuid, addedMessages: saved.addedMessages }]]
    }),
  )
}

function findConversation(archive: Archive, incoming: Incoming, contentHash: Buffer | null): number | null {
  const { source, sourceId, ownId } = incoming
  const find = (condition: string, value: unknown): number | undefined =>
    archive
      .statement<unknown[], number>(`SELECT id FROM conversations WHERE source = ? AND ${condition}`)
      .pluck()
      .get(source, value)
  if (contentHash === null) return find('source_id = ?', sourceId) ?? null
  // Written by this archive: since then it may have been renamed or gone on, and a copy has the content of its original.
  return (
    find('uuid = ? AND source_id IS NULL', ownId) ??
    find('content_hash = ? AND source_id IS NULL', contentHash) ??
    null
  )
}

type Remembered = Pick<AddedConversation, 'rowId' | 'addedMessages'> & { readonly result: Saved['result'] }

/**
 * Notes where they came from: for the report, and so that the same records are not read again. What is hardly ever there
 * already is inserted first and looked at afterwards: a statement that may do both keeps a journal of its own.
 */
function remember(
  archive: Archive,
  saved: readonly Remembered[],
  given: readonly Pick<Readied, 'fingerprint'>[],
  importId: number,
): void {
  const item = archive.statement(
    `INSERT INTO import_items (import_id, conversation_id, result, added_messages) VALUES (?, ?, ?, ?)
     ON CONFLICT (import_id, conversation_id) DO NOTHING`,
  )
  const itemAgain = archive.statement(
    'UPDATE import_items SET added_messages = added_messages + ? WHERE import_id = ? AND conversation_id = ?',
  )
  for (const { result, rowId, addedMessages } of saved) {
    if (result === 'unchanged' || item.run(importId, rowId, result, addedMessages).changes > 0) continue
    itemAgain.run(addedMessages, importId, rowId)
  }
  const record = archive.statement(
    `INSERT INTO fingerprints (fingerprint, conversation_id, import_id) VALUES (?, ?, ?)
     ON CONFLICT (fingerprint) DO NOTHING`,
  )
  const recordAgain = archive.statement(
    `UPDATE fingerprints SET conversation_id = :rowId, import_id = :importId
     WHERE fingerprint = :fingerprint AND conversation_id <> :rowId`,
  )
  for (const [index, { rowId }] of saved.entries()) {
    const fingerprint = given[index]?.fingerprint ?? null
    if (fingerprint === null || record.run(fingerprint, rowId, importId).changes > 0) continue
    recordAgain.run({ fingerprint, rowId, importId })
  }
}
