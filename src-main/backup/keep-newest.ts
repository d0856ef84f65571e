/** Which of the files that a plan has written go for a new one. */
import { lstat, unlink } from 'node:fs/promises'
import { basename } from 'node:path'
import { codeOf, told } from '../exporters/file-failures.ts'
import { isBackupFileName } from './file-names.ts'
import type { WrittenFile } from './memory.ts'

/**
 * Removes the oldest files of each kind beyond `keep`, and answers those that stay. A file goes only where it is one of
 * ours and still what it was: its name, its size, no link.
 *
 * @throws AppError `cannot-write`
 */
export async function keepNewest(
  files: readonly WrittenFile[],
  keep: number | null,
): Promise<{ readonly kept: WrittenFile[]; readonly removed: string[] }> {
  if (keep === null) return { kept: [...files], removed: [] }
  const kept: WrittenFile[] = []
  const removed: string[] = []
  const counts = new Map<WrittenFile['kind'], number>()
  for (const file of files.toSorted((one, other) => other.at - one.at)) {
    const count = (counts.get(file.kind) ?? 0) + 1
    counts.set(file.kind, count)
    if (count <= keep) kept.push(file)
    else if (await removeOurs(file)) removed.push(file.path)
  }
  return { kept, removed }
}

async function removeOurs({ path, size }: WrittenFile): Promise<boolean> {
  if (!isBackupFileName(basename(path))) return false
  try {
    const stats = await lstat(path)
    if (!stats.isFile() || stats.size !== size) return false
  } catch (error) {
    // Gone already, or on a disk that is not there now.
    if (codeOf(error) !== null) return false
    throw error
  }
  await told(path, () => unlink(path))
  return true
}
