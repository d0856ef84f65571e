/**
 * Opens the zips among the entries of a source and lists their entries beside the others as `inner.zip/name`; what a gzip
 * holds stands beside it under its name without the ending.
 *
 * What was opened stays an entry of its own: it may be a file that a conversation refers to.
 */
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join, posix } from 'node:path'
import { AppError } from '@shared/contract/app-error.ts'
import type { ImportProblem } from '@shared/job.ts'
import type { Entry } from './entry.ts'
import { beginsLikeGzip, beginsLikeZip, bytesOfFile, firstBytes } from './file-bytes.ts'
import { gunzipped, nameInGzip } from './gzip.ts'
import type { Limits } from './limits.ts'
import { spool } from './spool.ts'
import { beginsLikeTar, listTar } from './tar-entries.ts'
import { openZip } from './zip-entries.ts'
import type { OpenZip } from './zip-entries.ts'

/** Enough to know a zip, a tar or JSON by. */
const headBytes = 512

/** Holds what opening zips takes: handles, temporary files, budgets. One for each source; `close` gives all back. */
export class ZipShelf {
  readonly entries: Entry[] = []
  readonly remarks: ImportProblem[] = []
  readonly #limits: Limits
  readonly #signal: AbortSignal | undefined
  readonly #open: OpenZip[] = []
  #folder: string | null = null
  #spooledBytes = 0
  #spooledFiles = 0

  constructor(limits: Limits, signal: AbortSignal | undefined) {
    this.#limits = limits
    this.#signal = signal
  }

  /** Takes over a zip that is a file on disk. Throws as openZip does. */
  async addZip(path: string, name: string, prefix: string, level: number): Promise<void> {
    const zip = await openZip(path, name, this.#limits, this.#signal)
    this.#open.push(zip)
    this.remarks.push(...zip.remarks.map((remark) => ({ ...remark, where: prefix + remark.where })))
    await this.addEntries(
      zip.entries.map((entry) => ({ ...entry, name: prefix + entry.name })),
      level,
    )
  }

  /** Takes over entries; `level` says how many zips stand around them. Inner zips that cannot be opened are remarks. */
  async addEntries(entries: readonly Entry[], level: number): Promise<void> {
    if (this.entries.length + entries.length > this.#limits.entries) {
      const most = this.#limits.entries.toLocaleString('en')
      throw new AppError('file-too-large', `It holds more than ${most} files, with those of the zips inside.`)
    }
    const names = new Set(entries.map(({ name }) => name))
    const folders = new Set(entries.flatMap((entry) => foldersAbove(entry.name)))
    const foldersWithJson = new Set(entries.filter(isJson).map((entry) => posix.dirname(entry.name)))
    for (const entry of entries) {
      this.entries.push(entry)
      if (!/\.(?:zip|t?gz)$/i.test(entry.name)) continue
      // A zip packed beside JSON is something a person once attached to a conversation, not a package of more
      // conversations; a folder on disk may well hold several exports side by side.
      if (entry.file === null && foldersWithJson.has(posix.dirname(entry.name))) continue
      // A folder of the same name beside the zip would give two entries one name.
      if (folders.has(entry.name)) continue
      await this.#openInner(entry, names, level)
    }
  }

  async close(): Promise<void> {
    await Promise.all(this.#open.map((zip) => zip.close()))
    if (this.#folder !== null) await rm(this.#folder, { recursive: true, force: true })
  }

  async #openInner(entry: Entry, names: ReadonlySet<string>, level: number): Promise<void> {
    if (level > this.#limits.nestedZips) {
      this.remarks.push({
        where: entry.name,
        reason: 'It stands inside too many other zips and was not opened.',
      })
      return
    }
    try {
      const head = await firstBytes(entry.read(this.#signal), 4)
      if (beginsLikeGzip(head)) return await this.#openGzip(entry, names, level)
      if (!beginsLikeZip(head)) return
      const path = entry.file ?? (await this.#spool(entry))
      await this.addZip(path, posix.basename(entry.name), `${entry.name}/`, level + 1)
    } catch (error) {
      if (!(error instanceof AppError) || error.kind === 'cancelled' || error.kind === 'disk-full')
        throw error
      this.remarks.push({ where: entry.name, reason: error.message })
    }
  }

  async #openGzip(entry: Entry, names: ReadonlySet<string>, level: number): Promise<void> {
    const unpacked = (): AsyncGenerator<Buffer, void, undefined> =>
      gunzipped(entry.read(this.#signal), entry, this.#limits, this.#signal)
    const head = await firstBytes(unpacked(), headBytes)
    if (!mayHoldConversations(head)) return
    const path = await this.#newFile()
    const size = await spool(this.#withinBudget(unpacked()), path, posix.basename(entry.name))
    const inside = nameInGzip(entry.name)
    const name = inside === entry.name || names.has(inside) ? `${entry.name}/unpacked` : inside
    if (beginsLikeZip(head)) return await this.addZip(path, posix.basename(name), `${name}/`, level + 1)
    if (beginsLikeTar(head)) {
      const { entries, remarks } = await listTar(path, posix.basename(name), this.#limits, this.#signal)
      this.remarks.push(...remarks.map((remark) => ({ ...remark, where: `${name}/${remark.where}` })))
      return await this.addEntries(
        entries.map((inner) => ({ ...inner, name: `${name}/${inner.name}` })),
        level + 1,
      )
    }
    this.entries.push({ name, size, file: path, read: (signal) => bytesOfFile(path, size, signal) })
  }

  /** A zip is read from its end, so one that is packed inside another must stand on disk first. */
  async #spool(entry: Entry): Promise<string> {
    this.#takeFromBudget(entry.size)
    const path = await this.#newFile()
    await spool(entry.read(this.#signal), path, posix.basename(entry.name))
    return path
  }

  async *#withinBudget(chunks: AsyncIterable<Buffer>): AsyncGenerator<Buffer, void, undefined> {
    for await (const chunk of chunks) {
      this.#takeFromBudget(chunk.length)
      yield chunk
    }
  }

  #takeFromBudget(bytes: number): void {
    this.#spooledBytes += bytes
    if (this.#spooledBytes <= this.#limits.spooledBytes) return
    throw new AppError(
      'file-too-large',
      'What is packed inside is too large to be unpacked together. Unpack it yourself first.',
    )
  }

  async #newFile(): Promise<string> {
    this.#folder ??= await mkdtemp(join(tmpdir(), 'stemma-zip-'))
    this.#spooledFiles += 1
    return join(this.#folder, String(this.#spooledFiles))
  }
}

/** JSON, a web page, a database, a zip or a tar: of anything else (a log, a program) unpacking would only take room. */
function mayHoldConversations(head: Buffer): boolean {
  if (beginsLikeZip(head) || beginsLikeTar(head)) return true
  const start = head
    .toString('utf8')
    .replace(/^\uFEFF/, '')
    .trimStart()
  return /^[[{<]/.test(start) || start.startsWith('SQLite format 3')
}

function foldersAbove(name: string): string[] {
  const parts = name.split('/').slice(0, -1)
  return parts.map((_, index) => parts.slice(0, index + 1).join('/'))
}

function isJson(entry: Entry): boolean {
  return /\.jsonl?$/i.test(entry.name)
}
