/**
 * Turns a dropped path into a Source: one file, a folder or a packed archive (zip, tar, gzip of these), told apart by what they are and hold, not by name.
 *
 * What the members contain is the importers' question.
 */
import { lstat } from 'node:fs/promises'
import type { Stats } from 'node:fs'
import { basename, resolve } from 'node:path'
import { AppError } from '@shared/contract/app-error.ts'
import type { ImportProblem } from '@shared/job.ts'
import type { Member, Source } from '../source.ts'
import type { Entry } from './entry.ts'
import { asUnreadable, beginsLikeGzip, beginsLikeZip, bytesOfFile, firstBytes } from './file-bytes.ts'
import { listFolder } from './folder-entries.ts'
import { unpackGzip } from './gzip.ts'
import { defaultLimits } from './limits.ts'
import type { Limits } from './limits.ts'
import { ZipShelf } from './nested-zips.ts'
import { beginsLikeTar, listTar } from './tar-entries.ts'

/**
 * Opens a file, folder, zip, tar or gzip for reading; the caller closes it.
 *
 * Never waits for anything but the disk: links, pipes, sockets and devices are refused before they are opened.
 * Throws AppError `unreadable-file`, `corrupt-file` (empty, cut off, damaged), `file-too-large` or `cancelled`.
 */
export async function openSource(
  path: string,
  limits: Limits = defaultLimits,
  signal?: AbortSignal,
): Promise<Source> {
  const full = resolve(path)
  const name = basename(full)
  let stats: Stats
  try {
    stats = await lstat(full)
  } catch (error) {
    throw asUnreadable(full, error)
  }
  if (stats.isDirectory()) return openFolder(full, name, limits, signal)
  if (stats.isSymbolicLink()) {
    throw new AppError('unreadable-file', `"${name}" is a link. Open the file it points to instead.`)
  }
  if (!stats.isFile()) throw new AppError('unreadable-file', `"${name}" is a device or a pipe, not a file.`)
  if (stats.size === 0) throw new AppError('corrupt-file', `"${name}" is empty. Export or download it again.`)
  const file: FileOnDisk = { path: full, name, size: stats.size }
  const about = { path: full, name, size: stats.size }
  const head = await firstBytes(bytesOfFile(full, Math.min(stats.size, headBytes)), headBytes)
  if (!beginsLikeGzip(head))
    return openPlainOrPacked(file, about, head, limits, signal, () => Promise.resolve())
  const unpacked = await unpackGzip(full, name, stats.size, limits, signal)
  try {
    const inner = await firstBytes(bytesOfFile(unpacked.path, Math.min(unpacked.size, headBytes)), headBytes)
    if (unpacked.size === 0)
      throw new AppError('corrupt-file', `"${name}" is empty. Export or download it again.`)
    return await openPlainOrPacked(unpacked, about, inner, limits, signal, () => unpacked.close())
  } catch (error) {
    await unpacked.close()
    throw error
  }
}

/** Enough to know a zip, a gzip or a tar by. */
const headBytes = 512

interface FileOnDisk {
  readonly path: string
  readonly name: string
  /** Bytes */
  readonly size: number
}

/** What a source is called, apart from what was unpacked to read it. */
type About = Pick<Source, 'path' | 'name' | 'size'>

async function openPlainOrPacked(
  file: FileOnDisk,
  about: About,
  head: Buffer,
  limits: Limits,
  signal: AbortSignal | undefined,
  close: () => Promise<void>,
): Promise<Source> {
  if (beginsLikeZip(head)) return openZipFile(file, about, limits, signal, close)
  if (beginsLikeTar(head)) return openTarFile(file, about, limits, signal, close)
  const { path, name, size } = file
  const entry: Entry = { name, size, file: path, read: (reading) => bytesOfFile(path, size, reading) }
  return new EntrySource({ ...about, kind: 'file' }, [entry], [], close)
}

async function openFolder(path: string, name: string, limits: Limits, signal?: AbortSignal): Promise<Source> {
  const listing = await listFolder(path, limits, signal)
  const size = listing.entries.reduce((sum, entry) => sum + entry.size, 0)
  const shelf = new ZipShelf(limits, signal)
  await closingOnFailure(shelf, () => shelf.addEntries(listing.entries, 0))
  const remarks = [...listing.remarks, ...shelf.remarks]
  return new EntrySource({ path, name, kind: 'folder', size }, shelf.entries, remarks, () => shelf.close())
}

async function openZipFile(
  { path, name }: FileOnDisk,
  about: About,
  limits: Limits,
  signal: AbortSignal | undefined,
  close: () => Promise<void>,
): Promise<Source> {
  const shelf = new ZipShelf(limits, signal)
  await closingOnFailure(shelf, async () => {
    await shelf.addZip(path, name, '', 1)
    refuseIfNothing(name, shelf.entries, shelf.remarks)
  })
  return packedSource(about, shelf, shelf.remarks, close)
}

async function openTarFile(
  { path, name }: FileOnDisk,
  about: About,
  limits: Limits,
  signal: AbortSignal | undefined,
  close: () => Promise<void>,
): Promise<Source> {
  const { entries, remarks } = await listTar(path, name, limits, signal)
  refuseIfNothing(name, entries, remarks)
  const shelf = new ZipShelf(limits, signal)
  await closingOnFailure(shelf, () => shelf.addEntries(entries, 1))
  return packedSource(about, shelf, [...remarks, ...shelf.remarks], close)
}

function packedSource(
  about: About,
  shelf: ZipShelf,
  remarks: readonly ImportProblem[],
  close: () => Promise<void>,
): Source {
  return new EntrySource({ ...about, kind: 'zip' }, shelf.entries, remarks, async () => {
    await shelf.close()
    await close()
  })
}

function refuseIfNothing(name: string, entries: readonly Entry[], remarks: readonly ImportProblem[]): void {
  const [remark] = remarks
  if (entries.length > 0 || remark === undefined) return
  throw new AppError(
    'corrupt-file',
    `Nothing in "${name}" can be read. First of all "${remark.where}": ${remark.reason}`,
  )
}

async function closingOnFailure(shelf: ZipShelf, work: () => Promise<void>): Promise<void> {
  try {
    await work()
  } catch (error) {
    await shelf.close()
    throw error
  }
}

class EntrySource implements Source {
  readonly path: string
  readonly name: string
  readonly kind: Source['kind']
  readonly size: number
  readonly members: readonly Member[]
  readonly remarks: readonly ImportProblem[]
  readonly close: () => Promise<void>
  readonly #entries: ReadonlyMap<string, Entry>

  constructor(
    about: Pick<Source, 'path' | 'name' | 'kind' | 'size'>,
    entries: readonly Entry[],
    remarks: readonly ImportProblem[],
    close: () => Promise<void>,
  ) {
    this.path = about.path
    this.name = about.name
    this.kind = about.kind
    this.size = about.size
    this.members = entries.map(({ name, size }) => ({ name, size }))
    this.remarks = remarks
    this.close = close
    this.#entries = new Map(entries.map((entry) => [entry.name, entry]))
  }

  read(member: Member, signal?: AbortSignal): AsyncIterable<Buffer> {
    return this.#entry(member).read(signal)
  }

  head(member: Member, bytes: number): Promise<Buffer> {
    return firstBytes(this.#entry(member).read(), bytes)
  }

  #entry(member: Member): Entry {
    const entry = this.#entries.get(member.name)
    if (entry === undefined) throw new Error(`"${member.name}" is not a member of ${this.path}`)
    return entry
  }
}
