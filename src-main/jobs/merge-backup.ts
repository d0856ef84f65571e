/** The end of merging a backup: once its conversations are here, what else it holds is merged, and told in the report. */
import { toErrorValue } from '@shared/contract/app-error.ts'
import type { ImportProblem } from '@shared/job.ts'
import type { Archive } from '../archive/archive.ts'
import { addRemarks } from '../archive/imports.ts'
import { openArchive } from '../archive/open.ts'
import { mergeRest } from '../backup/merge-rest.ts'
import type { EndedImport, JobContext } from './job.ts'

/** The imports with what was merged among their remarks; one that did not end well stays as it is. */
export async function mergeRestOf(
  context: JobContext,
  ended: readonly EndedImport[],
  now: number,
): Promise<EndedImport[]> {
  const archive = openArchive(context.archiveFolder)
  try {
    const merged: EndedImport[] = []
    for (const one of ended) merged.push(await withRest(context, archive, one, now))
    return merged
  } finally {
    archive.close()
  }
}

async function withRest(
  context: JobContext,
  archive: Archive,
  one: EndedImport,
  now: number,
): Promise<EndedImport> {
  const { report } = one
  if (report.state !== 'done' || report.importId === null) return one
  const told = await restOrReason(archive, report.file, context.signal, now)
  addRemarks(archive, report.importId, told)
  // Windows that show the lists are to read them again.
  context.tell({ kind: 'committed' })
  return { ...one, report: { ...report, remarks: [...report.remarks, ...told] } }
}

/** The conversations have come in by then: what goes wrong here is told beside them. */
async function restOrReason(
  archive: Archive,
  path: string,
  signal: AbortSignal,
  now: number,
): Promise<readonly ImportProblem[]> {
  try {
    return await mergeRest(archive, path, { signal, now })
  } catch (error) {
    const { kind, message } = toErrorValue(error)
    if (kind === 'bug') throw error
    return [
      {
        where: 'Collections, smart lists, datasets and settings',
        reason: `They did not come in: ${message}`,
      },
    ]
  }
}
