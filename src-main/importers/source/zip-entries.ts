/**
 * Lists and unpacks the entries of one zip. Nothing is written to disk and no name becomes a path.
 *
 * yauzl reads the list of contents; what it leaves open (checksums, overlapping entries, bombs, links, one bad name
 * spoiling the rest) is settled here. Zips inside are nested-zips.ts's work.
 */
import type { FileHandle } from 'node:fs/promises'
import { pipeline, Readable } from 'node:stream'
import { crc32, createInflateRaw } from 'node:zlib'
import * as yauzl from 'yauzl'
import { AppError } from '@shared/contract/app-error.ts'
import type { ImportProblem } from '@shared/job.ts'
import { stopIfCancelled } from './cancellation.ts'
import type { Entry } from './entry.ts'
import { isSystemFile } from './entry.ts'
import { asUnreadable, bytesBetween, openRegularFile } from './file-bytes.ts'
import type { Limits } from './limits.ts'
import { decodeName, nameProblem } from './zip-names.ts'

export interface OpenZip {
  readonly entries: readonly Entry[]
  readonly remarks: readonly ImportProblem[]
  close(): Promise<void>
}

const stored = 0
const deflated = 8
const localHeaderBytes = 30
const unpackedChunkBytes = 256 * 1024

/**
 * Opens the zip at `path`; `name` is what a person calls it.
 * Throws AppError `corrupt-file` (cut off, list of contents damaged, entries that share bytes), `file-too-large` (more
 * entries or unpacked bytes than the limits allow) or `unreadable-file`. A single bad entry is a remark.
 */
export async function openZip(
  path: string,
  name: string,
  limits: Limits,
  signal?: AbortSignal,
): Promise<OpenZip> {
  const handle = await openRegularFile(path)
  try {
    const { size } = await handle.stat()
    const zip = await yauzl.fromRandomAccessReaderPromise(new CachedReader(handle, size), size, {
      autoClose: false,
      decodeStrings: false,
      validateEntrySizes: true,
    })
    if (zip.entryCount > limits.entries) throw tooManyEntries(name, zip.entryCount, limits)
    const listing = await listEntries(zip, handle, name, limits, signal)
    return { ...listing, close: () => handle.close() }
  } catch (error) {
    await handle.close()
    throw asZipError(name, error)
  }
}

interface Extent {
  readonly start: number
  readonly end: number
}

async function listEntries(
  zip: yauzl.ZipFile,
  handle: FileHandle,
  zipName: string,
  limits: Limits,
  signal: AbortSignal | undefined,
): Promise<{ entries: Entry[]; remarks: ImportProblem[] }> {
  const entries: Entry[] = []
  const remarks: ImportProblem[] = []
  const extents: Extent[] = []
  const names = new Set<string>()
  let unpackedBytes = 0
  let bombs = 0
  for await (const listed of zip.eachEntry()) {
    stopIfCancelled(signal)
    const start = listed.relativeOffsetOfLocalHeader
    extents.push({ start, end: start + localHeaderBytes + listed.compressedSize })
    const name = decodeName(listed.fileNameRaw, listed.generalPurposeBitFlag, listed.extraFields)
    if (name.endsWith('/') || isSystemFile(name)) continue
    const reason = names.has(name)
      ? 'The same name stands in the zip twice; the first was taken.'
      : whyPassedOver(listed, name, limits)
    if (reason !== null) {
      if (isBomb(listed, limits)) bombs += 1
      remarks.push({ where: printable(name), reason })
      continue
    }
    names.add(name)
    unpackedBytes += listed.uncompressedSize
    entries.push({
      name,
      size: listed.uncompressedSize,
      file: null,
      read: (readSignal) => unpack(zip, handle, listed, name, readSignal),
    })
  }
  if (shareBytes(extents)) {
    throw new AppError(
      'corrupt-file',
      `"${zipName}" was refused: several of its entries are made of the same bytes, as in a zip bomb.`,
    )
  }
  if (unpackedBytes > limits.unpackedBytes) {
    throw new AppError(
      'file-too-large',
      `"${zipName}" was refused: unpacked it would take ${inGib(unpackedBytes)}.`,
    )
  }
  if (entries.length === 0 && bombs > 0) {
    throw new AppError(
      'file-too-large',
      `"${zipName}" was refused as a zip bomb. ${remarks[0]?.reason ?? ''}`,
    )
  }
  return { entries, remarks }
}

function whyPassedOver(listed: yauzl.Entry, name: string, limits: Limits): string | null {
  const badName = nameProblem(name)
  if (badName !== null) return badName
  const fileType = (listed.externalFileAttributes >>> 16) & 0o170000
  if (fileType === 0o120000) return 'It is a link to another place and was not followed.'
  if (fileType !== 0 && fileType !== 0o100000) return 'It is not a regular file.'
  if (listed.isEncrypted()) return 'It is encrypted. Unpack the zip with its password first.'
  if (listed.compressionMethod !== stored && listed.compressionMethod !== deflated) {
    return `It is packed by a method that cannot be read here (number ${listed.compressionMethod}).`
  }
  if (isBomb(listed, limits)) {
    return `Its ${inMib(listed.compressedSize)} would unpack to ${inMib(listed.uncompressedSize)}, as in a zip bomb.`
  }
  return null
}

