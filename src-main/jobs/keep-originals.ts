/**
 * Keeps the files of imports that have ended, so that a newer version can read them again.
 *
 * It begins when all conversations are in and runs beside the indexing, in a thread of its own: that of the import has
 * given back its memory by then. Whatever goes wrong here is a remark of the
 * import's report, which has ended well without it.
 */
import { lstat, open } from 'node:fs/promises'
import { basename, posix } from 'node:path'
import { AppError, toErrorValue } from '@shared/contract/app-error.ts'
import type { ImportProblem, ImportReport, Progress } from '@shared/job.ts'
import type { Archive } from '../archive/archive.ts'
import { addRemarks } from '../archive/imports.ts'
import { openArchive } from '../archive/open.ts'
import { isStored, storeOriginal, type StoredOriginal } from '../archive/original-files.ts'
import { findOriginal, noteOriginals, type ImportedFile, type KeptFile } from '../archive/originals.ts'
import { readerSettings } from '../archive/reader-settings.ts'
import { mimeOfBytes } from '../importers/mime.ts'
import { importerOf } from '../importers/registry.ts'
import { asUnreadable } from '../importers/source/file-bytes.ts'
import { listFolder } from '../importers/source/folder-entries.ts'
import { defaultLimits } from '../importers/source/limits.ts'
import { hashFile } from './hash-file.ts'
import type { EndedImport, JobContext } from './job.ts'

/** Bytes that tell what a file is. */
const headBytes = 32
const progressEvery = 100

/** Answers with the reports, a remark added to those whose files could not be kept. */
export async function keepOriginals(
  context: JobContext,
  ended: readonly EndedImport[],
): Promise<ImportReport[]> {
  const archive = openArchive(context.archiveFolder)
  try {
    const keeps = readerSettings(archive).keepOriginals
    const reports: ImportReport[] = []
    for (const one of ended) {
      const remark = keeps && isWorthKeeping(one.report) ? await keepImport(context, archive, one) : null
      const { report } = one
      if (remark !== null && report.importId !== null) addRemarks(archive, report.importId, [remark])
      reports.push(remark === null ? report : { ...report, remarks: [...report.remarks, remark] })
    }
    return reports
  } finally {
    archive.close()
  }
}

/** Not what was refused, and not an import that a person has cancelled: they want it to end. */
function isWorthKeeping({ format, state, found }: ImportReport): boolean {
  if (format === null || found === 0 || importerOf(format).isKept === false) return false
  return state === 'done' || state === 'failed'
}

/** Keeps all files of an import or none; answers why they could not be kept, else null. */
async function keepImport(
  context: JobContext,
  archive: Archive,
  { report, used }: EndedImport,
): Promise<ImportProblem | null> {
  const { file, importId } = report
  try {
    const files = await filesOf(report, used, context.signal)
    const tell = progressTeller(context, report, files)
    const kept: KeptFile[] = []
    for (const one of files) {
      kept.push({ part: one.part, name: one.name, original: await keepFile(context, archive, one, tell) })
    }
    if (importId !== null) noteOriginals(archive, importId, kept)
    return null
  } catch (error) {
    const { message } = toErrorValue(isOfFileSystem(error) ? asUnreadable(file, error) : error)
    const reason = `It was imported, but the file itself was not kept, so it cannot be read again later: ${message}`
    return { where: basename(file), reason }
  }
}

function isOfFileSystem(error: unknown): boolean {
  return error instanceof Error && !(error instanceof AppError) && 'code' in error
}

interface FileOnDisk extends ImportedFile {
  readonly path: string
  readonly size: number
  /** The hash it had when it was imported; null where nobody knows. */
  readonly sha256: string | null
}

/**
 * The files of an import: each part, and of a folder those that were read with the JSON beside them, which a newer reader
 * may want. A folder may hold much that is no business of ours.
 */
async function filesOf(
  { file, sha256, parts }: ImportReport,
  used: ReadonlySet<string>,
  signal: AbortSignal,
): Promise<FileOnDisk[]> {
  const paths = parts.length === 0 ? [{ file, sha256 }] : parts
  const found: FileOnDisk[] = []
  for (const [part, { file: path, sha256: hash }] of paths.entries()) {
    const stats = await lstat(path)
    if (!stats.isDirectory()) {
      found.push({ part, name: basename(path), path, size: stats.size, sha256: hash })
      continue
    }
    const names = withFilesAround(used)
    const folders = new Set([...used].map((name) => posix.dirname(name)))
    for (const entry of (await listFolder(path, defaultLimits, signal)).entries) {
      const isBeside = /\.jsonl?$/i.test(entry.name) && folders.has(posix.dirname(entry.name))
      if (entry.file === null || !(isBeside || names.has(entry.name))) continue
      const name = `${basename(path)}/${entry.name}`
      found.push({ part, name, path: entry.file, size: entry.size, sha256: null })
    }
  }
  return found
}

/**
 * The names with those of the packed files they may stand in: `old.zip/chat.json` is kept as that zip, `log.jsonl` as
 * `log.jsonl.gz`.
 */
function withFilesAround(names: ReadonlySet<string>): ReadonlySet<string> {
  const all = new Set(names)
  for (const name of names) {
    all.add(`${name}.gz`)
    for (let end = name.lastIndexOf('/'); end > 0; end = name.lastIndexOf('/', end - 1)) {
      const above = name.slice(0, end)
      all.add(above)
      all.add(`${above}.gz`)
      all.add(above.replace(/\.tar$/i, '.tgz'))
    }
  }
  return all
}

async function keepFile(
  { archiveFolder, signal }: JobContext,
  archive: Archive,
  file: FileOnDisk,
  onRead: (bytes: number) => void,
): Promise<StoredOriginal> {
  const { path } = file
  const sha256 = file.sha256 ?? (await hashFile(path, signal))
  const known = sha256 === null ? null : findOriginal(archive, sha256)
  if (known !== null && (await isStored(archiveFolder, known))) return known
  const isPacked = !(await isPackedAlready(path))
  return await storeOriginal(archiveFolder, path, { isPacked, sha256, signal, onRead })
}

async function isPackedAlready(path: string): Promise<boolean> {
  const file = await open(path, 'r')
  try {
    const { buffer, bytesRead } = await file.read(Buffer.alloc(headBytes), 0, headBytes, 0)
    const mime = mimeOfBytes(buffer.subarray(0, bytesRead))
    return mime !== null && mime !== 'application/vnd.sqlite3'
  } finally {
    await file.close()
  }
}

function progressTeller(
  context: JobContext,
  report: ImportReport,
  files: readonly FileOnDisk[],
): (bytes: number) => void {
  const totalBytes = files.reduce((sum, { size }) => sum + size, 0)
  let bytes = 0
  let last = 0
  return (read) => {
    bytes += read
    const now = Date.now()
    if (now - last < progressEvery) return
    last = now
    const progress: Progress = {
      kind: 'import',
      phase: 'keeping',
      file: report.file,
      fileIndex: 0,
      fileCount: 1,
      conversations: report.found,
      bytes,
      totalBytes,
    }
    context.tell({ kind: 'progress', progress })
  }
}
