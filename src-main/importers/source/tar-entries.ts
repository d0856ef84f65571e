/**
 * Lists and reads the files in a tar that stands on the disk: ustar (POSIX.1-1988), with the long names of pax
 * (POSIX.1-2001) and GNU tar.
 *
 * No name becomes a path and no link is followed. Zips inside are nested-zips.ts's work.
 */
import type { FileHandle } from 'node:fs/promises'
import { AppError } from '@shared/contract/app-error.ts'
import type { ImportProblem } from '@shared/job.ts'
import { stopIfCancelled } from './cancellation.ts'
import type { Entry } from './entry.ts'
import { isSystemFile } from './entry.ts'
import { bytesBetween, openRegularFile } from './file-bytes.ts'
import type { Limits } from './limits.ts'
import { decodeName, nameProblem } from './zip-names.ts'

const blockBytes = 512
/** Longer than any header that only names a file; what claims more is damaged. */
const longestExtension = 2 ** 20

export interface TarListing {
  readonly entries: Entry[]
  readonly remarks: ImportProblem[]
}

/** True when the first block of a file is the header of a tar. */
export function beginsLikeTar(head: Buffer): boolean {
  if (head.length < blockBytes) return false
  return head.toString('latin1', 257, 262) === 'ustar' && hasRightChecksum(head.subarray(0, blockBytes))
}

/**
 * Lists the tar at `path`; `name` is what a person calls it. What is passed over is a remark, also the rest of a tar that
 * breaks off. Throws AppError `file-too-large` (more files than the limits allow), `unreadable-file`, `cancelled`.
 */
export async function listTar(
  path: string,
  name: string,
  limits: Limits,
  signal?: AbortSignal,
): Promise<TarListing> {
  const handle = await openRegularFile(path)
  try {
    const { size } = await handle.stat()
    const listing: TarListing = { entries: [], remarks: [] }
    const names = new Set<string>()
    let headers = 0
    for await (const found of headersOf(handle, size, listing.remarks, name, signal)) {
      headers += 1
      if (headers > limits.entries) {
        const most = limits.entries.toLocaleString('en')
        throw new AppError('file-too-large', `"${name}" was refused: it holds more than ${most} files.`)
      }
      if (found.type === 'folder' || isSystemFile(found.name)) continue
      const reason = names.has(found.name)
        ? 'The same name stands in the archive twice; the first was taken.'
        : (nameProblem(found.name) ?? whyNoFile(found))
      if (reason !== null) {
        listing.remarks.push({ where: printable(found.name), reason })
        continue
      }
      names.add(found.name)
      const { start, size: length } = found
      listing.entries.push({
        name: found.name,
        size: length,
        file: null,
        read: (reading) => bytesWithin(path, start, start + length, reading),
      })
    }
    return listing
  } finally {
    await handle.close()
  }
}

interface Header {
  readonly name: string
  readonly type: 'file' | 'folder' | 'link' | 'other'
  /** Where its bytes begin. */
  readonly start: number
  readonly size: number
}

async function* headersOf(
  handle: FileHandle,
  fileSize: number,
  remarks: ImportProblem[],
  tarName: string,
  signal: AbortSignal | undefined,
): AsyncGenerator<Header, void, undefined> {
  const broken = (): void => {
    remarks.push({
      where: tarName,
      reason: 'It breaks off or is damaged; what follows in it could not be read.',
    })
  }
  let longName: string | null = null
  let position = 0
  while (position < fileSize) {
    stopIfCancelled(signal)
    if (position + blockBytes > fileSize) return broken()
    const block = await bytesAt(handle, position, blockBytes)
    // A block of zeros ends a tar.
    if (block.every((byte) => byte === 0)) return
    const size = numberAt(block, 124, 12)
    const start = position + blockBytes
    if (!hasRightChecksum(block) || size === null || start + size > fileSize) return broken()
    position = start + Math.ceil(size / blockBytes) * blockBytes
    const flag = block.toString('latin1', 156, 157)
    if (flag === 'x' || flag === 'L') {
      if (size > longestExtension) return broken()
      const content = await bytesAt(handle, start, size)
      longName = (flag === 'x' ? paxPath(content) : textOf(content)) ?? longName
      continue
    }
    // Facts about all files and the target of a link: neither names a file.
    if (flag === 'g' || flag === 'K') continue
    yield { name: withoutDot(longName ?? shortName(block)), type: typeOf(flag), start, size }
    longName = null
  }
}

