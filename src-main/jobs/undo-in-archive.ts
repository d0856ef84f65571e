/** Undoes an import on a connection of its own, in a job's thread: a large one takes seconds. */
import type { UndoneImport } from '@shared/contract/jobs.ts'
import { openArchive } from '../archive/open.ts'
import { undoImport } from '../archive/undo-import.ts'

/** Throws what `openArchive` and `undoImport` throw. */
export function undoInArchive(archiveFolder: string, importId: number): UndoneImport {
  const archive = openArchive(archiveFolder, { cacheMegabytes: 64 })
  try {
    return undoImport(archive, importId, Date.now())
  } finally {
    archive.close()
  }
}
