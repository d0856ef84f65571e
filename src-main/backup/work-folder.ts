/** Folders in which a database stands for a while: to be backed up, to be looked into. */
import { randomUUID } from 'node:crypto'
import { mkdir, readdir, rm, stat } from 'node:fs/promises'
import { join } from 'node:path'
import { told } from '../exporters/file-failures.ts'
import { folderWithRoom } from './room.ts'

const prefix = '.stemma-work-'
/** No work takes this long: what is older was left behind by a process that was ended, in ms. */
const leftBehindAfter = 86_400_000

/**
 * Does some work with a new folder in the first of some places with room for so many bytes; it goes when the work ends.
 *
 * @param what needs the room, for a person
 * @throws AppError `disk-full`, `cannot-write`, and what `work` throws
 */
export async function inWorkFolder<Result>(
  places: readonly [string, ...string[]],
  bytes: number,
  what: string,
  work: (folder: string) => Promise<Result>,
): Promise<Result> {
  const folder = join(await folderWithRoom(places, bytes, what), `${prefix}${randomUUID()}`)
  await told(folder, () => mkdir(folder, { mode: 0o700 }))
  try {
    return await work(folder)
  } finally {
    await rm(folder, { recursive: true, force: true })
  }
}

/** Removes what processes have left in a place that were ended in the middle of their work. */
export async function sweepWorkFolders(place: string, now: number): Promise<void> {
  for (const name of await readdir(place).catch((): string[] => [])) {
    if (!name.startsWith(prefix)) continue
    const path = join(place, name)
    // Another process may sweep at the same time.
    const made = await stat(path).catch(() => null)
    if (made !== null && now - made.mtimeMs > leftBehindAfter)
      await rm(path, { recursive: true, force: true })
  }
}
