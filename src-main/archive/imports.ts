/** The history of imports: what each brought, and which records need not be read again. */
import { AppError } from '@shared/contract/app-error.ts'
import type { ImportedRow, ImportSummary } from '@shared/contract/jobs.ts'
import type { EndState, ImportProblem, ImportReport } from '@shared/job.ts'
import { asc, desc, eq, ne } from 'drizzle-orm'
import type { Archive } from './archive.ts'
import { inBatch } from './batch.ts'
import { isRunning, removeRunner } from './running-imports.ts'
import { conversations, importItems, imports } from './schema.ts'

export interface ImportStart {
  readonly file: string
  /** Id of the importer; null when none recognised the file. */
  readonly format: string | null
  readonly formatName: string | null
  readonly importerVersion: number | null
  readonly startedAt: number
  /** The name of the lock it holds while it runs (running-imports.ts). */
  readonly runner?: string
  /** What a person had chosen for it; null for all as it is recognised. */
  readonly choice?: ImportChoice | null
  /** The import whose kept files it reads again. */
  readonly rereadOf?: number
  /** Of several that are begun together, the first. */
  readonly begunWith?: number | null
}

/** What a person may choose for an import, kept so that reading it again keeps to it. */
export interface ImportChoice {
  /** Id of the importer; null as it is recognised. */
  readonly format: string | null
  /** Places to take in; null for all. */
  readonly only: readonly string[] | null
}

/** Notes that an import begins; answers its id. It joins the history once it is finished. */
export function beginImport(archive: Archive, { choice = null, ...start }: ImportStart): number {
  return inBatch(archive, () => {
    const { lastInsertRowid } = archive.orm
      .insert(imports)
      .values({
        ...start,
        choice: choice === null ? null : JSON.stringify(choice),
        state: 'running',
        canUndo: true,
      })
      .run()
    return Number(lastInsertRowid)
  })
}

/** A report as it is when the import ends, before anybody has undone it. */
export type FirstReport = ImportReport & { readonly state: EndState }

/** Keeps the report of an import that has ended, however it did. */
export function finishImport(archive: Archive, importId: number, report: FirstReport): void {
  const { conversationIds: _kept, ...rest } = report
  inBatch(archive, () =>
    archive.orm
      .update(imports)
      .set({
        format: report.format,
        formatName: report.formatName,
        importerVersion: report.importerVersion,
        sha256: report.sha256,
        state: report.state,
        finishedAt: report.finishedAt,
        found: report.found,
        new: report.new,
        updated: report.updated,
        unchanged: report.unchanged,
        skipped: report.skipped.length,
        failed: report.failed.length,
        report: JSON.stringify({ ...rest, importId }),
      })
      .where(eq(imports.id, importId))
      .run(),
  )
}

/** Adds remarks to the report of an import that has ended. */
export function addRemarks(archive: Archive, importId: number, remarks: readonly ImportProblem[]): void {
  inBatch(archive, () => {
    const row = archive.orm
      .select({ report: imports.report })
      .from(imports)
      .where(eq(imports.id, importId))
      .get()
    if (row === undefined || row.report === null) return
    const report = JSON.parse(row.report) as StoredReport
    const added = { ...report, remarks: [...report.remarks, ...remarks] }
    archive.orm
      .update(imports)
      .set({ report: JSON.stringify(added) })
      .where(eq(imports.id, importId))
      .run()
  })
}

/** What had been chosen for an import; null for all as it is recognised. @throws AppError `not-found` */
export function importStart(
  archive: Archive,
  importId: number,
): { readonly file: string; readonly choice: ImportChoice | null; readonly isUndone: boolean } {
  const row = archive.orm.select().from(imports).where(eq(imports.id, importId)).get()
  if (row === undefined) {
    throw new AppError('not-found', `There is no import ${importId}. Load the list of imports again.`)
  }
  const choice = row.choice === null ? null : (JSON.parse(row.choice) as ImportChoice)
  return { file: row.file, choice, isUndone: row.undoneAt !== null }
}

/**
 * Ends imports that were cut off (a crash, a power cut) as failed, with what they had brought by then. To be called when
 * anything opens the archive: one that really runs, here or in another process, is left alone. While somebody else is
 * writing it is left to the next time.
 */
export function endInterruptedImports(archive: Archive, now: number): void {
  try {
    endAll(archive, now)
  } catch (error) {
    if (!(error instanceof AppError) || error.kind !== 'archive-busy') throw error
  }
}

function endAll(archive: Archive, now: number): void {
  const begun = archive.orm.select().from(imports).where(eq(imports.state, 'running')).all()
  const cutOff = begun.filter(({ runner }) => runner === null || !isRunning(archive.folder, runner))
  for (const row of cutOff) {
    if (row.runner !== null) removeRunner(archive.folder, row.runner)
    const brought = importedRows(archive, row.id)
    const added = brought.filter((item) => item.result === 'new').length
    const message =
      'Stemma was ended before this import was. What it had brought by then is in the archive; import the file again to get the rest.'
    finishImport(archive, row.id, {
      importId: row.id,
      file: row.file,
      format: row.format,
      formatName: row.formatName,
      importerVersion: row.importerVersion,
      sha256: null,
      parts: [],
      rereadOf: row.rereadOf,
      reason: message,
      state: 'failed',
      error: { kind: 'cancelled', message, detail: null },
      startedAt: row.startedAt,
      finishedAt: now,
      size: 0,
      found: brought.length,
      new: added,
      updated: brought.length - added,
      unchanged: 0,
      skipped: [],
      failed: [],
      remarks: [],
      attachments: { matched: 0, missing: 0 },
      conversationIds: [],
    })
  }
}