function typeOf(flag: string): Header['type'] {
  if (flag === '0' || flag === '\0' || flag === '7') return 'file'
  if (flag === '5') return 'folder'
  return flag === '1' || flag === '2' ? 'link' : 'other'
}

function whyNoFile({ type }: Header): string | null {
  if (type === 'link') return 'It is a link to another place and was not followed.'
  return type === 'other' ? 'It is not a regular file and was passed over.' : null
}

function shortName(block: Buffer): string {
  const name = textOf(block.subarray(0, 100))
  // GNU tar writes times where POSIX has the beginning of a long name; its magic ends in blanks.
  const prefix = block.toString('latin1', 257, 263) === 'ustar\0' ? textOf(block.subarray(345, 500)) : ''
  return prefix === '' ? name : `${prefix}/${name}`
}

/** Records of pax: `29 path=folder/file.json\n`, where the number counts the bytes of the whole record. */
function paxPath(content: Buffer): string | null {
  let found: string | null = null
  let position = 0
  while (position < content.length) {
    const space = content.indexOf(0x20, position)
    const length = space < 0 ? 0 : Number(content.toString('latin1', position, space))
    if (!Number.isInteger(length) || length <= space - position) return found
    const record = content.subarray(space + 1, position + length - 1)
    if (record.subarray(0, 5).toString('latin1') === 'path=') found = textOf(record.subarray(5))
    position += length
  }
  return found
}

/** `tar` writes `./name` for what it packs from the current folder. */
function withoutDot(name: string): string {
  return name.replace(/^(?:\.\/+)+/, '')
}

function textOf(bytes: Buffer): string {
  const end = bytes.indexOf(0)
  return decodeName(end < 0 ? bytes : bytes.subarray(0, end), 0, [])
}

/** A number in octal digits, or (GNU) in base 256 behind a set first bit; null when it is neither. */
function numberAt(block: Buffer, start: number, length: number): number | null {
  const field = block.subarray(start, start + length)
  if (((field[0] ?? 0) & 0x80) !== 0) {
    const number = field.subarray(1).reduce((sum, byte) => sum * 256 + byte, (field[0] ?? 0) & 0x7f)
    return Number.isSafeInteger(number) ? number : null
  }
  const digits = field
    .toString('latin1')
    .replace(/[\0 ]+$/, '')
    .trimStart()
  if (digits === '') return 0
  return /^[0-7]+$/.test(digits) ? Number.parseInt(digits, 8) : null
}

/** The sum of all bytes of a header, its own eight counted as blanks. */
function hasRightChecksum(block: Buffer): boolean {
  const sum = block.reduce((total, byte, index) => total + (index >= 148 && index < 156 ? 0x20 : byte), 0)
  return sum === numberAt(block, 148, 8)
}

async function bytesAt(handle: FileHandle, start: number, length: number): Promise<Buffer> {
  const chunks: Buffer[] = []
  for await (const chunk of bytesBetween(handle, start, start + length)) chunks.push(chunk)
  return Buffer.concat(chunks)
}

async function* bytesWithin(
  path: string,
  start: number,
  end: number,
  signal: AbortSignal | undefined,
): AsyncGenerator<Buffer, void, undefined> {
  const handle = await openRegularFile(path)
  try {
    yield* bytesBetween(handle, start, end, signal)
  } finally {
    await handle.close()
  }
}

function printable(name: string): string {
  return name.slice(0, 200).replace(/\p{Cc}/gu, '\ufffd')
}
