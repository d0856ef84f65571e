/** Saves a batch of read conversations: whole or not at all, in one transaction. */
import type { Archive } from '../archive/archive.ts'
import { inBatch } from '../archive/batch.ts'
import { noteFile, type StoredFile } from '../archive/files.ts'
import { saveIncoming, saveNewOnes } from '../archive/save-conversation.ts'
import { mapOldestFirst } from './oldest-first.ts'
import { isOfArchive, outcomeOf } from './outcome-of.ts'
import type { ReadBatch } from './read-source.ts'
import type { Outcome } from './tally.ts'

/** What is saved together. It may have been made in another thread. */
export interface Batch {
  readonly importId: number
  readonly read: ReadBatch
  /** Files whose bytes were stored since the batch before: attachments can only name files that are noted. */
  readonly files: readonly StoredFile[]
}

/** Answers what became of each conversation, in their order; @throws AppError when nothing can be written any more */
export function saveBatch(archive: Archive, batch: Batch): readonly Outcome[] {
  try {
    return inBatch(archive, () => saveAll(archive, batch, saveNewOnes))
  } catch (error) {
    if (isOfArchive(error)) throw error
    // One of them cannot be kept. Each by itself, it is found and costs no other.
    return inBatch(archive, () => saveAll(archive, batch, () => new Map()))
  }
}

function saveAll(
  archive: Archive,
  { importId, read, files }: Batch,
  saveTogether: typeof saveNewOnes,
): readonly Outcome[] {
  for (const file of files) noteFile(archive, file)
  return mapOldestFirst(read, (batch) => {
    const now = Date.now()
    const news = saveTogether(archive, batch, { importId, now })
    return batch.map(
      ({ place, fingerprint, incoming }, index): Outcome =>
        news.get(index) ??
        outcomeOf(place, () => saveIncoming(archive, incoming, { importId, fingerprint, now })),
    )
  })
}
