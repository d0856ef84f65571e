/** Undoes an import on a connection of its own, in a job's thread: a large one takes seconds. */
import type { UndoneImport } from '@shared/contract/jobs.ts'
import { openArchive } from '../archive/open.ts'
import { removeUnusedOriginals } from '../archive/originals.ts'
import { undoImport } from '../archive/undo-import.ts'

/** Throws what `openArchive` and `undoImport` throw. */
export async function undoInArchive(archiveFolder: string, importId: number): Promise<UndoneImport> {
  const archive = openArchive(archiveFolder, { cacheMegabytes: 64 })
  try {
    const undone = undoImport(archive, importId, Date.now())
    await removeUnusedOriginals(archive)
    return undone
  } finally {
    archive.close()
  }
}
