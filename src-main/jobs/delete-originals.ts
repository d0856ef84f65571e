/** Removes all kept originals on a connection of its own, in a job's thread: there may be thousands. */
import type { KeptOriginals } from '@shared/contract/jobs.ts'
import { openArchive } from '../archive/open.ts'
import { deleteOriginals } from '../archive/originals.ts'

/** Throws what `openArchive` throws. */
export async function deleteKeptOriginals(archiveFolder: string): Promise<KeptOriginals> {
  const archive = openArchive(archiveFolder)
  try {
    return await deleteOriginals(archive)
  } finally {
    archive.close()
  }
}
