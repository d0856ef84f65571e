/**
 * Opens and reads plain files, and only those: a pipe would wait for ever and a device never end.
 */
import { constants, open } from 'node:fs/promises'
import type { FileHandle } from 'node:fs/promises'
import { basename } from 'node:path'
import { AppError } from '@shared/contract/app-error.ts'
import { stopIfCancelled } from './cancellation.ts'

// Large enough that reading costs little beside parsing, small enough that a cancel is noticed at once.
const chunkBytes = 512 * 1024

/**
 * Opens a regular file for reading. The caller closes the handle.
 * Throws AppError `unreadable-file` for anything else, also when it became something else since it was listed.
 */
export async function openRegularFile(path: string): Promise<FileHandle> {
  // NONBLOCK lets the opening of a pipe return; NOFOLLOW refuses a link. Both are absent on Windows.
  const flags = constants.O_RDONLY | (constants.O_NONBLOCK ?? 0) | (constants.O_NOFOLLOW ?? 0)
  let handle: FileHandle
  try {
    handle = await open(path, flags)
  } catch (error) {
    throw asUnreadable(path, error)
  }
  const stats = await handle.stat()
  if (stats.isFile()) return handle
  await handle.close()
  throw new AppError('unreadable-file', `"${basename(path)}" is not a file that can be read.`)
}

/**
 * The bytes `start` (included) to `end` (excluded) of an open file; throws when the file is shorter by now. The next
 * chunk is on its way from the disk while one is worked on; whoever closes the file waits for it.
 */
export async function* bytesBetween(
  handle: FileHandle,
  start: number,
  end: number,
  signal?: AbortSignal,
): AsyncGenerator<Buffer, void, undefined> {
  const read = (position: number): Promise<Buffer> => {
    const chunk = chunkAt(handle, position, end)
    // Whoever stops before has no use for it, nor for what went wrong with it.
    chunk.catch(() => undefined)
    return chunk
  }
  if (start >= end) return
  let position = start
  let ahead = read(start)
  for (;;) {
    stopIfCancelled(signal)
    const chunk = await ahead
    position += chunk.length
    if (position >= end) {
      yield chunk
      return
    }
    ahead = read(position)
    yield chunk
  }
}

async function chunkAt(handle: FileHandle, position: number, end: number): Promise<Buffer> {
  const buffer = Buffer.allocUnsafe(Math.min(chunkBytes, end - position))
  const { bytesRead } = await handle.read(buffer, 0, buffer.length, position)
  if (bytesRead === 0) {
    throw new AppError('unreadable-file', 'The file became shorter while it was being read. Try again.')
  }
  return bytesRead === buffer.length ? buffer : buffer.subarray(0, bytesRead)
}

/** The bytes of a regular file, as long as it was found to be. */
export async function* bytesOfFile(
  path: string,
  size: number,
  signal?: AbortSignal,
): AsyncGenerator<Buffer, void, undefined> {
  const handle = await openRegularFile(path)
  try {
    yield* bytesBetween(handle, 0, size, signal)
  } catch (error) {
    throw asUnreadable(path, error)
  } finally {
    await handle.close()
  }
}

/** The sentence for a failure of the file system; AppErrors pass unchanged. */
export function asUnreadable(path: string, error: unknown): AppError {
  if (error instanceof AppError) return error
  const name = basename(path)
  const code = error instanceof Error && 'code' in error ? String(error.code) : ''
  const detail = error instanceof Error ? error.message : String(error)
  switch (code) {
    case 'ENOENT':
      return new AppError('unreadable-file', `"${name}" is not there any more.`, detail)
    case 'EACCES':
    case 'EPERM':
      return new AppError(
        'unreadable-file',
        `"${name}" may not be read: allow this user to read it, or copy it to a folder of your own.`,
        detail,
      )
    case 'ELOOP':
      return new AppError(
        'unreadable-file',
        `"${name}" is a link. Open the file it points to instead.`,
        detail,
      )
    default:
      return new AppError('unreadable-file', `"${name}" could not be read from the disk.`, detail)
  }
}

/** The first bytes of anything that comes in chunks, at most `bytes`. */
export async function firstBytes(chunks: AsyncIterable<Buffer>, bytes: number): Promise<Buffer> {
  const parts: Buffer[] = []
  let length = 0
  for await (const chunk of chunks) {
    parts.push(chunk)
    length += chunk.length
    if (length >= bytes) break
  }
  return Buffer.concat(parts).subarray(0, bytes)
}

/** True when the bytes begin as every zip does; a zip without entries begins with its end record. */
export function beginsLikeZip(head: Buffer): boolean {
  if (head.length < 4) return false
  const signature = head.readUInt32LE(0)
  return signature === 0x04034b50 || signature === 0x06054b50 || signature === 0x08074b50
}

/** True when the bytes begin as every gzip does (RFC 1952, 2.3.1), packed by the only method there is. */
export function beginsLikeGzip(head: Buffer): boolean {
  return head.length >= 3 && head[0] === 0x1f && head[1] === 0x8b && head[2] === 8
}
