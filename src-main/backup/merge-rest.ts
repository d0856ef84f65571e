/**
 * What a backup holds beside conversations, merged into an archive: collections, smart lists, settings, datasets. The plan
 * of backups, the local API and HTML archives stay in the backup: they belong to one computer, or can be written again.
 */
import { join } from 'node:path'
import { rm, mkdir } from 'node:fs/promises'
import { eq } from 'drizzle-orm'
import { z } from 'zod'
import { AppError, toErrorValue } from '@shared/contract/app-error.ts'
import type { ImportProblem } from '@shared/job.ts'
import type { Archive } from '../archive/archive.ts'
import { backupsFolderOf } from '../archive/archive-paths.ts'
import { writeNewFile } from '../archive/atomic-file.ts'
import { addDataset, listDatasets, newDatasetFolder, readDataset } from '../archive/datasets.ts'
import { mergeLists } from '../archive/merge-lists.ts'
import { openArchive } from '../archive/open.ts'
import { datasets } from '../archive/schema.ts'
import { told } from '../exporters/file-failures.ts'
import { checkDatabase } from './check-database.ts'
import { databaseName, isMemberName } from './manifest.ts'
import { openBackup, type OpenBackup } from './open-backup.ts'
import { checkedBytes, DamagedBytes } from './read-member.ts'
import { inWorkFolder } from './work-folder.ts'

/**
 * Merges what can be read of it and answers what came of each: nothing of this archive is changed or removed.
 *
 * @throws AppError `disk-full`, `cannot-write`, `cancelled`; what is damaged is told in the answer
 */
export async function mergeRest(
  archive: Archive,
  path: string,
  { signal, now }: { readonly signal: AbortSignal; readonly now: number },
): Promise<ImportProblem[]> {
  const backup = await openBackup(path, signal)
  try {
    const database = memberOf(backup, databaseName)
    await told(archive.folder, () => mkdir(backupsFolderOf(archive.folder), { recursive: true, mode: 0o700 }))
    const places = [backupsFolderOf(archive.folder)] as const
    return await inWorkFolder(places, database.member.size, 'Reading the backup', async (folder) => {
      await unpack(backup, databaseName, join(folder, databaseName), signal)
      checkDatabase(join(folder, databaseName), backup.name)
      const other = openArchive(folder)
      try {
        return [...mergeLists(archive, other, now), ...(await mergeDatasets(archive, other, backup, signal))]
      } finally {
        other.close()
      }
    })
  } catch (error) {
    if (!(error instanceof DamagedBytes)) throw error
    throw new AppError('corrupt-file', `“${backup.name}” is damaged: ${databaseName}: ${error.message}`)
  } finally {
    await backup.close()
  }
}

/** What a row must hold to stand in the list; the rest of it is only shown. */
const usable = z.object({
  files: z.array(z.looseObject({ bytes: z.number().int().min(0), sha256: z.string() })),
  report: z.looseObject({
    records: z.number().int(),
    conversations: z.number().int(),
    check: z.looseObject({}),
  }),
})

async function mergeDatasets(
  archive: Archive,
  other: Archive,
  backup: OpenBackup,
  signal: AbortSignal,
): Promise<ImportProblem[]> {
  const lines: ImportProblem[] = []
  const ids = other.statement<[], number>('SELECT id FROM datasets ORDER BY name, version').pluck().all()
  for (const id of ids) {
    try {
      const one = await mergeDataset(archive, other, id, backup, signal)
      if (one !== null) lines.push(one)
    } catch (error) {
      const { kind, message } = toErrorValue(error)
      if (kind === 'disk-full' || kind === 'cannot-write' || kind === 'cancelled') throw error
      const isDamage = error instanceof DamagedBytes || error instanceof SyntaxError
      if (kind === 'bug' && !isDamage) throw error
      lines.push({ where: `Dataset ${id}`, reason: `It is damaged and did not come: ${message}` })
    }
  }
  return lines
}

/** Null for one that is here already. */
async function mergeDataset(
  archive: Archive,
  other: Archive,
  id: number,
  backup: OpenBackup,
  signal: AbortSignal,
): Promise<ImportProblem | null> {
  const { folder, version, trainerCheck: _check, ...row } = rowOf(other, id)
  const where = `Dataset “${row.name}”, version ${version}`
  if (!isMemberName(`datasets/${row.name}/x`) || !usable.safeParse(row).success) {
    return { where, reason: 'It is not a dataset as Stemma makes them, and did not come.' }
  }
  if (isHere(archive, row)) return null
  const prefix = `datasets/${folder}/`
  const names = backup.members.flatMap(({ member }) => (member.name.startsWith(prefix) ? [member.name] : []))
  if (names.length === 0) return { where, reason: 'Its files are not in the backup; it did not come.' }
  const madeIn = newDatasetFolder(archive)
  try {
    await told(madeIn, () => mkdir(madeIn, { mode: 0o700 }))
    for (const name of names) await unpack(backup, name, join(madeIn, name.slice(prefix.length)), signal)
    const added = addDataset(archive, { ...row, madeIn, replace: false })
    const reason =
      added.version === version
        ? 'It was added.'
        : `It was added beside those here, as version ${added.version}.`
    return { where, reason }
  } catch (error) {
    await rm(madeIn, { recursive: true, force: true })
    throw error
  }
}

type DatasetRow = typeof datasets.$inferSelect

function rowOf(other: Archive, id: number): Omit<DatasetRow, 'id' | 'records' | 'conversations' | 'size'> {
  const row = other.orm.select().from(datasets).where(eq(datasets.id, id)).get()
  if (row === undefined) throw new AppError('not-found', 'It is not in the backup.')
  const { id: _id, records: _records, conversations: _conversations, size: _size, ...rest } = row
  return rest
}

/** Whether one of the same name holds the very same files. */
function isHere(archive: Archive, { name, files }: Pick<DatasetRow, 'name' | 'files'>): boolean {
  const hashes = (of: DatasetRow['files']): string => of.map(({ sha256 }) => sha256).join()
  return listDatasets(archive).some(
    (own) =>
      own.name.toLowerCase() === name.toLowerCase() &&
      hashes(readDataset(archive, own.id).files) === hashes(files),
  )
}

function memberOf(backup: OpenBackup, name: string): OpenBackup['members'][number] {
  const listed = backup.members.find(({ member }) => member.name === name)
  if (listed !== undefined) return listed
  throw new AppError('corrupt-file', `“${backup.name}” is damaged: ${name} is not in it.`)
}

async function unpack(backup: OpenBackup, name: string, path: string, signal: AbortSignal): Promise<void> {
  await told(path, () => writeNewFile(path, checkedBytes(memberOf(backup, name), signal)))
}
