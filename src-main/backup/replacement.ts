/**
 * Puts a restored archive in the place of the one that is there.
 *
 * Nobody can exchange the files of a database that threads and other programs have open. So the backup is unpacked beside
 * the archive first, whole and checked, and noted; the exchange itself is a few renamings, made when nobody has the
 * archive open. The note says how far it has come: an exchange that was cut off is gone on with.
 */
import {
  closeSync,
  existsSync,
  fsyncSync,
  mkdirSync,
  openSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs'
import { basename, join } from 'node:path'
import { z } from 'zod'
import { AppError } from '@shared/contract/app-error.ts'
import type { BackupState } from '@shared/contract/backup.ts'
import type { BackupFacts } from '@shared/backup.ts'
import { backupsFolderOf, databaseOf, runningFolderOf } from '../archive/archive-paths.ts'
import { makeArchiveFolder } from '../archive/open.ts'
import { explainFailure } from '../archive/sqlite-failure.ts'
import { shareArchive, whenAlone, type ArchiveHold } from './archive-hold.ts'
import { stampOf } from './file-names.ts'
import { unpackBackup, type UnpackOptions } from './unpack-backup.ts'

const noteName = 'replacement.json'
const unpackedPrefix = 'restored-'
const movedPrefix = 'replaced-'
/** What nothing names and is older than this was left behind by a process that was ended, in ms. */
const leftBehindAfter = 86_400_000

const note = z.object({
  /** The backup's file, for a person. */
  path: z.string(),
  createdAt: z.number(),
  /** Names of folders inside the archive's. */
  from: z.string().regex(/^restored-[0-9a-f-]{36}$/),
  aside: z.string().regex(/^replaced-[0-9-]{1,40}$/),
  /** `set-aside` until everything of the old archive has gone, then `move-in`. */
  step: z.enum(['set-aside', 'move-in']),
})
type Note = z.infer<typeof note>

/** Unpacks a backup and notes that it takes the archive's place; one that waited before goes. */
export async function prepareReplacement(
  archiveFolder: string,
  path: string,
  now: number,
  options: UnpackOptions,
): Promise<{ readonly folder: string; readonly movedTo: string; readonly facts: BackupFacts }> {
  const { folder, facts } = await unpackBackup(path, archiveFolder, unpackedPrefix, options)
  giveUpReplacement(archiveFolder)
  const aside = newAside(archiveFolder, now)
  writeNote(archiveFolder, {
    path,
    createdAt: facts.createdAt,
    from: basename(folder),
    aside,
    step: 'set-aside',
  })
  return { folder, movedTo: join(archiveFolder, aside), facts }
}

/** What waits to take the archive's place; null for nothing. */
export function waitingReplacement(archiveFolder: string): BackupState['waiting'] {
  const found = readNote(archiveFolder)
  return found && { path: found.path, createdAt: found.createdAt, movedTo: join(archiveFolder, found.aside) }
}

/** Leaves the archive as it is. What waited was a copy of a backup, and goes. */
export function giveUpReplacement(archiveFolder: string): void {
  const found = readNote(archiveFolder)
  if (found === null) return
  rmSync(join(archiveFolder, noteName), { force: true })
  rmSync(join(archiveFolder, found.from), { recursive: true, force: true })
}

/**
 * To be called before an archive is opened: exchanges it for what waits, if anything does and nobody else has it open, and
 * takes the lock that says that it is open now.
 *
 * @throws AppError `cannot-write` when the exchange fails: nothing is lost then, and the next call goes on with it
 */
export function enterArchive(archiveFolder: string): ArchiveHold {
  try {
    makeArchiveFolder(archiveFolder)
  } catch (error) {
    throw explainFailure(error, archiveFolder)
  }
  if (existsSync(join(archiveFolder, noteName))) exchangeArchive(archiveFolder)
  return shareArchive(archiveFolder)
}

/** Exchanges the archive for what waits, where nobody has it open; answers whether anything was exchanged. */
export function exchangeArchive(archiveFolder: string): boolean {
  let isExchanged = false
  whenAlone(archiveFolder, () => {
    const found = readNote(archiveFolder)
    if (found === null) return
    try {
      exchange(archiveFolder, found)
      isExchanged = true
    } catch (error) {
      throw new AppError(
        'cannot-write',
        `The restored backup could not be put in the place of the archive in ${archiveFolder}. Nothing is lost: what was moved is in “${found.aside}” and “${found.from}” there. Close other programs that use the folder and start Stemma again.`,
        String(error),
      )
    }
  })
  return isExchanged
}

/** Removes unpacked backups that nothing waits for any more. */
export function sweepReplacements(archiveFolder: string, now: number): void {
  const waiting = readNote(archiveFolder)?.from
  for (const name of readdirSync(archiveFolder)) {
    if (!name.startsWith(unpackedPrefix) || name === waiting) continue
    const path = join(archiveFolder, name)
    if (now - statSync(path).mtimeMs > leftBehindAfter) rmSync(path, { recursive: true, force: true })
  }
}

function exchange(archiveFolder: string, found: Note): void {
  const from = join(archiveFolder, found.from)
  const aside = join(archiveFolder, found.aside)
  if (found.step === 'set-aside') {
    if (!existsSync(from)) throw new Error(`${found.from} is gone`)
    mkdirSync(aside, { recursive: true, mode: 0o700 })
    for (const name of readdirSync(archiveFolder)) {
      if (!staysInPlace(archiveFolder, name)) renameSync(join(archiveFolder, name), join(aside, name))
    }
    flushFolder(archiveFolder)
    writeNote(archiveFolder, { ...found, step: 'move-in' })
  }
  if (existsSync(from)) {
    for (const name of readdirSync(from)) renameSync(join(from, name), join(archiveFolder, name))
    rmSync(from, { recursive: true, force: true })
  }
  flushFolder(archiveFolder)
  if (!existsSync(databaseOf(archiveFolder))) throw new Error('There is no database after the exchange')
  rmSync(join(archiveFolder, noteName), { force: true })
}

/** Backups of earlier forms, locks, the note, and folders of this and earlier exchanges. */
function staysInPlace(archiveFolder: string, name: string): boolean {
  if (name === noteName || name.startsWith(unpackedPrefix) || name.startsWith(movedPrefix)) return true
  return [backupsFolderOf, runningFolderOf].some((folderOf) => basename(folderOf(archiveFolder)) === name)
}

function newAside(archiveFolder: string, now: number): string {
  const stem = `${movedPrefix}${stampOf(now)}`
  let name = stem
  for (let number = 2; existsSync(join(archiveFolder, name)); number++) name = `${stem}-${number}`
  return name
}

function readNote(archiveFolder: string): Note | null {
  const path = join(archiveFolder, noteName)
  if (!existsSync(path)) return null
  const read = note.safeParse(JSON.parse(readFileSync(path, 'utf8')))
  if (read.success) return read.data
  throw new AppError(
    'archive-damaged',
    `${path} does not say what Stemma writes there, so no backup was put in the place of the archive. Remove that file to open the archive as it is.`,
  )
}

/** Whole under its name or not there at all. */
function writeNote(archiveFolder: string, content: Note): void {
  const path = join(archiveFolder, noteName)
  const part = `${path}.part`
  writeFileSync(part, JSON.stringify(content), { mode: 0o600, flush: true })
  renameSync(part, path)
  flushFolder(archiveFolder)
}

/** The new names have to be on the disk too; Windows has no way to ask for that and needs none. */
function flushFolder(folder: string): void {
  if (process.platform === 'win32') return
  const handle = openSync(folder, 'r')
  try {
    fsyncSync(handle)
  } finally {
    closeSync(handle)
  }
}
