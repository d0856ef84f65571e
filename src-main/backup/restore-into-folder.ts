/** Restores a backup into a folder of its own: an archive that can be opened beside the others. */
import { readdir, rename, rm, rmdir } from 'node:fs/promises'
import { join } from 'node:path'
import { AppError } from '@shared/contract/app-error.ts'
import type { BackupFacts } from '@shared/backup.ts'
import { codeOf, told } from '../exporters/file-failures.ts'
import { makeFolder } from '../make-folder.ts'
import { databaseName } from './manifest.ts'
import { unpackBackup, type UnpackOptions } from './unpack-backup.ts'

/** What a process has left that was ended while it restored. */
const unfinished = '.restoring-'

/**
 * The archive is in the folder whole or, when this throws, not at all.
 *
 * @param folder empty, or not there
 * @throws AppError `invalid-input` when there is something in the folder, and as `unpackBackup`
 */
export async function restoreIntoFolder(
  path: string,
  folder: string,
  options: UnpackOptions,
): Promise<BackupFacts> {
  const isMade = await makeEmpty(folder)
  try {
    const { folder: unpacked, facts } = await unpackBackup(path, folder, unfinished, options)
    await told(folder, async () => {
      // A folder with a database is an archive: that comes last.
      const names = (await readdir(unpacked)).filter((name) => name !== databaseName)
      for (const name of [...names, databaseName]) await rename(join(unpacked, name), join(folder, name))
      await rm(unpacked, { recursive: true, force: true })
    })
    return facts
  } catch (error) {
    // Only an empty folder goes, and what is in it by now is somebody else's.
    if (isMade) await rmdir(folder).catch(() => undefined)
    throw error
  }
}

/** Answers whether the folder was made for it. */
async function makeEmpty(folder: string): Promise<boolean> {
  const names = await readdir(folder).catch((error: unknown) => {
    if (codeOf(error) === 'ENOENT') return null
    if (codeOf(error) === 'ENOTDIR') throw notEmpty(folder)
    return told(folder, () => Promise.reject(error as Error))
  })
  if (names === null) {
    await told(folder, async () => makeFolder(folder, 0o700))
    return true
  }
  if (!names.every((name) => name.startsWith(unfinished))) throw notEmpty(folder)
  for (const name of names) await told(folder, () => rm(join(folder, name), { recursive: true }))
  return false
}

function notEmpty(folder: string): AppError {
  return new AppError(
    'invalid-input',
    `There is something in “${folder}” already. Choose an empty folder, or one that is not there yet.`,
  )
}
