/** Reads a backup to its end and says whether it is whole. Restores nothing. */
import { stat } from 'node:fs/promises'
import { join } from 'node:path'
import { AppError } from '@shared/contract/app-error.ts'
import type { CheckedBackup, DamagedMember } from '@shared/backup.ts'
import { writeNewFile } from '../archive/atomic-file.ts'
import { told } from '../exporters/file-failures.ts'
import { checkDatabase, type DatabaseFacts } from './check-database.ts'
import { databaseName, factsOf, type Manifest } from './manifest.ts'
import { openBackup, type OpenBackup } from './open-backup.ts'
import { checkedBytes, damageOf } from './read-member.ts'
import { inWorkFolder } from './work-folder.ts'

export interface VerifyOptions {
  readonly signal: AbortSignal
  /** Where a copy of the database may stand while it is looked into; the first with room for it. */
  readonly workFolders: readonly [string, ...string[]]
  /** What was found in the very same database before, by its SHA-256: it is then not unpacked and looked into again. */
  readonly known?: { readonly sha256: string; readonly facts: DatabaseFacts }
  /** Told the bytes that were read since the last call, and how many there are. */
  readonly onRead: (bytes: number, total: number) => void
}

/**
 * Holds every member against the list, and the database against what Stemma makes.
 *
 * @throws AppError `corrupt-file` when there is no list to hold anything against, and as `openBackup`
 */
export async function verifyBackup(path: string, options: VerifyOptions): Promise<CheckedBackup> {
  const backup = await openBackup(path, options.signal)
  try {
    const facts = factsOf(backup.manifest)
    const damaged: DamagedMember[] = [...backup.strange]
    for (const listed of backup.members) {
      try {
        if (listed.member.name === databaseName)
          damaged.push(...(await checkListedDatabase(backup, listed, options)))
        else
          for await (const chunk of checkedBytes(listed, options.signal))
            options.onRead(chunk.length, facts.bytes)
      } catch (error) {
        damaged.push(damageOf(listed, error))
      }
    }
    const { size } = await told(path, () => stat(path))
    const { missing } = backup.manifest
    return { path, size, ...facts, damaged, missing }
  } finally {
    await backup.close()
  }
}

async function checkListedDatabase(
  { name, manifest }: OpenBackup,
  listed: OpenBackup['members'][number],
  { signal, workFolders, known, onRead }: VerifyOptions,
): Promise<DamagedMember[]> {
  const facts = factsOf(manifest)
  async function* bytes(): AsyncGenerator<Buffer, void, undefined> {
    for await (const chunk of checkedBytes(listed, signal)) {
      onRead(chunk.length, facts.bytes)
      yield chunk
    }
  }
  if (known?.sha256 === listed.member.sha256) {
    await readToEnd(bytes())
    return contradictions(manifest, known.facts)
  }
  const what = 'Looking into the database of the backup'
  return await inWorkFolder(workFolders, listed.member.size, what, async (folder) => {
    const path = join(folder, databaseName)
    try {
      await told(path, () => writeNewFile(path, bytes()))
      return contradictions(manifest, checkDatabase(path, name))
    } catch (error) {
      if (!(error instanceof AppError) || error.kind !== 'corrupt-file') throw error
      return [{ name: databaseName, reason: error.message }]
    }
  })
}

/** Where the list says something else of the database than is in it. */
export function contradictions(manifest: Manifest, facts: DatabaseFacts): DamagedMember[] {
  const isSame = (['schema', 'conversations', 'messages'] as const).every(
    (key) => manifest[key] === facts[key],
  )
  return isSame ? [] : [{ name: databaseName, reason: 'It does not hold what the list of the backup says.' }]
}

async function readToEnd(chunks: AsyncGenerator<Buffer, void, undefined>): Promise<void> {
  for (let next = await chunks.next(); next.done !== true; next = await chunks.next());
}
