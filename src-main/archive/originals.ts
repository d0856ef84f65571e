/**
 * Which imported files are kept, and for which imports. An original stays as long as one import that is not undone was
 * made of it. The bytes themselves are original-files.ts's work.
 */
import type { Archive } from './archive.ts'
import { inBatch } from './batch.ts'
import { removeOriginals, sweepOriginals, type StoredOriginal } from './original-files.ts'

/** A file of an import. */
export interface ImportedFile {
  /** Which of the parts that were imported together, from 0. */
  readonly part: number
  /** Name of the file; of one in a folder its path there, with the folder's name before it and `/` between. */
  readonly name: string
}

export interface KeptFile extends ImportedFile {
  readonly original: StoredOriginal
}

interface OriginalRow {
  readonly hash: string
  readonly size: number
  readonly storedSize: number
  readonly isPacked: number
}

const columns = 'hash, size, stored_size AS storedSize, is_packed AS isPacked'

/** What is known of the original with a hash; null when it is not kept. Whether its bytes are there is not asked. */
export function findOriginal(archive: Archive, hash: string): StoredOriginal | null {
  const row = archive
    .statement<[string], OriginalRow>(`SELECT ${columns} FROM originals WHERE hash = ?`)
    .get(hash)
  return row === undefined ? null : originalOf(row)
}

/** Notes the files that an import was made of: all of them, at once. Does nothing for one that is undone by now. */
export function noteOriginals(archive: Archive, importId: number, files: readonly KeptFile[]): void {
  inBatch(archive, () => {
    const isThere =
      archive.statement('SELECT 1 FROM imports WHERE id = ? AND undone_at IS NULL').get(importId) !==
      undefined
    if (!isThere) return
    for (const { part, name, original } of files) {
      const { hash, size, storedSize, isPacked } = original
      archive
        .statement(
          `INSERT INTO originals (hash, size, stored_size, is_packed) VALUES (?, ?, ?, ?)
           ON CONFLICT (hash) DO UPDATE SET stored_size = excluded.stored_size, is_packed = excluded.is_packed`,
        )
        .run(hash, size, storedSize, isPacked ? 1 : 0)
      archive
        .statement(
          `INSERT INTO import_originals (import_id, part, name, hash) VALUES (?, ?, ?, ?)
           ON CONFLICT (import_id, part, name) DO UPDATE SET hash = excluded.hash`,
        )
        .run(importId, part, name, hash)
    }
  })
}

/** The kept files of an import in the order of its parts; none where they were not kept. */
export function originalsOf(archive: Archive, importId: number): KeptFile[] {
  return archive
    .statement<[number], OriginalRow & ImportedFile>(
      `SELECT part, name, ${columns} FROM import_originals JOIN originals USING (hash)
       WHERE import_id = ? ORDER BY part, name`,
    )
    .all(importId)
    .map(({ part, name, ...row }) => ({ part, name, original: originalOf(row) }))
}

/** How many files are kept and how many bytes they take. */
export function keptOriginals(archive: Archive): { readonly files: number; readonly bytes: number } {
  const row = archive
    .statement<[], { files: number; bytes: number }>(
      'SELECT count(*) AS files, coalesce(sum(stored_size), 0) AS bytes FROM originals',
    )
    .get()
  return row ?? { files: 0, bytes: 0 }
}

/** Removes the originals that no import names any more. */
export async function removeUnusedOriginals(archive: Archive): Promise<void> {
  const unused = inBatch(archive, () =>
    archive
      .statement<[], { hash: string }>(
        `DELETE FROM originals WHERE NOT EXISTS (SELECT 1 FROM import_originals WHERE import_originals.hash = originals.hash)
         RETURNING hash`,
      )
      .all(),
  )
  await removeOriginals(
    archive.folder,
    unused.map(({ hash }) => hash),
  )
}

/** Removes all originals; answers what they took. Imports cannot be read again then, and all else stays. */
export async function deleteOriginals(
  archive: Archive,
): Promise<{ readonly files: number; readonly bytes: number }> {
  const kept = keptOriginals(archive)
  inBatch(archive, () => archive.statement('DELETE FROM import_originals').run())
  await removeUnusedOriginals(archive)
  return kept
}

/** Removes what a process has left behind that ended while it kept or removed an original. */
export async function tidyOriginals(archive: Archive, now: number): Promise<void> {
  // Asked before anything is awaited: by then the archive may have been closed.
  const named = archive.statement<[], { hash: string }>('SELECT hash FROM originals').all()
  await sweepOriginals(archive.folder, new Set(named.map(({ hash }) => hash)), now)
}

function originalOf({ isPacked, ...row }: OriginalRow): StoredOriginal {
  return { ...row, isPacked: isPacked === 1 }
}
