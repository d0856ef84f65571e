/** Writes what can only be read from a place inside it (a zip in a zip, what a gzip holds) to a temporary file. */
import { createWriteStream } from 'node:fs'
import { pipeline } from 'node:stream/promises'
import { AppError } from '@shared/contract/app-error.ts'

/**
 * Writes chunks to the new file `path` and answers how many bytes they were; `name` is what a person calls what is unpacked.
 * Throws AppError `disk-full`, and whatever `chunks` throws.
 */
export async function spool(chunks: AsyncIterable<Buffer>, path: string, name: string): Promise<number> {
  const file = createWriteStream(path, { flags: 'wx', mode: 0o600 })
  try {
    await pipeline(chunks, file)
    return file.bytesWritten
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOSPC') {
      throw new AppError('disk-full', `The disk is too full to unpack "${name}".`, error.message)
    }
    throw error
  }
}
