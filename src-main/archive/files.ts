/** The bytes of attachments, each kept once under its SHA-256: `files/ab/<hash>`. */
import { createHash, randomUUID } from 'node:crypto'
import { rmSync } from 'node:fs'
import { mkdir, open, readdir, rename, rm, stat, type FileHandle } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { AppError } from '@shared/contract/app-error.ts'
import type { Archive } from './archive.ts'
import { filesFolderOf } from './archive-paths.ts'
import { inBatch } from './batch.ts'
import { explainFailure } from './sqlite-failure.ts'

const partEnding = '.part'
/** What is being written is never this old; what is, was left behind. */
const day = 24 * 60 * 60 * 1000

/**
 * Stores bytes and answers the hash they are found by; the same bytes again cost no space. They are on the disk, whole,
 * before this resolves; when it rejects (also because `chunks` throws) nothing is left.
 *
 * @throws AppError `disk-full`, `cannot-write`, and whatever `chunks` throws
 */
export async function storeFile(
  archive: Archive,
  chunks: AsyncIterable<Buffer>,
  mime: string | null,
): Promise<{ hash: string; size: number }> {
  const folder = filesFolderOf(archive.folder)
  const part = join(folder, `${randomUUID()}${partEnding}`)
  try {
    await mkdir(folder, { recursive: true, mode: 0o700 })
    const written = await writePart(part, chunks)
    await moveInto(part, pathOfFile(archive, written.hash))
    archive
      .statement('INSERT INTO files (hash, size, mime) VALUES (?, ?, ?) ON CONFLICT (hash) DO NOTHING')
      .run(written.hash, written.size, mime)
    return written
  } catch (error) {
    await rm(part, { force: true })
    throw explainFailure(error, archive.folder)
  }
}

/** Full path of stored bytes; @throws AppError `invalid-input` for what is no SHA-256 in hex */
export function pathOfFile(archive: Archive, hash: string): string {
  if (!/^[0-9a-f]{64}$/.test(hash))
    throw new AppError('invalid-input', 'This is not the name of a stored file.', hash)
  return join(filesFolderOf(archive.folder), hash.slice(0, 2), hash)
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
  let size = 0
  const file = await open(path, 'wx', 0o600)
  try {
    for await (const chunk of chunks) {
      hash.update(chunk)
      await writeWhole(file, chunk)
      size += chunk.length
    }
    await file.sync()
  } finally {
    await file.close()
  }
  return { hash: hash.digest('hex'), size }
}

async function writeWhole(file: FileHandle, chunk: Buffer): Promise<void> {
  for (let done = 0; done < chunk.length;) done += (await file.write(chunk, done)).bytesWritten
}

async function moveInto(part: string, path: string): Promise<void> {
  await mkdir(dirname(path), { recursive: true, mode: 0o700 })
  await rename(part, path)
  // The new name has to be on the disk too; Windows has no way to ask for that and needs none.
  if (process.platform === 'win32') return
  const folder = await open(dirname(path), 'r')
  try {
    await folder.sync()
  } finally {
    await folder.close()
  }
}
