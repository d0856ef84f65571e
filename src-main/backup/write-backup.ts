/** Writes the whole archive into one file, and reads it back before it gets its name. */
import { createHash } from 'node:crypto'
import { createReadStream } from 'node:fs'
import { mkdir, stat } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { Readable } from 'node:stream'
import { AppError } from '@shared/contract/app-error.ts'
import type { CheckedBackup } from '@shared/backup.ts'
import packageJson from '../../package.json?raw'
import type { Archive } from '../archive/archive.ts'
import { backupsFolderOf } from '../archive/archive-paths.ts'
import { openArchive } from '../archive/open.ts'
import { openAtomicOutput } from '../exporters/atomic-output.ts'
import { codeOf, told } from '../exporters/file-failures.ts'
import { writeZip64, type Zip64Member } from '../zip/write-zip64.ts'
import { checkDatabase, type DatabaseFacts } from './check-database.ts'
import { bytesIn, contentsOf, databaseBytes, type Content, type Contents } from './contents.ts'
import { databaseName, manifestName, manifestText, type ManifestMember } from './manifest.ts'
import { refuseWithoutRoom } from './room.ts'
import { takeSnapshot } from './snapshot.ts'
import { verifyBackup } from './verify-backup.ts'
import { inWorkFolder, sweepWorkFolders } from './work-folder.ts'

export interface WriteOptions {
  readonly signal: AbortSignal
  /** Whether a file that is there may be replaced. */
  readonly replace: boolean
  /** ms */
  readonly now: number
  /** Told how many of how many bytes are done, and what is being done. */
  readonly onProgress: (done: number, total: number, step: string) => void
}

const { version } = JSON.parse(packageJson) as { version: string }
/** Text packs to about a third; this much of it is reckoned with before anything is written. */
const packedShare = 0.5
const pieceSize = 512 * 1024

/**
 * Backs up an archive into the file `path` and answers what is in it. The file is whole and checked, or not there at all;
 * others read and write the archive meanwhile.
 *
 * @throws AppError `cancelled`, `disk-full` (before anything is written, where that can be told), `cannot-write`,
 *   `archive-damaged` when the archive itself is not whole: older backups are then worth more than a new one
 */
export async function writeBackup(
  archive: Archive,
  path: string,
  options: WriteOptions,
): Promise<CheckedBackup> {
  const own = backupsFolderOf(archive.folder)
  await told(own, () => mkdir(own, { recursive: true, mode: 0o700 }))
  const places = [own, dirname(path)] as const
  for (const place of places) await sweepWorkFolders(place, Date.now())
  return await inWorkFolder(places, databaseBytes(archive), 'The backup', (work) =>
    writeFrom(archive, path, work, options),
  )
}

async function writeFrom(
  archive: Archive,
  path: string,
  work: string,
  { signal, replace, now, onProgress }: WriteOptions,
): Promise<CheckedBackup> {
  const snapshot = join(work, databaseName)
  const copied = databaseBytes(archive)
  await takeSnapshot(archive, snapshot, {
    signal,
    onProgress: (share) => onProgress(Math.round(share * copied), copied + 2 * bytesIn(archive), 'copying'),
  })
  const facts = factsOf(snapshot)
  const contents = await listContents(work, archive.folder)
  const database: Content = {
    name: databaseName,
    path: snapshot,
    size: (await stat(snapshot)).size,
    isPacked: false,
  }
  const all = [database, ...contents.found]
  const needed = all.reduce((sum, { size, isPacked }) => sum + (isPacked ? size : size * packedShare), 0)
  await refuseWithoutRoom(dirname(path), needed, 'The backup')

  const bytes = all.reduce((sum, { size }) => sum + size, 0)
  // Copied, written and read back.
  const total = copied + 2 * bytes
  let done = copied
  const tell = (step: string) => (more: number) => onProgress((done += more), total, step)
  const members: ManifestMember[] = []
  const list = (): string =>
    manifestText({ createdAt: now, stemma: version, ...facts, members, missing: [...contents.missing] })
  let checked: CheckedBackup | null = null
  const output = await openAtomicOutput(path, {
    replace,
    check: async (part) => {
      const known = { sha256: members[0]?.sha256 ?? '', facts }
      checked = await verifyBackup(part, { signal, workFolders: [work], known, onRead: tell('checking') })
      refuseDamage(checked, path)
    },
  })
  try {
    await writeZip64(membersOf(all, members, list, tell('writing')), (chunk) => output.write(chunk), {
      signal,
      date: new Date(now),
    })
    const [written = path] = await output.finish()
    if (checked === null) throw new Error('A backup was written and not checked.')
    return { ...(checked as CheckedBackup), path: written }
  } catch (error) {
    await output.abort()
    throw error
  }
}

/** What is in the copy of the database. A damaged one is not backed up: it would take the place of better ones. */
function factsOf(snapshot: string): DatabaseFacts {
  try {
    return checkDatabase(snapshot, 'this archive')
  } catch (error) {
    if (!(error instanceof AppError) || error.kind !== 'corrupt-file') throw error
    throw new AppError(
      'archive-damaged',
      `The archive itself is damaged, so it was not backed up: older backups are worth more than a new one. Restore one of them. (${error.message})`,
      error.detail,
    )
  }
}

async function listContents(work: string, archiveFolder: string): Promise<Contents> {
  const copy = openArchive(work)
  try {
    return await contentsOf(copy, archiveFolder)
  } finally {
    copy.close()
  }
}

/** The members one after the other, each noted in `list` once it was read, and the list itself behind them. */
async function* membersOf(
  contents: readonly Content[],
  list: ManifestMember[],
  text: () => string,
  onRead: (bytes: number) => void,
): AsyncGenerator<Zip64Member, void, undefined> {
  for (const { name, path, isPacked } of contents) {
    const hash = createHash('sha256')
    let size = 0
    async function* read(): AsyncGenerator<Buffer, void, undefined> {
      for await (const chunk of createReadStream(path, {
        highWaterMark: pieceSize,
      }) as AsyncIterable<Buffer>) {
        hash.update(chunk)
        size += chunk.length
        onRead(chunk.length)
        yield chunk
      }
    }
    yield { name, chunks: explained(name, read()), isPacked }
    list.push({ name, size, sha256: hash.digest('hex') })
  }
  yield { name: manifestName, chunks: Readable.from([Buffer.from(text())]), isPacked: false }
}

async function* explained(
  name: string,
  chunks: AsyncIterable<Buffer>,
): AsyncGenerator<Buffer, void, undefined> {
  try {
    yield* chunks
  } catch (error) {
    if (codeOf(error) === null) throw error
    throw new AppError(
      'unreadable-file',
      `The backup was not made: ${name} could not be read from the archive, or was removed meanwhile. Try again.`,
      String(error),
    )
  }
}

function refuseDamage({ damaged }: CheckedBackup, path: string): void {
  const [first] = damaged
  if (first === undefined) return
  throw new AppError(
    'cannot-write',
    `The backup could be written to “${path}”, but not read back as it was (${first.name}: ${first.reason}). Nothing of it was left: check the disk and try again.`,
  )
}