/** A line of the history, before it is known whether a newer reader has come. */
export interface KeptImport extends Omit<ImportSummary, 'reread'> {
  /** Whether its files are kept. */
  readonly isKept: boolean
  /** The newest reader that has read its files, at first or again; null when none recognised them. */
  readonly readByVersion: number | null
}

/** The newest import that brought something, and those that were begun together with it; none that was undone. */
export function lastImports(archive: Archive): number[] {
  return archive
    .statement<[], number>(
      `SELECT id FROM imports
       WHERE undone_at IS NULL AND EXISTS (SELECT 1 FROM import_items WHERE import_id = imports.id)
         AND coalesce(begun_with, id) = (
           SELECT coalesce(begun_with, imports.id) FROM import_items JOIN imports ON imports.id = import_id
           WHERE undone_at IS NULL ORDER BY import_id DESC LIMIT 1)
       ORDER BY id`,
    )
    .pluck()
    .all()
}

/** Imports that have ended, the newest first. */
export function importHistory(archive: Archive, limit: number): KeptImport[] {
  const isKept = archive.statement<[number], number>('SELECT 1 FROM import_originals WHERE import_id = ?')
  const rereadBy = archive.statement<[number], { version: number | null }>(
    "SELECT max(importer_version) AS version FROM imports WHERE reread_of = ? AND undone_at IS NULL AND state = 'done'",
  )
  return archive.orm
    .select()
    .from(imports)
    .where(ne(imports.state, 'running'))
    .orderBy(desc(imports.id))
    .limit(limit)
    .all()
    .flatMap((row) =>
      row.state === 'running'
        ? []
        : {
            importId: row.id,
            file: row.file,
            sha256: row.sha256,
            format: row.format,
            formatName: row.formatName,
            importerVersion: row.importerVersion,
            state: row.undoneAt === null ? row.state : 'undone',
            canUndo: row.canUndo && row.undoneAt === null,
            rereadOf: row.rereadOf,
            isKept: isKept.get(row.id) !== undefined,
            readByVersion: newest(row.importerVersion, rereadBy.get(row.id)?.version ?? null),
            startedAt: row.startedAt,
            finishedAt: row.finishedAt,
            found: row.found,
            new: row.new,
            updated: row.updated,
            unchanged: row.unchanged,
            skipped: row.skipped,
            failed: row.failed,
          },
    )
}

function newest(first: number | null, again: number | null): number | null {
  return first === null ? null : Math.max(first, again ?? first)
}

type StoredReport = Omit<ImportReport, 'conversationIds'>

/** What reports of earlier versions do not say. */
const later: Pick<ImportReport, 'parts' | 'rereadOf'> = { parts: [], rereadOf: null }

/** The report of an import that has ended and its conversations in the order of the file; @throws AppError `not-found` */
export function importReport(
  archive: Archive,
  importId: number,
): { report: ImportReport; rows: ImportedRow[] } {
  const row = archive.orm
    .select({
      report: imports.report,
      sha256: imports.sha256,
      importerVersion: imports.importerVersion,
      undoneAt: imports.undoneAt,
    })
    .from(imports)
    .where(eq(imports.id, importId))
    .get()
  if (row === undefined || row.report === null) {
    throw new AppError(
      'not-found',
      `There is no report of import ${importId}. Load the list of imports again.`,
    )
  }
  const rows = importedRows(archive, importId)
  const { sha256, importerVersion } = row
  const kept = { ...later, ...(JSON.parse(row.report) as StoredReport) }
  const state = row.undoneAt === null ? kept.state : 'undone'
  const conversationIds = rows.map(({ id }) => id)
  return { report: { ...kept, sha256, importerVersion, state, conversationIds }, rows }
}

/** Tells which records are in the archive as they stand, by their (salted) fingerprints. */
export interface KnownFingerprints {
  /** False also for a conversation that lacks the bytes of an attachment: another file may bring them. */
  has(fingerprint: string): boolean
}

/**
 * Asks the archive each time, so that what was saved a moment ago counts and what was rolled back does not. Where nothing
 * was known to begin with, nothing is looked up: a record that stands twice in the first file is merged into itself.
 */
export function knownFingerprints(archive: Archive): KnownFingerprints {
  const isAny = archive.statement('SELECT 1 FROM fingerprints LIMIT 1').get() !== undefined
  if (!isAny) return { has: () => false }
  const find = archive.statement<[string], { found: number }>(
    `SELECT 1 AS found FROM fingerprints WHERE fingerprint = ? AND NOT EXISTS (
       SELECT 1 FROM attachments WHERE attachments.conversation_id = fingerprints.conversation_id AND hash IS NULL)`,
  )
  return { has: (fingerprint) => find.get(fingerprint) !== undefined }
}

function importedRows(archive: Archive, importId: number): ImportedRow[] {
  return archive.orm
    .select({
      id: conversations.uuid,
      title: conversations.title,
      createdAt: conversations.createdAt,
      messages: conversations.messages,
      branches: conversations.branches,
      result: importItems.result,
      addedMessages: importItems.addedMessages,
    })
    .from(importItems)
    .innerJoin(conversations, eq(conversations.id, importItems.conversationId))
    .where(eq(importItems.importId, importId))
    .orderBy(asc(importItems.id))
    .all()
}
