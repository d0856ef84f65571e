/** Writes files that are whole under their name or not there at all, also after a power cut. */
import { open, mkdir, rename, type FileHandle } from 'node:fs/promises'
import { dirname } from 'node:path'

/**
 * Writes chunks to the new file `path` and answers how many bytes they were, once they are on the disk. What it leaves
 * when it throws is to be removed by the caller.
 */
export async function writeNewFile(path: string, chunks: AsyncIterable<Buffer>): Promise<number> {
  let size = 0
  const file = await open(path, 'wx', 0o600)
  try {
    for await (const chunk of chunks) {
      await writeWhole(file, chunk)
      size += chunk.length
    }
    await file.sync()
  } finally {
    await file.close()
  }
  return size
}

/** Gives a written file its name, for good; the folder of that name is made when it is not there. */
export async function moveInto(part: string, path: string): Promise<void> {
  await mkdir(dirname(path), { recursive: true, mode: 0o700 })
  await rename(part, path)
  // The new name has to be on the disk too; Windows has no way to ask for that and needs none.
  if (process.platform === 'win32') return
  const folder = await open(dirname(path), 'r')
  try {
    await folder.sync()
  } finally {
    await folder.close()
  }
}

async function writeWhole(file: FileHandle, chunk: Buffer): Promise<void> {
  for (let done = 0; done < chunk.length;) done += (await file.write(chunk, done)).bytesWritten
}
