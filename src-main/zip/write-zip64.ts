/**
 * Writes ZIP archives of any size as a stream: as many members and bytes as there are, memory constant.
 *
 * Every member is written in the ZIP64 form (APPNOTE 6.3, 4.3 and 4.5.3), its sums behind its bytes, so nothing has to be
 * known of it before. Where the bytes go and under which name they appear is the caller's business.
 */
import { pipeline, Readable } from 'node:stream'
import { crc32, createDeflateRaw } from 'node:zlib'
import { AppError } from '@shared/contract/app-error.ts'

export interface Zip64Member {
  /** Path inside the archive, with `/`. */
  readonly name: string
  /** Read when its turn comes. */
  readonly chunks: AsyncIterable<Uint8Array>
  /** True for what is packed already: packing it again would cost time and save nothing. */
  readonly isPacked: boolean
}

/** Databases become hardly smaller on the higher levels, which take many times as long. */
const packingLevel = 2
const chunkBytes = 256 * 1024
const version = 45
/** Sums stand behind the bytes; the name is UTF-8. */
const flags = 0x0808
const method = { stored: 0, deflated: 8 } as const
const inZip64 = 0xffffffff
const manyInZip64 = 0xffff
/** Made on Unix, so that the mode of the file counts: a regular one, for its owner alone. */
const madeBy = (3 << 8) | version
const mode = 0o100600 * 0x10000

interface Written {
  readonly name: Buffer
  readonly method: number
  readonly checksum: number
  readonly packedSize: number
  readonly size: number
  readonly offset: number
}

/**
 * Writes an archive of some members, chunk by chunk; the next chunk is made when `write` has resolved, the next member is
 * asked for when the one before it is written. All have the time `date`.
 *
 * @throws AppError `cancelled`, and what `write` and the members throw
 */
export async function writeZip64(
  members: AsyncIterable<Zip64Member>,
  write: (chunk: Uint8Array) => Promise<void>,
  { signal, date }: { readonly signal: AbortSignal; readonly date: Date },
): Promise<void> {
  const written: Written[] = []
  const time = dosTime(date)
  let offset = 0
  const put = async (chunk: Uint8Array): Promise<void> => {
    if (signal.aborted) throw new AppError('cancelled', 'Cancelled; no unfinished file was left.')
    await write(chunk)
    offset += chunk.byteLength
  }
  for await (const member of members) {
    const start = offset
    const name = Buffer.from(member.name)
    const packing = member.isPacked ? method.stored : method.deflated
    await put(localHeader(name, packing, time))
    const dataStart = offset
    let size = 0
    let checksum = 0
    async function* counted(): AsyncGenerator<Uint8Array, void, undefined> {
      for await (const chunk of member.chunks) {
        size += chunk.byteLength
        checksum = crc32(chunk, checksum)
        yield chunk
      }
    }
    const bytes = member.isPacked ? counted() : deflated(counted())
    for await (const chunk of bytes) await put(chunk)
    const packedSize = offset - dataStart
    await put(sumsBehind(checksum, packedSize, size))
    written.push({ name, method: packing, checksum, packedSize, size, offset: start })
  }
  const listStart = offset
  for (const entry of written) await put(listEntry(entry, time))
  await put(endOfList(written.length, listStart, offset - listStart))
}

function deflated(chunks: AsyncIterable<Uint8Array>): AsyncIterable<Uint8Array> {
  const deflate = createDeflateRaw({ level: packingLevel, chunkSize: chunkBytes })
  // A failure destroys both streams and is thrown where the second is read, so nothing is left for the callback.
  return pipeline(Readable.from(chunks, { objectMode: false }), deflate, () => undefined)
}

function localHeader(name: Buffer, packing: number, time: number): Buffer {
  const extra = 4 + 16
  const header = Buffer.alloc(30 + name.length + extra)
  header.writeUInt32LE(0x04034b50, 0)
  header.writeUInt16LE(version, 4)
  header.writeUInt16LE(flags, 6)
  header.writeUInt16LE(packing, 8)
  header.writeUInt32LE(time, 10)
  header.writeUInt32LE(inZip64, 18)
  header.writeUInt32LE(inZip64, 22)
  header.writeUInt16LE(name.length, 26)
  header.writeUInt16LE(extra, 28)
  name.copy(header, 30)
  // Both sizes are 0 here: they follow behind the bytes.
  header.writeUInt16LE(1, 30 + name.length)
  header.writeUInt16LE(16, 32 + name.length)
  return header
}

function sumsBehind(checksum: number, packedSize: number, size: number): Buffer {
  const sums = Buffer.alloc(24)
  sums.writeUInt32LE(0x08074b50, 0)
  sums.writeUInt32LE(checksum, 4)
  sums.writeBigUInt64LE(BigInt(packedSize), 8)
  sums.writeBigUInt64LE(BigInt(size), 16)
  return sums
}

function listEntry(entry: Written, time: number): Buffer {
  const extra = 4 + 24
  const { name } = entry
  const header = Buffer.alloc(46 + name.length + extra)
  header.writeUInt32LE(0x02014b50, 0)
  header.writeUInt16LE(madeBy, 4)
  header.writeUInt16LE(version, 6)
  header.writeUInt16LE(flags, 8)
  header.writeUInt16LE(entry.method, 10)
  header.writeUInt32LE(time, 12)
  header.writeUInt32LE(entry.checksum, 16)
  header.writeUInt32LE(inZip64, 20)
  header.writeUInt32LE(inZip64, 24)
  header.writeUInt16LE(name.length, 28)
  header.writeUInt16LE(extra, 30)
  header.writeUInt32LE(mode, 38)
  header.writeUInt32LE(inZip64, 42)
  name.copy(header, 46)
  const at = 46 + name.length
  header.writeUInt16LE(1, at)
  header.writeUInt16LE(24, at + 2)
  header.writeBigUInt64LE(BigInt(entry.size), at + 4)
  header.writeBigUInt64LE(BigInt(entry.packedSize), at + 12)
  header.writeBigUInt64LE(BigInt(entry.offset), at + 20)
  return header
}

function endOfList(count: number, start: number, size: number): Buffer {
  const end = Buffer.alloc(56 + 20 + 22)
  end.writeUInt32LE(0x06064b50, 0)
  end.writeBigUInt64LE(44n, 4)
  end.writeUInt16LE(madeBy, 12)
  end.writeUInt16LE(version, 14)
  end.writeBigUInt64LE(BigInt(count), 24)
  end.writeBigUInt64LE(BigInt(count), 32)
  end.writeBigUInt64LE(BigInt(size), 40)
  end.writeBigUInt64LE(BigInt(start), 48)
  end.writeUInt32LE(0x07064b50, 56)
  end.writeBigUInt64LE(BigInt(start + size), 64)
  end.writeUInt32LE(1, 72)
  end.writeUInt32LE(0x06054b50, 76)
  end.writeUInt16LE(manyInZip64, 84)
  end.writeUInt16LE(manyInZip64, 86)
  end.writeUInt32LE(inZip64, 88)
  end.writeUInt32LE(inZip64, 92)
  return end
}

/** Date and time as MS-DOS wrote them, in the zone of this computer; nothing is older than 1980. */
function dosTime(date: Date): number {
  const year = Math.max(1980, date.getFullYear()) - 1980
  const day = (year << 9) | ((date.getMonth() + 1) << 5) | date.getDate()
  const clock = (date.getHours() << 11) | (date.getMinutes() << 5) | (date.getSeconds() >> 1)
  return ((day << 16) | clock) >>> 0
}