function isBomb(listed: yauzl.Entry, limits: Limits): boolean {
  const { compressedSize, uncompressedSize } = listed
  return uncompressedSize > limits.bombBytes && uncompressedSize > limits.bombRatio * compressedSize
}

async function* unpack(
  zip: yauzl.ZipFile,
  handle: FileHandle,
  listed: yauzl.Entry,
  name: string,
  signal: AbortSignal | undefined,
): AsyncGenerator<Buffer, void, undefined> {
  try {
    const { fileDataStart } = await zip.readLocalFileHeaderPromise(listed, { minimal: true })
    const fileDataEnd = fileDataStart + listed.compressedSize
    if (fileDataEnd > zip.fileSize) throw damaged(name, 'a part of it is missing')
    const packed = bytesBetween(handle, fileDataStart, fileDataEnd, signal)
    const chunks = listed.compressionMethod === deflated ? inflated(packed) : packed
    let checksum = 0
    let size = 0
    for await (const chunk of chunks) {
      stopIfCancelled(signal)
      size += chunk.length
      if (size > listed.uncompressedSize) throw damaged(name, 'it unpacks to more than the zip says')
      checksum = crc32(chunk, checksum)
      yield chunk
    }
    if (size < listed.uncompressedSize) throw damaged(name, 'it unpacks to less than the zip says')
    if (checksum !== listed.crc32) throw damaged(name, 'its checksum is wrong')
  } catch (error) {
    if (error instanceof AppError) throw error
    throw damaged(name, 'it cannot be unpacked', error instanceof Error ? error.message : null)
  }
}

function inflated(packed: AsyncIterable<Buffer>): AsyncIterable<Buffer> {
  const inflate = createInflateRaw({ chunkSize: unpackedChunkBytes })
  // A failure destroys both streams and is thrown where the second is read, so nothing is left for the callback.
  return pipeline(Readable.from(packed), inflate, () => undefined)
}

/** True when two extents overlap: then a small file can claim to hold far more than it does. */
function shareBytes(extents: Extent[]): boolean {
  extents.sort((a, b) => a.start - b.start)
  return extents.some((extent, index) => {
    const before = extents[index - 1]
    return before !== undefined && extent.start < before.end
  })
}

function damaged(name: string, what: string, detail: string | null = null): AppError {
  return new AppError('corrupt-file', `"${name}" is damaged: ${what}. Download the export again.`, detail)
}

function tooManyEntries(name: string, count: number, limits: Limits): AppError {
  const [found, most] = [count, limits.entries].map((number) => number.toLocaleString('en'))
  return new AppError(
    'file-too-large',
    `"${name}" was refused: it holds ${found} files, and at most ${most} are read.`,
  )
}

function asZipError(name: string, error: unknown): AppError {
  if (error instanceof AppError) return error
  if (error instanceof Error && 'code' in error) return asUnreadable(name, error)
  const detail = error instanceof Error ? error.message : String(error)
  if (detail.includes('encryption')) {
    return new AppError(
      'corrupt-file',
      `"${name}" is encrypted. Unpack it with its password and drop the files.`,
      detail,
    )
  }
  return new AppError(
    'corrupt-file',
    `"${name}" is incomplete or damaged: the list of its contents cannot be read. Download it again.`,
    detail,
  )
}

function inMib(bytes: number): string {
  return `${(bytes / 2 ** 20).toLocaleString('en', { maximumFractionDigits: 1 })} MiB`
}

function inGib(bytes: number): string {
  return `${(bytes / 2 ** 30).toLocaleString('en', { maximumFractionDigits: 0 })} GiB`
}

/** A name as it can stand in a report: control characters would break the line. */
function printable(name: string): string {
  return name.slice(0, 200).replace(/\p{Cc}/gu, '\ufffd')
}

/**
 * Reads the list of contents in large blocks. yauzl asks for each entry in two small reads; through the thread pool
 * 100,000 entries would take five seconds.
 */
class CachedReader extends yauzl.RandomAccessReader {
  readonly #handle: FileHandle
  readonly #size: number
  #block: Buffer = Buffer.alloc(0)
  #blockStart = 0

  constructor(handle: FileHandle, size: number) {
    super()
    this.#handle = handle
    this.#size = size
  }

  override read(
    target: Buffer,
    offset: number,
    length: number,
    position: number,
    done: (error: Error | null) => void,
  ): void {
    const inBlock = position - this.#blockStart
    if (inBlock >= 0 && inBlock + length <= this.#block.length) {
      this.#block.copy(target, offset, inBlock, inBlock + length)
      done(null)
      return
    }
    if (position + length > this.#size) {
      done(new Error('unexpected end of file'))
      return
    }
    this.#fill(position, length).then(
      () => this.read(target, offset, length, position, done),
      (error: unknown) => done(error instanceof Error ? error : new Error(String(error))),
    )
  }

  async #fill(position: number, length: number): Promise<void> {
    const block = Buffer.allocUnsafe(Math.min(Math.max(length, unpackedChunkBytes), this.#size - position))
    const { bytesRead } = await this.#handle.read(block, 0, block.length, position)
    if (bytesRead < length) throw new Error('unexpected end of file')
    this.#block = block.subarray(0, bytesRead)
    this.#blockStart = position
  }
}
