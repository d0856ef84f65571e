/**
 * Writes files that are whole or absent: into a part file beside the target, made durable, and only then renamed.
 *
 * What is in the way is never taken silently: no link is followed, no existing file replaced unless asked for, and the
 * numbered further files of one export never replace anything.
 */
import type { Stats } from 'node:fs'
import { link, lstat, open, readdir, rename, unlink, type FileHandle } from 'node:fs/promises'
import { basename, dirname, extname, join } from 'node:path'
import { AppError } from '@shared/contract/app-error.ts'
import { openAssets } from './asset-folder.ts'
import type { Output } from './exporter.ts'
import { codeOf, told } from './file-failures.ts'

export interface AtomicOutput extends Output {
  /** Gives all files their names and answers their full paths, the main one first. */
  finish(): Promise<readonly string[]>
  /** Removes what was written; does nothing after `finish`. */
  abort(): Promise<void>
}

export interface OutputOptions {
  /** Whether a file that is there may be replaced. */
  readonly replace: boolean
  /** One of thousands in a folder: what is for each file to do at the cost of the whole folder is left undone. */
  readonly isOneOfMany?: boolean
  /** Looks at the main file, whole and on the disk, before it gets its name; what it throws keeps it from getting one. */
  readonly check?: (part: string) => Promise<void>
}

interface PartFile {
  readonly target: string
  readonly part: string
  readonly handle: FileHandle
  readonly replace: boolean
}

/** Bytes gathered before they go to the disk. */
const bufferSize = 256 * 1024
const dayInMilliseconds = 86_400_000

let partsMade = 0

/**
 * Begins the file `path`. Throws AppError `cannot-write` when it may not be written (missing or read-only folder, a
 * link or a file in the way), here or later `disk-full`.
 */
export async function openAtomicOutput(
  path: string,
  { replace, isOneOfMany = false, check }: OutputOptions,
): Promise<AtomicOutput> {
  if (!isOneOfMany) await removeOldParts(path)
  const files: PartFile[] = [await begin(path, replace)]
  const assets = openAssets(path)
  let waiting: Uint8Array[] = []
  let waitingBytes = 0
  let isFinished = false

  async function flush(): Promise<void> {
    const current = files.at(-1)
    const bytes = Buffer.concat(waiting)
    waiting = []
    waitingBytes = 0
    if (current) await told(current.target, () => writeAll(current.handle, bytes))
  }

  return {
    async write(chunk) {
      const bytes = typeof chunk === 'string' ? Buffer.from(chunk) : chunk
      waiting.push(bytes)
      waitingBytes += bytes.byteLength
      if (waitingBytes >= bufferSize) await flush()
    },
    async nextFile() {
      await flush()
      files.push(await begin(numbered(path, files.length + 1), false))
    },
    addAsset: (source, name) => assets.add(source, name),
    async finish() {
      await flush()
      for (const { handle, target } of files) {
        if (!isOneOfMany) await told(target, () => handle.sync())
        await told(target, () => handle.close())
      }
      const [main] = files
      if (main) await check?.(main.part)
      // Assets go first: they stand in a folder of their own and can be taken back when the file itself fails.
      await assets.place()
      await placeAll(files, !isOneOfMany)
      isFinished = true
      return files.map(({ target }) => target)
    },
    async abort() {
      if (isFinished) return
      await assets.remove()
      for (const { handle, part } of files) {
        // Closing twice is harmless; what matters is that the part goes.
        await handle.close().catch(() => undefined)
        await removeIfThere(part)
      }
    },
  }
}

async function begin(target: string, replace: boolean): Promise<PartFile> {
  await refuseObstacle(target, replace)
  partsMade += 1
  const part = join(dirname(target), `.${basename(target)}.${process.pid}.${partsMade}.part`)
  return { target, part, replace, handle: await told(target, () => open(part, 'wx', 0o600)) }
}

async function refuseObstacle(target: string, replace: boolean): Promise<void> {
  const obstacle = await told(target, () => lstatIfThere(target))
  if (obstacle === null) return
  if (!obstacle.isFile()) {
    const what = obstacle.isDirectory() ? 'a folder' : 'a link or a device'
    throw new AppError('cannot-write', `“${target}” is ${what}, so nothing was written. Choose another name.`)
  }
  if (!replace) throw alreadyThere(target)
}

/** The main file comes last: it alone may replace another, and then nothing can fail any more. */
async function placeAll(files: readonly PartFile[], syncsFolder: boolean): Promise<void> {
  const placed: PartFile[] = []
  try {
    for (const file of files.toReversed()) {
      await told(file.target, () => place(file))
      placed.push(file)
    }
  } catch (error) {
    for (const { target, replace } of placed) if (!replace) await removeIfThere(target)
    throw error
  }
  const folder = dirname(files[0]?.target ?? '')
  // Windows opens no folders; its file system keeps names safe by itself.
  if (syncsFolder && process.platform !== 'win32') await told(folder, () => syncFolder(folder))
}

async function place({ part, target, replace }: PartFile): Promise<void> {
  await refuseObstacle(target, replace)
  if (replace) return rename(part, target)
  try {
    // Unlike rename, link refuses to take the place of a file that appeared meanwhile.
    await link(part, target)
  } catch (error) {
    if (codeOf(error) === 'EEXIST') throw alreadyThere(target)
    // FAT and some network folders have no links; the check above has to do there.
    return rename(part, target)
  }
  await unlink(part)
}

async function syncFolder(folder: string): Promise<void> {
  const handle = await open(folder, 'r')
  try {
    await handle.sync()
  } finally {
    await handle.close()
  }
}

async function writeAll(handle: FileHandle, bytes: Uint8Array): Promise<void> {
  for (let at = 0; at < bytes.byteLength;) {
    const { bytesWritten } = await handle.write(bytes, at)
    at += bytesWritten
  }
}

function numbered(path: string, number: number): string {
  const extension = extname(path)
  return join(dirname(path), `${basename(path, extension)}-${number}${extension}`)
}

/** Parts of the same target that a crash left behind more than a day ago. */
async function removeOldParts(target: string): Promise<void> {
  const folder = dirname(target)
  const start = `.${basename(target)}.`
  const names = await told(target, () => readdir(folder))
  for (const name of names) {
    if (!name.startsWith(start) || !/^\d+\.\d+\.part$/.test(name.slice(start.length))) continue
    const found = await lstatIfThere(join(folder, name))
    if (found?.isFile() && Date.now() - found.mtimeMs > dayInMilliseconds)
      await removeIfThere(join(folder, name))
  }
}

async function lstatIfThere(path: string): Promise<Stats | null> {
  try {
    return await lstat(path)
  } catch (error) {
    if (codeOf(error) === 'ENOENT') return null
    throw error
  }
}

async function removeIfThere(path: string): Promise<void> {
  try {
    await unlink(path)
  } catch (error) {
    if (codeOf(error) !== 'ENOENT') throw error
  }
}

function alreadyThere(target: string): AppError {
  return new AppError(
    'cannot-write',
    `“${target}” is already there and was left as it is. Choose another name.`,
  )
}
