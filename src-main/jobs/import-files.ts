/**
 * The import job: what a source holds is taken into the archive.
 *
 * Whole conversations are committed in small batches, so that others can read and write between them and a stop at
 * any moment leaves nothing half-written. Reading the source is read-source.ts's work.
 */
import type { ImportReport, JobResult } from '@shared/job.ts'
import type { Archive } from '../archive/archive.ts'
import { inBatch } from '../archive/batch.ts'
import { storeFile } from '../archive/files.ts'
import { beginImport, finishImport, knownFingerprints } from '../archive/imports.ts'
import { openArchive } from '../archive/open.ts'
import { saveConversation } from '../archive/save-conversation.ts'
import { exportsOnDisk, type Choice } from './exports-on-disk.ts'
import { hashFile } from './hash-file.ts'
import type { JobContext } from './job.ts'
import { mapOldestFirst } from './oldest-first.ts'
import { outcomeOf, readSource, type ReadConversation, type Reading, type Receiver } from './read-source.ts'
import { Tally } from './tally.ts'

/** Imports files and folders one after the other; each export has its own report, whatever happens to it. */
export async function importFiles(
  context: JobContext,
  paths: readonly string[],
  choice: Choice = {},
): Promise<JobResult> {
  const archive = openArchive(context.archiveFolder, { cacheMegabytes: 32 })
  try {
    const exports = await exportsOnDisk(paths, choice, context.signal)
    const reports: ImportReport[] = []
    for (const [index, one] of exports.entries()) {
      if (context.signal.aborted) break
      const reading: Reading = { ...one, kind: 'import', index, count: exports.length }
      reports.push(await importExport(context, archive, reading))
    }
    return { kind: 'import', reports }
  } finally {
    archive.close()
  }
}

async function importExport(context: JobContext, archive: Archive, reading: Reading): Promise<ImportReport> {
  const [file = ''] = reading.parts
  const tally = new Tally(file)
  let importId: number | null = null
  let hashing: Promise<string | null> = Promise.resolve(null)
  const begin = (): number => {
    const { format, formatName, importerVersion, startedAt } = tally
    return beginImport(archive, { file, format, formatName, importerVersion, startedAt })
  }
  await readSource(context, reading, tally, (source) => {
    importId = begin()
    if (source.kind !== 'folder' && reading.parts.length === 1) hashing = hashFile(file, context.signal)
    return receiver(context, archive, importId)
  })
  importId ??= begin()
  tally.sha256 = await hashing
  const report = tally.report(importId)
  finishImport(archive, importId, report)
  return report
}

function receiver(context: JobContext, archive: Archive, importId: number): Receiver {
  const known = knownFingerprints(archive)
  const save = ({ item, fingerprint, files }: ReadConversation) =>
    outcomeOf(item.place, () =>
      saveConversation(archive, item.conversation, files, { importId, fingerprint, now: Date.now() }),
    )
  return {
    isKnown: (fingerprint) => known.has(fingerprint),
    takeFile: async (chunks, mime) => (await storeFile(archive, chunks, mime)).hash,
    take: (batch) => {
      const outcomes = inBatch(archive, () => mapOldestFirst(batch, save))
      context.tell({ kind: 'committed' })
      return outcomes
    },
  }
}
