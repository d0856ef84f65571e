/**
 * Writes ZIP archives of any size as a stream: as many members and bytes as there are, memory constant.
 *
 * The sums of every member stand behind its bytes, with 64 bits, so nothing has to be known of it before. Where the bytes go and under which name they appear is the caller's business.
 */
import { pipeline, Readable } from 'node:stream'
import { crc32, createDeflateRaw } from 'node:zlib'
import { AppError } from '@shared/contract/app-error.ts'
import { directoryRecord, endRecords, localHeader, sumsBehind, type ZipEntry } from './zip-records.ts'

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
  const written: ZipEntry[] = []
  let offset = 0
  const put = async (chunk: Uint8Array): Promise<void> => {
    if (signal.aborted) throw new AppError('cancelled', 'Cancelled; no unfinished file was left.')
    await write(chunk)
    offset += chunk.byteLength
  }
  for await (const member of members) {
    const begun: ZipEntry = {
      name: member.name,
      method: member.isPacked ? 'stored' : 'deflated',
      crc32: 0,
      size: 0,
      packedSize: 0,
      modifiedAt: date,
      offset,
      isStreamed: true,
    }
    await put(localHeader(begun))
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
    const entry = { ...begun, crc32: checksum, size, packedSize: offset - dataStart }
    await put(sumsBehind(entry))
    written.push(entry)
  }
  const listStart = offset
  for (const entry of written) await put(directoryRecord(entry))
  await put(endRecords(written.length, listStart, offset - listStart))
}

function deflated(chunks: AsyncIterable<Uint8Array>): AsyncIterable<Uint8Array> {
  const deflate = createDeflateRaw({ level: packingLevel, chunkSize: chunkBytes })
  // A failure destroys both streams and is thrown where the second is read, so nothing is left for the callback.
  return pipeline(Readable.from(chunks, { objectMode: false }), deflate, () => undefined)
}
