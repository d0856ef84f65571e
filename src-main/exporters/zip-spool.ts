/**
 * Packs one entry of a ZIP aside, so that its sizes are known before it goes into the file and nothing of it does when it
 * is given up. What is small stays in memory, the rest lies in a passing file.
 */
import { createReadStream } from 'node:fs'
import { open, rm, type FileHandle } from 'node:fs/promises'
import { join } from 'node:path'
import { crc32, createDeflateRaw, deflateRawSync, type DeflateRaw } from 'node:zlib'
import { told } from './file-failures.ts'

export interface Packed {
  readonly method: 'stored' | 'deflated'
  readonly crc32: number
  readonly size: number
  readonly packedSize: number
  /** The packed bytes. */
  readonly chunks: () => AsyncIterable<Uint8Array>
}

export interface Spool {
  write(chunk: string | Uint8Array): Promise<void>
  /** Ends packing; nothing may be written afterwards. */
  packed(): Promise<Packed>
  /** Removes what lies aside. */
  remove(): Promise<void>
}

/** Bytes of an entry that is packed in memory. */
const mostInMemory = 1_000_000
/** Endings of files that are packed by themselves: a second time would only cost. */
const packedAlready = /\.(?:png|jpe?g|gif|webp|avif|pdf|zip|gz|mp[34]|m4a|ogg|webm|docx|xlsx|pptx)$/i

let spoolsMade = 0

/** A spool for an entry of that name, with its passing file in `folder`. */
export function openSpool(name: string, folder: string): Spool {
  spoolsMade += 1
  const path = join(folder, `entry-${spoolsMade}.spool`)
  const isStored = packedAlready.test(name)
  let waiting: Uint8Array[] = []
  let waitingBytes = 0
  let sum = 0
  let size = 0
  let file: SpoolFile | null = null

  async function spill(): Promise<void> {
    file ??= await openSpoolFile(path, isStored)
    await file.write(Buffer.concat(waiting))
    waiting = []
    waitingBytes = 0
  }

  return {
    async write(chunk) {
      const bytes = typeof chunk === 'string' ? Buffer.from(chunk) : chunk
      sum = crc32(bytes, sum)
      size += bytes.byteLength
      waiting.push(bytes)
      waitingBytes += bytes.byteLength
      if (waitingBytes >= mostInMemory) await spill()
    },
    async packed() {
      const method = isStored ? 'stored' : 'deflated'
      if (file === null) {
        const bytes = isStored ? Buffer.concat(waiting) : deflateRawSync(Buffer.concat(waiting))
        return { method, crc32: sum, size, packedSize: bytes.byteLength, chunks: () => only(bytes) }
      }
      await spill()
      const packedSize = await file.end()
      return { method, crc32: sum, size, packedSize, chunks: () => createReadStream(path) }
    },
    async remove() {
      await file?.close()
      await rm(path, { force: true })
    },
  }
}

interface SpoolFile {
  write(bytes: Uint8Array): Promise<void>
  /** Answers its length in bytes. */
  end(): Promise<number>
  close(): Promise<void>
}

async function openSpoolFile(path: string, isStored: boolean): Promise<SpoolFile> {
  const handle = await told(path, () => open(path, 'w', 0o600))
  const packer = isStored ? null : createDeflateRaw()
  let length = 0
  let isOpen = true
  const keep = async (bytes: Uint8Array): Promise<void> => {
    await told(path, () => writeWhole(handle, bytes))
    length += bytes.byteLength
  }
  const drained = packer === null ? Promise.resolve() : drain(packer, keep)
  // Whoever writes next hears of it; until then it is no unhandled failure.
  drained.catch(() => undefined)
  const close = async (): Promise<void> => {
    packer?.destroy()
    if (isOpen) await handle.close()
    isOpen = false
  }
  return {
    async write(bytes) {
      if (packer === null) return keep(bytes)
      const accepted = new Promise<void>((resolve, reject) => {
        packer.write(bytes, (error) => (error ? reject(error) : resolve()))
      })
      await Promise.race([accepted, drained])
    },
    async end() {
      packer?.end()
      await drained
      await close()
      return length
    },
    close,
  }
}

async function drain(packer: DeflateRaw, keep: (bytes: Uint8Array) => Promise<void>): Promise<void> {
  for await (const bytes of packer) await keep(bytes as Uint8Array)
}

async function writeWhole(handle: FileHandle, bytes: Uint8Array): Promise<void> {
  for (let at = 0; at < bytes.byteLength;) {
    const { bytesWritten } = await handle.write(bytes, at)
    at += bytesWritten
  }
}

async function* only(bytes: Uint8Array): AsyncGenerator<Uint8Array> {
  yield bytes
}
