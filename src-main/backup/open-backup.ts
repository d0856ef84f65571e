/** Opens the file of a backup and reads its list. What stands in the members is read by those who check or unpack them. */
import { basename } from 'node:path'
import { AppError } from '@shared/contract/app-error.ts'
import type { DamagedMember } from '@shared/backup.ts'
import type { Entry } from '../importers/source/entry.ts'
import { defaultLimits, type Limits } from '../importers/source/limits.ts'
import { openZip } from '../importers/source/zip-entries.ts'
import { manifestName, readManifest, type Manifest, type ManifestMember } from './manifest.ts'

export interface OpenBackup {
  /** What a person calls it. */
  readonly name: string
  readonly manifest: Manifest
  /** Each member of the list, and what holds its bytes; null for one that is not there. */
  readonly members: readonly { readonly member: ManifestMember; readonly entry: Entry | null }[]
  /** What is in the file and in no list, or has a name that leads elsewhere. */
  readonly strange: readonly DamagedMember[]
  close(): Promise<void>
}

/**
 * A backup holds as much as the archive did: what it would unpack to is held against its own list, and against the room
 * on the disk, not against what an export may have.
 */
const limits: Limits = {
  ...defaultLimits,
  entries: 10_000_000,
  unpackedBytes: 2 ** 50,
  // More than deflate can reach: nothing is a bomb by its ratio alone.
  bombRatio: 2000,
}
const longestManifest = 2 ** 29

/** @throws AppError `unreadable-file`, `unsupported-file`, `corrupt-file`, `archive-newer`, `cancelled` */
export async function openBackup(path: string, signal: AbortSignal): Promise<OpenBackup> {
  const name = basename(path)
  const zip = await openZip(path, name, limits, signal).catch((error: unknown) => {
    if (!(error instanceof AppError) || error.kind !== 'corrupt-file') throw error
    throw new AppError(
      'corrupt-file',
      `“${name}” cannot be read as a backup: it is another kind of file, or cut off or damaged. Choose another backup.`,
      error.message,
    )
  })
  try {
    const entries = new Map(zip.entries.map((entry) => [entry.name, entry]))
    const list = entries.get(manifestName)
    if (list === undefined) {
      throw new AppError(
        'unsupported-file',
        `“${name}” is no backup of Stemma: there is no ${manifestName} in it.`,
      )
    }
    const manifest = readManifest(await textOf(list, name, signal), name)
    const listed = new Set(manifest.members.map((member) => member.name))
    const others = zip.entries.filter((entry) => entry !== list && !listed.has(entry.name))
    return {
      name,
      manifest,
      members: manifest.members.map((member) => ({ member, entry: entries.get(member.name) ?? null })),
      strange: [
        ...zip.remarks.map(({ where, reason }) => ({ name: where, reason })),
        ...others.map((entry) => ({ name: entry.name, reason: 'It is not in the list of the backup.' })),
      ],
      close: () => zip.close(),
    }
  } catch (error) {
    await zip.close()
    throw error
  }
}

async function textOf(entry: Entry, name: string, signal: AbortSignal): Promise<string> {
  if (entry.size > longestManifest) {
    throw new AppError('corrupt-file', `“${name}” was refused: its list is longer than any backup's.`)
  }
  const chunks: Buffer[] = []
  try {
    for await (const chunk of entry.read(signal)) chunks.push(chunk)
  } catch (error) {
    if (error instanceof AppError && error.kind === 'corrupt-file') {
      throw new AppError(
        'corrupt-file',
        `“${name}” is damaged: its list, ${manifestName}, cannot be read.`,
        error.message,
      )
    }
    throw error
  }
  return Buffer.concat(chunks).toString('utf8')
}
