/** What of an archive's folder belongs into a backup: everything but what can be made again of the rest. */
import { lstat, readdir } from 'node:fs/promises'
import { join } from 'node:path'
import type { Archive } from '../archive/archive.ts'
import { datasetsFolderOf, htmlArchivesFolderOf } from '../archive/archive-paths.ts'
import { archiveOfFile } from '../html-archives/file-name.ts'
import { isMemberName } from './manifest.ts'

export interface Content {
  /** Its name in the backup, which is its path in the archive's folder, with `/`. */
  readonly name: string
  /** Full path */
  readonly path: string
  readonly size: number
  /** Whether packing it would save nothing. */
  readonly isPacked: boolean
}

export interface Contents {
  readonly found: readonly Content[]
  /** Names of what the archive knows of, and what is not there. */
  readonly missing: readonly string[]
}

const packedKinds = /\.(?:parquet|zip|gz|png|jpe?g|webp)$/i
const packedMime = /^(?:image\/(?!svg|bmp)|audio\/(?!x?-?wav)|video\/)|zip|pdf/

/**
 * The files beside the database, in an order that stays the same: those that one state of it names, as they stand in the
 * archive's folder now.
 */
export async function contentsOf(snapshot: Archive, folder: string): Promise<Contents> {
  const found: Content[] = []
  const missing: string[] = []
  for (const { name, isPacked } of [...namedFiles(snapshot), ...(await writtenFiles(snapshot, folder))]) {
    const path = join(folder, ...name.split('/'))
    const stats = isMemberName(name) ? await lstat(path).catch(() => null) : null
    if (stats?.isFile()) found.push({ name, path, size: stats.size, isPacked })
    else missing.push(name)
  }
  return { found, missing }
}

/** Bytes that a backup holds, as the archive knows them; quick. */
export function bytesIn(archive: Archive): number {
  const sums = [
    'SELECT coalesce(sum(size), 0) FROM files',
    'SELECT coalesce(sum(stored_size), 0) FROM originals',
    'SELECT coalesce(sum(size), 0) FROM datasets',
    'SELECT coalesce(sum(size), 0) FROM html_archives WHERE removed_at IS NULL',
  ].map((sql) => Number(archive.statement<[], number>(sql).pluck().get()))
  return sums.reduce((total, bytes) => total + bytes, databaseBytes(archive))
}

export function databaseBytes({ db }: Archive): number {
  const pages = Number(db.pragma('page_count', { simple: true }))
  return pages * Number(db.pragma('page_size', { simple: true }))
}

type Named = Pick<Content, 'name' | 'isPacked'>

/** Attachments and originals, which the database names. */
function* namedFiles(archive: Archive): Generator<Named> {
  // One look at all of them: others may add to them, and rows are not read while something is awaited.
  const files = archive
    .statement<[], { hash: string; mime: string | null }>('SELECT hash, mime FROM files ORDER BY hash')
    .all()
  for (const { hash, mime } of files) {
    yield { name: `files/${hash.slice(0, 2)}/${hash}`, isPacked: packedMime.test(mime ?? '') }
  }
  const originals = archive.statement<[], { hash: string }>('SELECT hash FROM originals ORDER BY hash').all()
  for (const { hash } of originals) {
    yield { name: `originals/${hash.slice(0, 2)}/${hash}`, isPacked: true }
  }
}

/** Datasets and HTML archives, which a folder holds for each row. */
async function writtenFiles(archive: Archive, archiveFolder: string): Promise<Named[]> {
  const names: string[] = []
  const folders = archive
    .statement<[], { folder: string }>('SELECT folder FROM datasets ORDER BY folder')
    .all()
  for (const { folder } of folders) {
    const files = await readdir(join(datasetsFolderOf(archiveFolder), folder)).catch(() => null)
    if (files === null) names.push(`datasets/${folder}`)
    else names.push(...files.toSorted().map((file) => `datasets/${folder}/${file}`))
  }
  const pages = await readdir(htmlArchivesFolderOf(archiveFolder)).catch((): string[] => [])
  const listed = archive
    .statement<[], { name: string }>('SELECT file_name AS name FROM html_archives WHERE removed_at IS NULL')
    .all()
  const kept = new Set(listed.map(({ name }) => name))
  const ofKept = pages.filter((page) => kept.has(archiveOfFile(page) ?? ''))
  names.push(...ofKept.toSorted().map((page) => `html-archives/${page}`))
  return names.map((name) => ({ name, isPacked: packedKinds.test(name) }))
}
