/** Removes a file so that its text does not stay behind on the disk: overwritten first, then unlinked. */
import { constants } from 'node:fs'
import { open, unlink, type FileHandle } from 'node:fs/promises'
import { AppError } from '@shared/contract/app-error.ts'

const zeros = Buffer.alloc(1 << 20)

/**
 * Overwrites a file with zeros and removes it; does nothing when it is gone already. A link is removed, and what it
 * points to left alone. Disks that write every change to a new place (SSDs, journals) may keep older blocks: no program
 * can reach those.
 *
 * @throws AppError `cannot-write`
 */
export async function eraseFile(path: string): Promise<void> {
  try {
    const handle = await openItself(path)
    if (handle !== null) await overwrite(handle)
    await unlink(path)
  } catch (error) {
    const code = codeOf(error)
    if (code === 'ENOENT') return
    throw new AppError(
      'cannot-write',
      `“${path}” could not be deleted. Close the programs that show it and try again.`,
      code,
    )
  }
}

/** Null for a link. */
async function openItself(path: string): Promise<FileHandle | null> {
  try {
    return await open(path, constants.O_WRONLY | (constants.O_NOFOLLOW ?? 0))
  } catch (error) {
    if (codeOf(error) === 'ELOOP') return null
    throw error
  }
}

async function overwrite(handle: FileHandle): Promise<void> {
  try {
    const { size } = await handle.stat()
    for (let at = 0; at < size;) {
      const length = Math.min(zeros.length, size - at)
      at += (await handle.write(zeros, 0, length, at)).bytesWritten
    }
    await handle.sync()
  } finally {
    await handle.close()
  }
}

function codeOf(error: unknown): string | null {
  return error instanceof Error && 'code' in error && typeof error.code === 'string' ? error.code : null
}
