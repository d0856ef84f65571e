/** A new file that bytes are added to: buffered, counted, hashed, and on the disk once it is closed. */
import { createHash } from 'node:crypto'
import { open } from 'node:fs/promises'

export interface FileSink {
  /** Bytes taken so far. */
  readonly bytes: number
  write(chunk: string | Uint8Array): Promise<void>
  /** Makes the file durable; answers its SHA-256 in hex. */
  close(): Promise<string>
  /** Closes the file as it is; what is in it is to be removed. Does nothing after `close`. */
  abandon(): Promise<void>
}

const bufferSize = 256 * 1024

/** Begins the file `path`, which may not be there yet. */
export async function openSink(path: string): Promise<FileSink> {
  const file = await open(path, 'wx', 0o600)
  const hash = createHash('sha256')
  let waiting: Uint8Array[] = []
  let waitingBytes = 0
  let bytes = 0
  let isOpen = true

  async function flush(): Promise<void> {
    const chunk = Buffer.concat(waiting)
    waiting = []
    waitingBytes = 0
    hash.update(chunk)
    for (let done = 0; done < chunk.byteLength;) done += (await file.write(chunk, done)).bytesWritten
  }

  return {
    get bytes() {
      return bytes
    },
    async write(chunk) {
      const added = typeof chunk === 'string' ? Buffer.from(chunk) : chunk
      waiting.push(added)
      waitingBytes += added.byteLength
      bytes += added.byteLength
      if (waitingBytes >= bufferSize) await flush()
    },
    async close() {
      await flush()
      await file.sync()
      isOpen = false
      await file.close()
      return hash.digest('hex')
    },
    async abandon() {
      if (!isOpen) return
      isOpen = false
      await file.close()
    },
  }
}
