/**
 * Unpacks a gzip to a temporary file, since what it holds (a JSON file, a zip, a tar) is read as the same without it.
 */
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { pipeline, Readable } from 'node:stream'
import { createGunzip } from 'node:zlib'
import { AppError } from '@shared/contract/app-error.ts'
import { stopIfCancelled } from './cancellation.ts'
import { bytesOfFile } from './file-bytes.ts'
import type { Limits } from './limits.ts'
import { spool } from './spool.ts'

const unpackedChunkBytes = 256 * 1024

export interface Unpacked {
  /** Full path of the temporary file. */
  readonly path: string
  /** Name without what says that it is packed: `chat.json`, `takeout.tar`. */
  readonly name: string
  /** Bytes, unpacked. */
  readonly size: number
  /** Removes the file. */
  close(): Promise<void>
}

/**
 * Unpacks the gzip of `size` bytes at `path`; `name` is what a person calls it. The caller closes what it gets.
 * Throws AppError `corrupt-file` (cut off, damaged), `file-too-large` (a bomb, or more than may be spooled), `disk-full`,
 * `unreadable-file` or `cancelled`; then nothing is left of it.
 */
export async function unpackGzip(
  path: string,
  name: string,
  size: number,
  limits: Limits,
  signal?: AbortSignal,
): Promise<Unpacked> {
  const folder = await mkdtemp(join(tmpdir(), 'stemma-gzip-'))
  const close = (): Promise<void> => rm(folder, { recursive: true, force: true })
  const unpacked = join(folder, 'unpacked')
  try {
    const chunks = gunzipped(bytesOfFile(path, size, signal), { name, size }, limits, signal)
    const unpackedSize = await spool(chunks, unpacked, name)
    return { path: unpacked, name: nameInGzip(name), size: unpackedSize, close }
  } catch (error) {
    await close()
    throw error
  }
}

/** What is packed: what a person calls it, and its bytes. */
export interface Packed {
  readonly name: string
  readonly size: number
}

/** The bytes of a gzip, unpacked. Throws as `unpackGzip` does, and what `chunks` throws. */
export async function* gunzipped(
  chunks: AsyncIterable<Buffer>,
  { name, size }: Packed,
  limits: Limits,
  signal?: AbortSignal,
): AsyncGenerator<Buffer, void, undefined> {
  const gunzip = createGunzip({ chunkSize: unpackedChunkBytes })
  let unpackedSize = 0
  try {
    // A failure destroys both streams and is thrown where the second is read, so nothing is left for the callback.
    for await (const chunk of pipeline(
      Readable.from(chunks),
      gunzip,
      () => undefined,
    ) as AsyncIterable<Buffer>) {
      stopIfCancelled(signal)
      unpackedSize += chunk.length
      refuseWhatGrows(name, size, unpackedSize, limits)
      yield chunk
    }
  } catch (error) {
    if (error instanceof AppError) throw error
    throw new AppError(
      'corrupt-file',
      `"${name}" is incomplete or damaged and cannot be unpacked. Download it again.`,
      error instanceof Error ? error.message : String(error),
    )
  }
}

/** What a gzip says of its unpacked size is neither reliable nor enough (RFC 1952 keeps it modulo 4 GiB). */
function refuseWhatGrows(name: string, packed: number, unpacked: number, limits: Limits): void {
  if (unpacked > limits.bombBytes && unpacked > limits.bombRatio * packed) {
    throw new AppError(
      'file-too-large',
      `"${name}" was refused: it unpacks to more than ${limits.bombRatio} times its size, as a bomb does.`,
    )
  }
  if (unpacked > limits.spooledBytes) {
    throw new AppError(
      'file-too-large',
      `"${name}" is too large to be unpacked here. Unpack it yourself first.`,
    )
  }
}

/** What the name says of what a gzip holds: `chat.json` for `chat.json.gz`, `export.tar` for `export.tgz`. */
export function nameInGzip(name: string): string {
  if (/\.tgz$/i.test(name)) return name.replace(/\.tgz$/i, '.tar')
  return name.replace(/\.gz$/i, '') || name
}
