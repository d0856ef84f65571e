/** Unpacks a whole backup into a folder of its own. One that is not whole leaves nothing there. */
import { randomUUID } from 'node:crypto'
import { mkdir, rm } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { AppError } from '@shared/contract/app-error.ts'
import type { BackupFacts, DamagedMember } from '@shared/backup.ts'
import { writeNewFile } from '../archive/atomic-file.ts'
import { told } from '../exporters/file-failures.ts'
import { checkDatabase } from './check-database.ts'
import { databaseName, factsOf } from './manifest.ts'
import { openBackup, type OpenBackup } from './open-backup.ts'
import { checkedBytes, damageOf } from './read-member.ts'
import { refuseWithoutRoom } from './room.ts'
import { contradictions } from './verify-backup.ts'

export interface UnpackOptions {
  readonly signal: AbortSignal
  readonly onProgress: (done: number, total: number) => void
}

/**
 * Unpacks a backup into a new folder inside `parent`, every file held against the list and on the disk, and answers what
 * it is and where it stands.
 *
 * @param prefix what the name of the new folder begins with
 * @throws AppError `corrupt-file` naming what is damaged, `archive-newer`, `disk-full`, `cannot-write`, `cancelled`; then
 *   nothing is left
 */
export async function unpackBackup(
  path: string,
  parent: string,
  prefix: string,
  { signal, onProgress }: UnpackOptions,
): Promise<{ readonly folder: string; readonly facts: BackupFacts }> {
  const backup = await openBackup(path, signal)
  const folder = join(parent, `${prefix}${randomUUID()}`)
  try {
    refuseDamaged(backup.name, backup.strange)
    const facts = factsOf(backup.manifest)
    await refuseWithoutRoom(parent, facts.bytes, 'The backup, unpacked,')
    await told(folder, () => mkdir(folder, { mode: 0o700 }))
    let done = 0
    for (const listed of backup.members) {
      await unpackMember(backup, listed, folder, signal, (bytes) => onProgress((done += bytes), facts.bytes))
    }
    const found = checkDatabase(join(folder, databaseName), backup.name)
    refuseDamaged(backup.name, contradictions(backup.manifest, found))
    return { folder, facts }
  } catch (error) {
    await rm(folder, { recursive: true, force: true })
    throw error
  } finally {
    await backup.close()
  }
}

async function unpackMember(
  { name }: OpenBackup,
  listed: OpenBackup['members'][number],
  folder: string,
  signal: AbortSignal,
  onRead: (bytes: number) => void,
): Promise<void> {
  // Every name of the list has been found to be one that leads into this folder.
  const path = join(folder, ...listed.member.name.split('/'))
  async function* bytes(): AsyncGenerator<Buffer, void, undefined> {
    for await (const chunk of checkedBytes(listed, signal)) {
      onRead(chunk.length)
      yield chunk
    }
  }
  try {
    await told(path, () => mkdir(dirname(path), { recursive: true, mode: 0o700 }))
    await told(path, () => writeNewFile(path, bytes()))
  } catch (error) {
    if (error instanceof AppError) throw error
    refuseDamaged(name, [damageOf(listed, error)])
  }
}

function refuseDamaged(name: string, damaged: readonly DamagedMember[]): void {
  const [first] = damaged
  if (first === undefined) return
  throw new AppError(
    'corrupt-file',
    `“${name}” is not whole and was not restored: ${first.name}: ${first.reason} Nothing was changed. “Verify” names all that is damaged; merging takes in what can still be read.`,
  )
}
