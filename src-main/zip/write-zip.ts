/**
 * Writes ZIP archives as a stream: one member after the other, memory constant however large they are.
 *
 * Where the bytes go and under which name they appear is the caller's business (atomic-output.ts).
 */
import { createReadStream } from 'node:fs'
import { Readable } from 'node:stream'
import JSZip from 'jszip'
import { AppError } from '@shared/contract/app-error.ts'

export interface ZipMember {
  /** Path inside the archive, with `/`. */
  readonly name: string
  /** Text or bytes, the full path of a file, or chunks that are made as they are asked for. */
  readonly content:
    | string
    | Uint8Array
    | { readonly file: string }
    | { readonly chunks: AsyncIterable<Uint8Array> }
  /** True for what is packed already (Parquet, PNG): packing it again would cost time and save nothing. */
  readonly isPacked?: boolean
}

/** The form without ZIP64, which is all that JSZip writes, counts to 2^32 bytes and 65,535 members; more would be broken. */
const mostBytes = 2 ** 32 - 2 ** 20
const mostMembers = 65_535

/**
 * Writes an archive of some members, chunk by chunk; the next chunk is made when `write` has resolved. All members have
 * the time `date`, so that the same members give the same bytes.
 *
 * @throws AppError `file-too-large` beyond 4 GiB or 65,535 members, `cancelled`, and what `write` and the members throw
 */
export async function writeZip(
  members: readonly ZipMember[],
  write: (chunk: Uint8Array) => Promise<void>,
  { signal, date }: { readonly signal: AbortSignal; readonly date: Date },
): Promise<void> {
  if (members.length > mostMembers) throw tooLarge(`${members.length} files`)
  const zip = new JSZip()
  for (const { name, content, isPacked } of members) {
    const compression = isPacked === true ? 'STORE' : 'DEFLATE'
    zip.file(name, bodyOf(content), { compression, date, createFolders: false, binary: true })
  }
  // JSZip brings streams of an older kind, which cannot be walked through.
  const stream = new Readable().wrap(
    zip.generateNodeStream({ streamFiles: true, compressionOptions: { level: 6 } }),
  )
  let bytes = 0
  for await (const chunk of stream) {
    if (signal.aborted) throw new AppError('cancelled', 'Cancelled; no unfinished file was left.')
    bytes += (chunk as Uint8Array).byteLength
    if (bytes > mostBytes) throw tooLarge('more than 4 GiB')
    await write(chunk as Uint8Array)
  }
}

/** Streams are opened only when their turn comes: there may be more members than files can be open. */
function bodyOf(content: ZipMember['content']): Uint8Array | NodeJS.ReadableStream {
  if (typeof content === 'string') return Buffer.from(content)
  if (content instanceof Uint8Array) return content
  return Readable.from('file' in content ? bytesOf(content.file) : content.chunks, { objectMode: false })
}

async function* bytesOf(path: string): AsyncIterable<Uint8Array> {
  for await (const chunk of createReadStream(path)) yield chunk as Uint8Array
}

function tooLarge(what: string): AppError {
  return new AppError(
    'file-too-large',
    `A ZIP file cannot hold ${what}. Choose fewer conversations, or take the files without a ZIP.`,
  )
}
