/**
 * The import job: what a source holds is taken into the archive.
 *
 * Whole conversations are committed in small batches, so that others can read and write between them and a stop at
 * any moment leaves nothing half-written. Reading the source is read-source.ts's work.
 */
import type { ImportedPart, ImportReport, JobResult } from '@shared/job.ts'
import type { Archive } from '../archive/archive.ts'
import { storeBytes, type StoredFile } from '../archive/files.ts'
import {
  beginImport,
  finishImport,
  knownFingerprints,
  type FirstReport,
  type ImportChoice,
} from '../archive/imports.ts'
import { openArchive } from '../archive/open.ts'
import { readerSettings } from '../archive/reader-settings.ts'
import { takeRunner } from '../archive/running-imports.ts'
import type { Member } from '../importers/source.ts'
import { batchSaver, takingThreads, type BatchSaver, type TakeThread } from './batch-saver.ts'
import { exportsOnDisk, type Choice } from './exports-on-disk.ts'
import { hashParts, type HashedParts } from './hash-file.ts'
import type { EndedImport, JobContext } from './job.ts'
import { importFilesOfOlderMessages, importLateFiles } from './late-files.ts'
import { readSource, type Reading, type Receiver } from './read-source.ts'
import type { SavingThread } from './saving-thread.ts'
import { Tally } from './tally.ts'

/**
 * Imports files and folders one after the other; each export has its own report, whatever happens to it.
 *
 * @param ended gets each import as it ends
 * @param savingThread one that is getting up already; whoever has started it ends it
 */
export async function importFiles(
  context: JobContext,
  paths: readonly string[],
  choice: Choice = {},
  ended: (one: EndedImport) => void = () => undefined,
  savingThread: SavingThread | null = null,
): Promise<JobResult> {
  const archive = openArchive(context.archiveFolder, { cacheMegabytes: 32 })
  try {
    const exports = await exportsOnDisk(paths, choice, context.signal)
    const reports: ImportReport[] = []
    let begunWith: number | null = null
    const takeThread = takingThreads(archive, savingThread)
    const maxBytes = choice.maxBytes ?? readerSettings(archive).largestFile
    for (const [index, one] of exports.entries()) {
      if (context.signal.aborted) break
      const used = new Set<string>()
      const reading: Reading = { ...one, kind: 'import', maxBytes, used, index, count: exports.length }
      const report = await importExport(context, archive, reading, { begunWith, takeThread })
      begunWith ??= report.importId
      reports.push(report)
      ended({ report, used: isFolder(report) ? used : new Set() })
    }
    return { kind: 'import', reports }
  } finally {
    archive.close()
  }
}

/** Of a folder there is no hash; of a file that was not read to its end neither, and then it does not matter. */
function isFolder({ sha256, parts }: ImportReport): boolean {
  return sha256 === null && parts.length === 0
}

/** What is known of an import that is read again from its kept files. */
export interface EarlierImport {
  readonly importId: number
  /** What it was read from then. */
  readonly file: string
  readonly parts: readonly ImportedPart[]
  readonly sha256: string | null
}

interface Circumstances {
  /** When it is read again: every record is then read, also those that are here as they stand. */
  readonly earlier?: EarlierImport
  /** The first import of the same job, where this is not it. */
  readonly begunWith?: number | null
  readonly takeThread?: TakeThread
}

/** Imports one export; never throws for anything that is wrong with it. */
export async function importExport(
  context: JobContext,
  archive: Archive,
  reading: Reading,
  circumstances: Circumstances = {},
): Promise<FirstReport> {
  const runner = takeRunner(archive.folder)
  try {
    return await importHeld(context, archive, reading, circumstances, runner.name)
  } finally {
    runner.release()
  }
}

async function importHeld(
  context: JobContext,
  archive: Archive,
  reading: Reading,
  { earlier, begunWith = null, takeThread }: Circumstances,
  runner: string,
): Promise<FirstReport> {
  const [first = ''] = reading.parts
  const file = earlier?.file ?? first
  const tally = new Tally(file)
  tally.rereadOf = earlier?.importId ?? null
  let importId: number | null = null
  let hashing: Promise<HashedParts> = Promise.resolve({
    sha256: earlier?.sha256 ?? null,
    parts: earlier?.parts ?? [],
  })
  const begin = (): number => {
    const { format, formatName, importerVersion, startedAt } = tally
    return beginImport(archive, {
      file,
      format,
      formatName,
      importerVersion,
      startedAt,
      runner,
      begunWith,
      choice: choiceOf(reading),
      ...(earlier !== undefined && { rereadOf: earlier.importId }),
    })
  }
  const held: { saver: BatchSaver | null } = { saver: null }
  await readSource(context, reading, tally, (source) => {
    importId = begin()
    const saver = (held.saver = batchSaver(archive, source.size, takeThread))
    if (earlier === undefined) hashing = saver.hash(reading.parts, context.signal)
    const takeRest = (rest: readonly Member[]) =>
      importFilesOfOlderMessages(context, archive, source, rest, reading, tally, importId ?? begin())
    return { ...receiver(context, archive, saver, importId, earlier !== undefined), takeRest }
  })
  if (reading.index === reading.count - 1) context.tell({ kind: 'all-committed' })
  await held.saver?.close()
  await hashing
  await importLateFiles(context, archive, reading, tally, () => {
    hashing = hashParts(reading.parts, context.signal)
    return (importId = begin())
  })
  importId ??= begin()
  const { sha256, parts } = await hashing
  tally.sha256 = sha256
  tally.parts = parts
  const report = tally.report(importId)
  finishImport(archive, importId, report)
  return report
}

function choiceOf({ format, only }: Reading): ImportChoice | null {
  return format === null && only === null ? null : { format, only: only === null ? null : [...only] }
}

function receiver(
  context: JobContext,
  archive: Archive,
  saver: BatchSaver,
  importId: number,
  readsAll: boolean,
): Receiver {
  const known = knownFingerprints(archive)
  let files: StoredFile[] = []
  return {
    isKnown: (fingerprint) => !readsAll && known.has(fingerprint),
    takeFile: async (chunks, mime) => {
      const stored = await storeBytes(archive.folder, chunks)
      files.push({ ...stored, mime })
      return stored.hash
    },
    take: async (read) => {
      const batch = { importId, read, files }
      files = []
      const outcomes = await saver.save(batch)
      context.tell({ kind: 'committed' })
      return outcomes
    },
  }
}
