/** The job that writes an HTML archive: where the archive, its pages and their files meet. */
import { stat } from 'node:fs/promises'
import { join } from 'node:path'
import type { JobResult } from '@shared/job.ts'
import type { Archive } from '../archive/archive.ts'
import { addHtmlArchive, listHtmlArchives } from '../archive/html-archives.ts'
import { openArchive } from '../archive/open.ts'
import { eraseFile } from '../html-archives/erase-file.ts'
import { archiveFileName } from '../html-archives/file-name.ts'
import type { HtmlArchiveOrder } from './html-archive-order.ts'
import type { JobContext } from './job.ts'
import { applyLimits, htmlArchivesFolder } from './keep-html-archives.ts'
import { writeArchivePages } from './write-archive-pages.ts'

/**
 * Writes an archive into the archive's folder and the list, and takes away what the reader's limits do not allow beside
 * it. Throws AppError `not-found` when there is nothing in that period, `cancelled`, `disk-full`, `cannot-write`; then
 * nothing is left.
 */
export async function writeHtmlArchive(context: JobContext, order: HtmlArchiveOrder): Promise<JobResult> {
  const archive = openArchive(context.archiveFolder)
  /** Full paths of the files that have their names. */
  const written: string[] = []
  try {
    const folder = await htmlArchivesFolder(archive)
    const taken = new Set(listHtmlArchives(archive).map(({ fileName }) => fileName))
    const path = join(folder, archiveFileName(order.assistantId, order.now, taken))
    const { sensitive, ...facts } = await inSnapshot(archive, () =>
      writeArchivePages(context, archive, order, { path, written }),
    )
    const sizes = await Promise.all(written.map(async (file) => (await stat(file)).size))
    const size = sizes.reduce((sum, one) => sum + one, 0)
    const row = addHtmlArchive(archive, { ...facts, size, pages: written.length })
    return { kind: 'html-archive', archive: row, removed: await applyLimits(archive, order.now), sensitive }
  } catch (error) {
    for (const file of written) await eraseFile(file)
    throw error
  } finally {
    archive.close()
  }
}

/** One state of the archive for all that is read, however much is imported meanwhile. */
async function inSnapshot<Result>(archive: Archive, work: () => Promise<Result>): Promise<Result> {
  archive.statement('BEGIN').run()
  try {
    return await work()
  } finally {
    archive.statement('ROLLBACK').run()
  }
}
