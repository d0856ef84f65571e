/** Where the list of HTML archives and their files meet: what is kept, for how long, and how it goes. */
import { createReadStream } from 'node:fs'
import { lstat, mkdir, readdir } from 'node:fs/promises'
import { basename, dirname, join } from 'node:path'
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
import { archiveOfFile, isArchiveFileName } from '../html-archives/file-name.ts'
import { keptUntil, removalsBy, removalsForOneMore } from '../html-archives/retention.ts'
import { writeZip64, type Zip64Member } from '../zip/write-zip64.ts'

/** What no row names and is older than this was left behind by a crash, in ms. */
const leftBehindAfter = 86_400_000

/** The list as a reader sees it. */
export async function htmlArchiveList(archive: Archive): Promise<HtmlArchiveList> {
  const limits = readLimits(archive)
  const archives = await Promise.all(
    listHtmlArchives(archive).map(async (row) => ({
      ...row,
      keptUntil: keptUntil(row, limits),
      isThere: (await filesOf(archive, row)).length === row.pages,
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
    await eraseFilesOf(archive, row)
    noteRemoved(archive, row.id, reason, now)
  }
  return removals.map(({ row }) => nameOf(row))
}

/** Sets other limits and applies them. @throws AppError `cannot-write` */
export async function changeLimits(archive: Archive, limits: ArchiveLimits, now: number): Promise<void> {
  writeLimits(archive, limits)
  await applyLimits(archive, now)
}

/** Overwrites and removes one archive, all its pages. @throws AppError `not-found`, `cannot-write` */
export async function deleteHtmlArchive(archive: Archive, id: number): Promise<void> {
  await eraseFilesOf(archive, rowOf(archive, id))
  forgetHtmlArchive(archive, id)
}

/**
 * Copies one archive to a place of the reader's: its page, or all its pages as one ZIP.
 *
 * @throws AppError `not-found`, `invalid-input` where a ZIP would have another ending, and as `openAtomicOutput`
 */
export async function saveHtmlArchive(
  archive: Archive,
  { id, path, replace }: { readonly id: number; readonly path: string; readonly replace: boolean },
): Promise<string> {
  const row = rowOf(archive, id)
  const files = await filesOf(archive, row)
  if (files.length !== row.pages) throw notThere(row)
  if (row.pages > 1 && !/\.zip$/i.test(path)) {
    throw new AppError(
      'invalid-input',
      `${row.fileName} has ${row.pages} pages, which are saved as one ZIP: choose a name that ends in .zip.`,
    )
  }
  const output = await openAtomicOutput(path, { replace })
  try {
    if (row.pages > 1) await writeZip(files, row, (chunk) => output.write(chunk))
    else for await (const chunk of createReadStream(pathOf(archive, row))) await output.write(chunk as Buffer)
    const [written = path] = await output.finish()
    return written
  } catch (error) {
    await output.abort()
    throw error
  }
}

async function writeZip(
  files: readonly string[],
  { createdAt }: StoredHtmlArchive,
  write: (chunk: Uint8Array) => Promise<void>,
): Promise<void> {
  async function* members(): AsyncGenerator<Zip64Member> {
    for (const file of files) {
      yield { name: basename(file), chunks: createReadStream(file), isPacked: false }
    }
  }
  await writeZip64(members(), write, { signal: new AbortController().signal, date: new Date(createdAt) })
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
    const owner = archiveOfFile(name)
    const isOurs = owner !== null || /^\.conversations_.*\.part$/.test(name)
    if (!isOurs || (owner !== null && named.has(owner))) continue
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

/** Full paths of the files that are there of an archive, in the order of their names, so the index first. */
async function filesOf(archive: Archive, row: StoredHtmlArchive): Promise<string[]> {
  const main = pathOf(archive, row)
  const names = row.pages === 1 ? [row.fileName] : await namesOf(dirname(main), row.fileName)
  const paths = names.map((name) => join(dirname(main), name))
  const areThere = await Promise.all(paths.map(isFile))
  return paths.filter((_path, index) => areThere[index])
}

async function namesOf(folder: string, fileName: string): Promise<string[]> {
  const names = await readdir(folder).catch((): string[] => [])
  return names.filter((name) => archiveOfFile(name) === fileName).toSorted()
}

/** The index goes last: whatever stops half-way, the entry still leads to what is left. */
async function eraseFilesOf(archive: Archive, row: StoredHtmlArchive): Promise<void> {
  const main = pathOf(archive, row)
  const names = await namesOf(dirname(main), row.fileName)
  for (const name of names) if (name !== row.fileName) await eraseFile(join(dirname(main), name))
  await eraseFile(main)
}

function notThere({ fileName, pages }: StoredHtmlArchive): AppError {
  const what = pages === 1 ? `The file ${fileName} is` : `Some of the ${pages} files of ${fileName} are`
  return new AppError(
    'not-found',
    `${what} not in the archive folder any more. Delete the entry and export again.`,
  )
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
