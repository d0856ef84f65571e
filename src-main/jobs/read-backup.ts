/** The jobs that read a backup: to check it, or to restore an archive from it. */
import { mkdirSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { resolve } from 'node:path'
import type { JobResult } from '@shared/job.ts'
import { backupsFolderOf } from '../archive/archive-paths.ts'
import { explainFailure } from '../archive/sqlite-failure.ts'
import { prepareReplacement } from '../backup/replacement.ts'
import { restoreIntoFolder } from '../backup/restore-into-folder.ts'
import { verifyBackup } from '../backup/verify-backup.ts'
import type { RestoreOrder, VerifyOrder } from './backup-order.ts'
import type { JobContext } from './job.ts'
import { tellBytes } from './tell-bytes.ts'

/** Says what is in a backup and whether it is whole; as `verifyBackup`. */
export async function checkBackup(context: JobContext, { path }: VerifyOrder): Promise<JobResult> {
  const tell = tellBytes(context, 'verify')
  let done = 0
  const checked = await verifyBackup(resolve(path), {
    signal: context.signal,
    workFolders: [workFolder(context.archiveFolder), tmpdir()],
    onRead: (bytes, total) => tell((done += bytes), total),
  })
  return { kind: 'verify', ...checked }
}

/** Restores an archive into a folder, or makes it ready to take this one's place; as `unpackBackup`. */
export async function restoreBackup(
  context: JobContext,
  { path, folder, now }: RestoreOrder,
): Promise<JobResult> {
  const options = { signal: context.signal, onProgress: tellBytes(context, 'restore') }
  const full = resolve(path)
  if (folder !== null) {
    const facts = await restoreIntoFolder(full, resolve(folder), options)
    return { kind: 'restore', path: full, folder: resolve(folder), movedTo: null, ...facts }
  }
  const { facts, ...where } = await prepareReplacement(context.archiveFolder, full, now, options)
  return { kind: 'restore', path: full, ...where, ...facts }
}

function workFolder(archiveFolder: string): string {
  const folder = backupsFolderOf(archiveFolder)
  try {
    mkdirSync(folder, { recursive: true, mode: 0o700 })
  } catch (error) {
    throw explainFailure(error, archiveFolder)
  }
  return folder
}
