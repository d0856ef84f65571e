/** The bytes of attachments, each kept once under its SHA-256: `files/ab/<hash>`. */
import { createHash, randomUUID } from 'node:crypto'
import { rmSync } from 'node:fs'
import { mkdir, readdir, rm, stat } from 'node:fs/promises'
import { join } from 'node:path'
import { AppError } from '@shared/contract/app-error.ts'
import type { Archive } from './archive.ts'
import { filesFolderOf } from './archive-paths.ts'
import { moveInto, writeNewFile } from './atomic-file.ts'
import { inBatch } from './batch.ts'
import { explainFailure } from './sqlite-failure.ts'

const partEnding = '.part'
/** What is being written is never this old; what is, was left behind. */
const day = 24 * 60 * 60 * 1000

/** Bytes that are in the archive's folder, and what is known of them. */
export interface StoredFile {
  /** SHA-256 in hex */
  readonly hash: string
  readonly size: number
  readonly mime: string | null
}

/**
 * Stores bytes and notes them in the archive; the same bytes again cost no space.
 *
 * @throws AppError as `storeBytes`
 */
export async function storeFile(
  archive: Archive,
  chunks: AsyncIterable<Buffer>,
  mime: string | null,
): Promise<{ hash: string; size: number }> {
  const stored = await storeBytes(archive.folder, chunks)
  try {
    noteFile(archive, { ...stored, mime })
  } catch (error) {
    throw explainFailure(error, archive.folder)
  }
  return stored
}

/**
 * Stores bytes and answers the hash they are found by. They are on the disk, whole, before this resolves; when it rejects
 * (also because `chunks` throws) nothing is left. Attachments can name them once they are noted.
 *
 * @throws AppError `disk-full`, `cannot-write`, and whatever `chunks` throws
 */
export async function storeBytes(
  archiveFolder: string,
  chunks: AsyncIterable<Buffer>,
): Promise<{ hash: string; size: number }> {
  const folder = filesFolderOf(archiveFolder)
  const part = join(folder, `${randomUUID()}${partEnding}`)
  try {
    await mkdir(folder, { recursive: true, mode: 0o700 })
    const written = await writePart(part, chunks)
    await moveInto(part, fileIn(archiveFolder, written.hash))
    return written
  } catch (error) {
    await rm(part, { force: true })
    throw explainFailure(error, archiveFolder)
  }
}

/** Notes stored bytes in the archive; part of the caller's transaction. */
export function noteFile(archive: Archive, { hash, size, mime }: StoredFile): void {
  archive
    .statement('INSERT INTO files (hash, size, mime) VALUES (?, ?, ?) ON CONFLICT (hash) DO NOTHING')
    .run(hash, size, mime)
}

/** Full path of stored bytes; @throws AppError `invalid-input` for what is no SHA-256 in hex */
export function pathOfFile(archive: Archive, hash: string): string {
  if (!/^[0-9a-f]{64}$/.test(hash))
    throw new AppError('invalid-input', 'This is not the name of a stored file.', hash)
  return fileIn(archive.folder, hash)
}

function fileIn(archiveFolder: string, hash: string): string {
  return join(filesFolderOf(archiveFolder), hash.slice(0, 2), hash)
}

/** Removes what was left half-written by a process that ended long ago; answers how many files. */
export async function sweepUnfinishedFiles(archive: Archive, now: number): Promise<number> {
  const folder = filesFolderOf(archive.folder)
  await mkdir(folder, { recursive: true, mode: 0o700 })
  let swept = 0
  for (const name of await readdir(folder)) {
    const path = join(folder, name)
    if (!name.endsWith(partEnding) || now - (await stat(path)).mtimeMs < day) continue
    await rm(path, { force: true })
    swept++
  }
  return swept
}

/**
 * Removes the stored files of `unused_files` that no attachment names any more. What cannot be removed now (an import is
 * running and may be about to name it, somebody else is writing, the file is open elsewhere) stays noted for the next time.
 */
export function removeUnusedFiles(archive: Archive): void {
  const isAny = archive.statement('SELECT 1 FROM unused_files LIMIT 1').get() !== undefined
  if (!isAny) return
  try {
    inBatch(archive, () => {
      if (archive.statement("SELECT 1 FROM imports WHERE state = 'running'").get() !== undefined) return
      const noted = archive.statement<[], { hash: string }>('SELECT hash FROM unused_files').all()
      for (const { hash } of noted) {
        const isNamed = archive.statement('SELECT 1 FROM attachments WHERE hash = ?').get(hash) !== undefined
        if (!isNamed && !removeFile(pathOfFile(archive, hash))) continue
        if (!isNamed) archive.statement('DELETE FROM files WHERE hash = ?').run(hash)
        archive.statement('DELETE FROM unused_files WHERE hash = ?').run(hash)
      }
    })
  } catch (error) {
    if (!(error instanceof AppError) || error.kind !== 'archive-busy') throw error
  }
}

/** Removes a file; false when it is still there. */
function removeFile(path: string): boolean {
  try {
    rmSync(path, { force: true })
    return true
  } catch {
    return false
  }
}

async function writePart(
  path: string,
  chunks: AsyncIterable<Buffer>,
): Promise<{ hash: string; size: number }> {
  const hash = createHash('sha256')
  async function* hashed(): AsyncGenerator<Buffer, void, undefined> {
    for await (const chunk of chunks) {
      hash.update(chunk)
      yield chunk
    }
  }
  const size = await writeNewFile(path, hashed())
  return { hash: hash.digest('hex'), size }
}
