/** Where the list of HTML archives and their files meet: what is kept, for how long, and how it goes. */
import { createReadStream } from 'node:fs'
import { lstat, mkdir, readdir } from 'node:fs/promises'
import { join } from 'node:path'
import { AppError } from '@shared/contract/app-error.ts'
import type { ArchiveLimits, HtmlArchiveList } from '@shared/contract/html-archives.ts'
import type { Archive } from '../archive/archive.ts'
import { htmlArchivesFolderOf } from '../archive/archive-paths.ts'
import {
  forgetHtmlArchive,
  listHtmlArchives,
  noteRemoved,
  readLimits,
  removedHtmlArchives,
  writeLimits,
  type StoredHtmlArchive,
} from '../archive/html-archives.ts'
import { openAtomicOutput } from '../exporters/atomic-output.ts'
import { eraseFile } from '../html-archives/erase-file.ts'
import { isArchiveFileName } from '../html-archives/file-name.ts'
import { keptUntil, removalsBy, removalsForOneMore } from '../html-archives/retention.ts'

/** What no row names and is older than this was left behind by a crash, in ms. */
const leftBehindAfter = 86_400_000

/** The list as a reader sees it. */
export async function htmlArchiveList(archive: Archive): Promise<HtmlArchiveList> {
  const limits = readLimits(archive)
  const archives = await Promise.all(
    listHtmlArchives(archive).map(async (row) => ({
      ...row,
      keptUntil: keptUntil(row, limits),
      isThere: await isFile(pathOf(archive, row)),
    })),
  )
  return { archives, limits, removed: removedHtmlArchives(archive) }
}

/** Names of the archives that would go for one more, the oldest first. */
export function removedForOneMore(archive: Archive, now: number): string[] {
  return removalsForOneMore(listHtmlArchives(archive), readLimits(archive), now).map(nameOf)
}

/** Names of the archives that other limits would take away now, the oldest first. */
export function removedByLimits(archive: Archive, limits: ArchiveLimits, now: number): string[] {
  return removalsBy(listHtmlArchives(archive), limits, now).map(({ row }) => nameOf(row))
}

/** Takes away what the limits do not allow any more, the oldest first; answers the names. @throws AppError `cannot-write` */
export async function applyLimits(archive: Archive, now: number): Promise<string[]> {
  const removals = removalsBy(listHtmlArchives(archive), readLimits(archive), now)
  for (const { row, reason } of removals) {
    await eraseFile(pathOf(archive, row))
    noteRemoved(archive, row.id, reason, now)
  }
  return removals.map(({ row }) => nameOf(row))
}

/** Sets other limits and applies them. @throws AppError `cannot-write` */
export async function changeLimits(archive: Archive, limits: ArchiveLimits, now: number): Promise<void> {
  writeLimits(archive, limits)
  await applyLimits(archive, now)
}

/** Overwrites and removes one archive. @throws AppError `not-found`, `cannot-write` */
export async function deleteHtmlArchive(archive: Archive, id: number): Promise<void> {
  await eraseFile(pathOf(archive, rowOf(archive, id)))
  forgetHtmlArchive(archive, id)
}

/** Copies one archive to a place of the reader's. @throws AppError `not-found`, and as `openAtomicOutput` */
export async function saveHtmlArchive(
  archive: Archive,
  { id, path, replace }: { readonly id: number; readonly path: string; readonly replace: boolean },
): Promise<string> {
  const row = rowOf(archive, id)
  const original = pathOf(archive, row)
  if (!(await isFile(original))) {
    throw new AppError(
      'not-found',
      `The file ${row.fileName} is not in the archive folder any more. Delete the entry and export again.`,
    )
  }
  const output = await openAtomicOutput(path, { replace })
  try {
    for await (const chunk of createReadStream(original)) await output.write(chunk as Buffer)
    const [written = path] = await output.finish()
    return written
  } catch (error) {
    await output.abort()
    throw error
  }
}

/**
 * What is done when the app starts: what has become too old goes, and what crashes left behind. A file that somebody
 * holds open stays until the next time.
 */
export async function tidyHtmlArchives(archive: Archive, now: number): Promise<void> {
  try {
    await applyLimits(archive, now)
    await sweep(archive, now)
  } catch (error) {
    if (!(error instanceof AppError)) throw error
  }
}

/** Removes files that nothing names, and parts of some. */
async function sweep(archive: Archive, now: number): Promise<void> {
  const folder = await htmlArchivesFolder(archive)
  const named = new Set(listHtmlArchives(archive).map(nameOf))
  for (const name of await readdir(folder)) {
    if (named.has(name) || !(isArchiveFileName(name) || /^\.conversations_.*\.part$/.test(name))) continue
    const { mtimeMs } = await lstat(join(folder, name))
    if (now - mtimeMs > leftBehindAfter) await eraseFile(join(folder, name))
  }
}

/** The folder of the files, made when it is not there. */
export async function htmlArchivesFolder(archive: Archive): Promise<string> {
  const folder = htmlArchivesFolderOf(archive.folder)
  await mkdir(folder, { recursive: true, mode: 0o700 })
  return folder
}

function rowOf(archive: Archive, id: number): StoredHtmlArchive {
  const row = listHtmlArchives(archive).find((one) => one.id === id)
  if (row) return row
  throw new AppError(
    'not-found',
    `There is no export ${id} in the list. “stemma html-export list” shows them.`,
  )
}

function pathOf(archive: Archive, { fileName }: StoredHtmlArchive): string {
  // The name comes out of a database that somebody may have handed over.
  if (!isArchiveFileName(fileName)) {
    throw new AppError('archive-damaged', `“${fileName}” is no name of an HTML archive.`)
  }
  return join(htmlArchivesFolderOf(archive.folder), fileName)
}

function nameOf({ fileName }: StoredHtmlArchive): string {
  return fileName
}

async function isFile(path: string): Promise<boolean> {
  try {
    return (await lstat(path)).isFile()
  } catch {
    return false
  }
}
