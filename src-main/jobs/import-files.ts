/**
 * The import job: the place where a source, an importer and the archive meet.
 *
 * Whole conversations are committed in small batches, so that others can read and write between them and a stop at
 * any moment leaves nothing half-written. Every record of the file is accounted for in the report.
 */
import { AppError, toErrorValue, type ErrorKind } from '@shared/contract/app-error.ts'
import type { EndState, ImportProblem, ImportReport, JobResult } from '@shared/job.ts'
import { beginImport, finishImport, knownFingerprints, type FirstReport } from '../archive/imports.ts'
import { storeFile } from '../archive/files.ts'
import type { Archive } from '../archive/archive.ts'
import { openArchive } from '../archive/open.ts'
import { inBatch } from '../archive/batch.ts'
import { saveConversation, type StoredAttachment } from '../archive/save-conversation.ts'
import { detectImporter } from '../importers/detect.ts'
import type { AttachedFile, Importer, Position, ReadItem } from '../importers/importer.ts'
import type { Source } from '../importers/source.ts'
import { openSource } from '../importers/source/open-source.ts'
import { hashFile } from './hash-file.ts'
import type { JobContext } from './job.ts'

/** A batch is committed when it holds this many conversations … */
const batchConversations = 200
/** … or when this many bytes of the file went into it: about a tenth of a second of writing. */
const batchBytes = 4 << 20
/** Progress is told at most this often, in milliseconds. */
const progressEvery = 100

interface Batched {
  readonly item: Extract<ReadItem, { kind: 'conversation' }>
  readonly files: readonly StoredAttachment[]
}

/** Imports files and folders one after the other; each has its own report, whatever happens to it. */
export async function importFiles(context: JobContext, paths: readonly string[]): Promise<JobResult> {
  const archive = openArchive(context.archiveFolder, { cacheMegabytes: 32 })
  try {
    const reports: ImportReport[] = []
    for (const [index, path] of paths.entries()) {
      if (context.signal.aborted) break
      reports.push(await importFile(context, archive, path, { index, count: paths.length }))
    }
    return { kind: 'import', reports }
  } finally {
    archive.close()
  }
}

async function importFile(
  context: JobContext,
  archive: Archive,
  path: string,
  place: { readonly index: number; readonly count: number },
): Promise<ImportReport> {
  const tally = new Tally(path)
  const progress = progressTeller(context, path, place, tally)
  let source: Source | null = null
  let importId: number | null = null
  let hashing: Promise<string | null> | null = null
  try {
    progress.tell('opening', { bytes: 0, totalBytes: 0 }, true)
    source = await openSource(path)
    tally.size = source.size
    tally.remarks.push(...source.remarks)
    const detected = await detectImporter(source)
    if ('refusal' in detected) throw detected.refusal
    const { importer, match } = detected
    tally.recognised(importer, match.reason)
    importId = beginImport(archive, {
      file: path,
      format: importer.id,
      formatName: importer.name,
      importerVersion: importer.version,
      startedAt: tally.startedAt,
    })
    if (source.kind !== 'folder') hashing = hashFile(path, context.signal)
    await readInto(context, archive, source, importer, importId, tally, progress.tell)
    tally.state = context.signal.aborted ? 'cancelled' : 'done'
  } catch (error) {
    tally.endedBy(error)
  } finally {
    await source?.close()
  }
  importId ??= beginImport(archive, {
    file: path,
    format: tally.format,
    formatName: tally.formatName,
    importerVersion: tally.importerVersion,
    startedAt: tally.startedAt,
  })
  tally.sha256 = await hashing
  const report = tally.report(importId)
  finishImport(archive, importId, report)
  return report
}

async function readInto(
  context: JobContext,
  archive: Archive,
  source: Source,
  importer: Importer,
  importId: number,
  tally: Tally,
  tell: ProgressTeller,
): Promise<void> {
  const known = knownFingerprints(archive)
  const salt = `${importer.id}/${importer.version}/`
  const stored = new Map<string, { hash: string; mime: string | null }>()
  let batch: Batched[] = []
  let committedAt = 0

  const save = ({ item, files }: Batched): Outcome => {
    const fingerprint = item.fingerprint === null ? null : salt + item.fingerprint
    try {
      const provenance = { importId, fingerprint, now: Date.now() }
      const saved = saveConversation(archive, item.conversation, files, provenance)
      return { result: saved.result, id: saved.id }
    } catch (error) {
      // One conversation that cannot be kept stops no other, unless nothing can be written at all any more.
      if (isFatal(error)) throw error
      return { where: item.place, reason: toErrorValue(error).message }
    }
  }

  const commit = (position: Position): void => {
    committedAt = position.bytes
    if (batch.length === 0) return
    const members = batch
    batch = []
    try {
      for (const outcome of inBatch(archive, () => members.map(save))) tally.count(outcome)
    } catch (error) {
      const { message } = toErrorValue(error)
      for (const { item } of members) tally.failed.push({ where: item.place, reason: message })
      throw error
    }
    context.tell({ kind: 'committed' })
  }

  let position: Position = { bytes: 0, totalBytes: source.size }
  try {
    const items = importer.read(source, {
      signal: context.signal,
      isKnown: (fingerprint) => known.has(salt + fingerprint),
    })
    for await (const item of items) {
      position = item.position
      switch (item.kind) {
        case 'conversation':
          batch.push({ item, files: await storeFiles(archive, source, item.files, stored, tally) })
          tally.found += 1
          break
        case 'known':
          tally.found += 1
          tally.unchanged += 1
          break
        case 'skipped':
        case 'failed':
          tally.found += 1
          tally[item.kind].push({ where: item.where, reason: item.reason })
          break
        case 'remark':
          tally.remarks.push({ where: item.where, reason: item.reason })
      }
      if (batch.length >= batchConversations || position.bytes - committedAt >= batchBytes) commit(position)
      tell('reading', position)
      if (context.signal.aborted) break
    }
  } finally {
    // What was read whole is kept, also when the rest of the file is broken or the reader cancelled.
    commit(position)
    tell('reading', position, true)
  }
}

