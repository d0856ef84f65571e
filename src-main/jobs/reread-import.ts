/**
 * Reads the kept files of an import again, with the importers of today: what a newer one finds more is added.
 *
 * The files are written to a temporary folder under their names and read there as they were the first time.
 */
import { mkdir, mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { AppError } from '@shared/contract/app-error.ts'
import type { JobResult } from '@shared/job.ts'
import type { Archive } from '../archive/archive.ts'
import { importReport, importStart } from '../archive/imports.ts'
import { openArchive } from '../archive/open.ts'
import { restoreOriginal } from '../archive/original-files.ts'
import { noteOriginals, originalsOf, type KeptFile } from '../archive/originals.ts'
import { nameProblem } from '../importers/source/zip-names.ts'
import { importExport } from './import-files.ts'
import type { JobContext } from './job.ts'
import type { Reading } from './read-source.ts'

/**
 * Makes a new import of an earlier one, linked to it.
 *
 * @throws AppError `not-found`; `not-available` when its files are not kept; `corrupt-file` when they are damaged;
 *   `disk-full`, `cancelled`
 */
export async function rereadImport(context: JobContext, importId: number): Promise<JobResult> {
  const archive = openArchive(context.archiveFolder, { cacheMegabytes: 32 })
  const folder = await mkdtemp(join(tmpdir(), 'stemma-reread-'))
  try {
    const first = firstOf(archive, importId)
    const { file, choice } = importStart(archive, first)
    const kept = keptFilesOf(archive, importId)
    const reading: Reading = {
      parts: await restoreKept(context, kept, folder),
      format: choice?.format ?? null,
      only: choice?.only == null ? null : new Set(choice.only),
      kind: 'import',
      maxBytes: null,
      index: 0,
      count: 1,
    }
    const { sha256, parts } = importReport(archive, first).report
    const report = await importExport(context, archive, reading, {
      earlier: { importId: first, file, sha256, parts },
    })
    if (report.importId !== null) noteOriginals(archive, report.importId, kept)
    return { kind: 'import', reports: [report] }
  } finally {
    archive.close()
    await rm(folder, { recursive: true, force: true })
  }
}

/** The kept files of an import; throws AppError `not-available` when there are none, `not-found` */
export function keptFilesOf(archive: Archive, importId: number): KeptFile[] {
  const { file } = importStart(archive, importId)
  const kept = originalsOf(archive, importId)
  if (kept.length > 0) return kept
  throw new AppError(
    'not-available',
    `The file of import ${importId} (${file}) was not kept, so it cannot be read again from here. Import the file itself once more.`,
  )
}

/** The import that a chain of readings began with. */
function firstOf(archive: Archive, importId: number): number {
  return importReport(archive, importId).report.rereadOf ?? importId
}

/** Writes the kept files of an import into a folder under their names; answers the paths of the parts. */
export async function restoreKept(
  { archiveFolder, signal }: JobContext,
  kept: readonly KeptFile[],
  folder: string,
): Promise<string[]> {
  const parts: string[] = []
  for (const { part, name, original } of kept) {
    // Names come from the archive, and that may come from anywhere.
    const problem = nameProblem(name)
    if (problem !== null) throw new AppError('corrupt-file', `The kept file has a bad name. ${problem}`)
    const path = join(folder, String(part), name)
    parts[part] = join(folder, String(part), name.split('/', 1)[0] ?? name)
    await mkdir(dirname(path), { recursive: true, mode: 0o700 })
    await restoreOriginal(archiveFolder, original, path, signal)
  }
  return parts.filter((part) => part !== undefined)
}
