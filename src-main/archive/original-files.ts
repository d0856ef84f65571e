/**
 * The bytes of kept originals: `originals/ab/<sha256>`, as they were or as a gzip of them.
 *
 * Streamed in both directions, so memory does not grow with the file. Which import they belong to is originals.ts's work.
 */
import { createHash, randomUUID } from 'node:crypto'
import { mkdir, open, readdir, rm, stat } from 'node:fs/promises'
import { join } from 'node:path'
import { pipeline, Readable } from 'node:stream'
import { createGunzip, createGzip } from 'node:zlib'
import { AppError } from '@shared/contract/app-error.ts'
import { originalsFolderOf } from './archive-paths.ts'
import { moveInto, writeNewFile } from './atomic-file.ts'
import { explainFailure } from './sqlite-failure.ts'

/** Level 2 packs JSON of conversations nearly as small as 6 in less than half of its time (both measured). */
const packingLevel = 2
const chunkBytes = 512 * 1024
const partEnding = '.part'
/** What is being written is never this old; what is, was left behind. */
const day = 24 * 60 * 60 * 1000

export interface StoredOriginal {
  /** SHA-256 of the bytes as they were, in hex. */
  readonly hash: string
  /** Bytes as they were, and as they are stored. */
  readonly size: number
  readonly storedSize: number
  readonly isPacked: boolean
}

export interface KeepOptions {
  /** Whether to pack it: to be left for what is packed already. */
  readonly isPacked: boolean
  /** The hash that it must have; null for any. */
  readonly sha256: string | null
  readonly signal: AbortSignal
  /** Called with the number of bytes that were read since the last call. */
  readonly onRead: (bytes: number) => void
}

/**
 * Copies a file into the archive's folder under the hash of its bytes; what stands there under that name is replaced. It
 * is there whole or, when this throws, not at all.
 *
 * @throws AppError `disk-full`, `cannot-write`, `cancelled`; `unreadable-file` when the file cannot be read or is not the
 *   one that was expected
 */
export async function storeOriginal(
  archiveFolder: string,
  path: string,
  { isPacked, sha256, signal, onRead }: KeepOptions,
): Promise<StoredOriginal> {
  const folder = originalsFolderOf(archiveFolder)
  const part = join(folder, `${randomUUID()}${partEnding}`)
  const hash = createHash('sha256')
  let size = 0
  async function* read(): AsyncGenerator<Buffer, void, undefined> {
    for await (const chunk of chunksOf(path, signal)) {
      hash.update(chunk)
      size += chunk.length
      onRead(chunk.length)
      yield chunk
    }
  }
  try {
    await mkdir(folder, { recursive: true, mode: 0o700 })
    const storedSize = await writeNewFile(part, isPacked ? packed(read()) : read())
    const stored = { hash: hash.digest('hex'), size, storedSize, isPacked }
    if (sha256 !== null && stored.hash !== sha256) {
      throw new AppError('unreadable-file', 'The file was changed while it was imported. Import it again.')
    }
    await moveInto(part, pathOfOriginal(archiveFolder, stored.hash))
    return stored
  } catch (error) {
    await rm(part, { force: true })
    throw explainFailure(error, archiveFolder)
  }
}

/** Whether the bytes of an original are there, by their number. */
export async function isStored(archiveFolder: string, original: StoredOriginal): Promise<boolean> {
  try {
    return (await stat(pathOfOriginal(archiveFolder, original.hash))).size === original.storedSize
  } catch {
    return false
  }
}

/**
 * Writes an original to the new file `path`, byte for byte as it was imported.
 *
 * @throws AppError `corrupt-file` when it is gone or not what it was, `disk-full`, `cannot-write`, `cancelled`
 */
export async function restoreOriginal(
  archiveFolder: string,
  { hash, isPacked }: StoredOriginal,
  path: string,
  signal: AbortSignal,
): Promise<void> {
  const stored = chunksOf(pathOfOriginal(archiveFolder, hash), signal)
  const found = createHash('sha256')
  async function* checked(): AsyncGenerator<Buffer, void, undefined> {
    for await (const chunk of isPacked ? unpacked(stored) : stored) {
      found.update(chunk)
      yield chunk
    }
    if (found.digest('hex') !== hash) throw new Error('its SHA-256 is another one')
  }
  try {
    await writeNewFile(path, checked())
  } catch (error) {
    throw asDamaged(error, archiveFolder)
  }
}