/** Whether nothing more can be written at all, so that going on would only repeat the failure. */
function isFatal(error: unknown): boolean {
  return fatalKinds.has(toErrorValue(error).kind)
}

const fatalKinds = new Set<ErrorKind>(['disk-full', 'cannot-write', 'archive-damaged', 'archive-busy'])

async function storeFiles(
  archive: Archive,
  source: Source,
  files: readonly AttachedFile[],
  stored: Map<string, { hash: string; mime: string | null }>,
  tally: Tally,
): Promise<StoredAttachment[]> {
  const attachments: StoredAttachment[] = []
  for (const { messageId, ref, member: name, mime, missing } of files) {
    if (name === null) {
      tally.missing += 1
      attachments.push({ messageId, ref, hash: null, mime, missing: missing ?? 'not in this file' })
      continue
    }
    try {
      let file = stored.get(name)
      if (!file) {
        const member = source.members.find((candidate) => candidate.name === name)
        if (!member) throw new AppError('corrupt-file', `“${name}” is not in ${source.name} any more.`)
        const { hash } = await storeFile(archive, source.read(member), mime)
        file = { hash, mime }
        stored.set(name, file)
      }
      tally.matched += 1
      attachments.push({ messageId, ref, hash: file.hash, mime, missing: null })
    } catch (error) {
      const { kind, message } = toErrorValue(error)
      if (kind === 'disk-full' || kind === 'bug') throw error
      tally.missing += 1
      tally.remarks.push({ where: name, reason: message })
      attachments.push({ messageId, ref, hash: null, mime, missing: message })
    }
  }
  return attachments
}

type Outcome = { readonly result: 'new' | 'updated' | 'unchanged'; readonly id: string } | ImportProblem

type ProgressTeller = (phase: 'opening' | 'reading', position: Position, isDue?: boolean) => void

function progressTeller(
  context: JobContext,
  file: string,
  place: { readonly index: number; readonly count: number },
  tally: Tally,
): { readonly tell: ProgressTeller } {
  let last = 0
  return {
    tell: (phase, position, isDue = false) => {
      const now = Date.now()
      if (!isDue && now - last < progressEvery) return
      last = now
      context.tell({
        kind: 'progress',
        progress: {
          kind: 'import',
          phase,
          file,
          fileIndex: place.index,
          fileCount: place.count,
          conversations: tally.found,
          bytes: position.bytes,
          totalBytes: position.totalBytes,
        },
      })
    },
  }
}

/** Counts what becomes of each record, so that the sums of the report always fit. */
class Tally {
  readonly startedAt = Date.now()
  readonly file: string
  format: string | null = null
  formatName: string | null = null
  importerVersion: number | null = null
  sha256: string | null = null
  reason = ''
  state: EndState = 'done'
  error: ImportReport['error'] = null
  size = 0
  found = 0
  new = 0
  updated = 0
  unchanged = 0
  matched = 0
  missing = 0
  readonly skipped: ImportProblem[] = []
  readonly failed: ImportProblem[] = []
  readonly remarks: ImportProblem[] = []
  readonly conversationIds: string[] = []

  constructor(file: string) {
    this.file = file
  }

  recognised(importer: Importer, reason: string): void {
    this.format = importer.id
    this.formatName = importer.name
    this.importerVersion = importer.version
    this.reason = `${importer.name}, ${reason}`
  }

  count(outcome: Outcome): void {
    if ('reason' in outcome) {
      this.failed.push(outcome)
      return
    }
    this[outcome.result] += 1
    if (outcome.result !== 'unchanged') this.conversationIds.push(outcome.id)
  }

  endedBy(error: unknown): void {
    const value = toErrorValue(error)
    this.error = value
    this.state = value.kind === 'cancelled' ? 'cancelled' : this.format === null ? 'refused' : 'failed'
    if (this.format === null) this.reason = value.message
  }

  report(importId: number): FirstReport {
    const {
      startedAt,
      file,
      format,
      formatName,
      importerVersion,
      sha256,
      reason,
      state,
      error,
      size,
      found,
      unchanged,
    } = this
    const { skipped, failed, remarks, conversationIds, updated } = this
    return {
      importId,
      file,
      format,
      formatName,
      importerVersion,
      sha256,
      reason,
      state,
      error,
      startedAt,
      finishedAt: Date.now(),
      size,
      found,
      new: this.new,
      updated,
      unchanged,
      skipped,
      failed,
      remarks,
      attachments: { matched: this.matched, missing: this.missing },
      conversationIds,
    }
  }
}