/**
 * The bytes of an original as it was imported, in fresh chunks. Whether all of them are as they were is not looked at.
 *
 * @throws AppError `corrupt-file` when it is gone or cannot be unpacked, `cancelled`
 */
export async function* readOriginal(
  archiveFolder: string,
  { hash, isPacked }: StoredOriginal,
  signal: AbortSignal,
): AsyncGenerator<Buffer, void, undefined> {
  const stored = chunksOf(pathOfOriginal(archiveFolder, hash), signal)
  try {
    yield* isPacked ? unpacked(stored) : stored
  } catch (error) {
    throw asDamaged(error, archiveFolder)
  }
}

function asDamaged(error: unknown, archiveFolder: string): Error {
  const explained = explainFailure(error, archiveFolder)
  if (explained instanceof AppError && explained.kind !== 'unreadable-file') return explained
  return new AppError(
    'corrupt-file',
    'The file that was kept of this import is damaged or gone, so it cannot be read again. Import the export itself once more.',
    String(error),
  )
}

/** Removes originals by their hashes; one that cannot be removed now goes with the next sweep. */
export async function removeOriginals(archiveFolder: string, hashes: readonly string[]): Promise<void> {
  for (const hash of hashes) {
    // A file that somebody has open on Windows stays; nothing names it any more, so the sweep takes it.
    await rm(pathOfOriginal(archiveFolder, hash), { force: true }).catch(() => undefined)
  }
}

/** Removes what nothing names: left half-written, or by a process that ended between file and row. */
export async function sweepOriginals(
  archiveFolder: string,
  named: ReadonlySet<string>,
  now: number,
): Promise<void> {
  const folder = originalsFolderOf(archiveFolder)
  for (const entry of await entriesOf(folder)) {
    const names = entry.isDirectory() ? await entriesOf(join(folder, entry.name)) : [entry]
    for (const { name } of names) {
      const path = entry.isDirectory() ? join(folder, entry.name, name) : join(folder, name)
      const isLeft = name.endsWith(partEnding) || (isHash(name) && !named.has(name))
      if (!isLeft) continue
      // Another process may sweep at the same time, and a file that is open on Windows stays for the next time.
      const written = await stat(path).catch(() => null)
      if (written !== null && now - written.mtimeMs >= day)
        await rm(path, { force: true }).catch(() => undefined)
    }
  }
}

async function entriesOf(folder: string) {
  try {
    return await readdir(folder, { withFileTypes: true })
  } catch {
    return []
  }
}

function pathOfOriginal(archiveFolder: string, hash: string): string {
  if (!isHash(hash)) throw new AppError('invalid-input', 'This is not the name of a kept original.', hash)
  return join(originalsFolderOf(archiveFolder), hash.slice(0, 2), hash)
}

function isHash(name: string): boolean {
  return /^[0-9a-f]{64}$/.test(name)
}

/** The bytes of a file in fresh chunks. */
async function* chunksOf(path: string, signal: AbortSignal): AsyncGenerator<Buffer, void, undefined> {
  const file = await openForReading(path)
  try {
    for (;;) {
      if (signal.aborted) throw new AppError('cancelled', 'Cancelled before the file was copied.')
      const chunk = Buffer.allocUnsafe(chunkBytes)
      const { bytesRead } = await file.read(chunk, 0, chunkBytes)
      if (bytesRead === 0) return
      yield chunk.subarray(0, bytesRead)
    }
  } finally {
    await file.close()
  }
}

async function openForReading(path: string) {
  try {
    return await open(path, 'r')
  } catch (error) {
    throw new AppError('unreadable-file', 'The file is not there any more or may not be read.', String(error))
  }
}

function packed(chunks: AsyncIterable<Buffer>): AsyncIterable<Buffer> {
  const gzip = createGzip({ level: packingLevel, chunkSize: chunkBytes })
  // A failure destroys both streams and is thrown where the second is read, so nothing is left for the callback.
  return pipeline(Readable.from(chunks), gzip, () => undefined)
}

function unpacked(chunks: AsyncIterable<Buffer>): AsyncIterable<Buffer> {
  return pipeline(Readable.from(chunks), createGunzip({ chunkSize: chunkBytes }), () => undefined)
}
