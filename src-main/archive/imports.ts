/** The history of imports: what each brought, and which records need not be read again. */
import { AppError } from '@shared/contract/app-error.ts'
import type { ImportedRow, ImportSummary } from '@shared/contract/jobs.ts'
import type { EndState, ImportReport } from '@shared/job.ts'
import { asc, desc, eq, ne } from 'drizzle-orm'
import type { Archive } from './archive.ts'
import { inBatch } from './batch.ts'
import { conversations, importItems, imports } from './schema.ts'

export interface ImportStart {
  readonly file: string
  /** Id of the importer; null when none recognised the file. */
  readonly format: string | null
  readonly formatName: string | null
  readonly importerVersion: number | null
  readonly startedAt: number
}

/** Notes that an import begins; answers its id. It joins the history once it is finished. */
export function beginImport(archive: Archive, start: ImportStart): number {
  return inBatch(archive, () => {
    const { lastInsertRowid } = archive.orm
      .insert(imports)
      .values({ ...start, state: 'running', canUndo: true })
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

/**
 * Ends imports that were cut off (a crash, a power cut) as failed, with what they had brought by then. To be called when
 * the app starts; one that another process is running just then puts its own report in the place when it ends.
 */
export function endInterruptedImports(archive: Archive, now: number): void {
  const cutOff = archive.orm.select().from(imports).where(eq(imports.state, 'running')).all()
  for (const row of cutOff) {
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

/** Imports that have ended, the newest first. */
export function importHistory(archive: Archive, limit: number): ImportSummary[] {
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
  const kept = JSON.parse(row.report) as Omit<ImportReport, 'conversationIds'>
  const state = row.undoneAt === null ? kept.state : 'undone'
  const conversationIds = rows.map(({ id }) => id)
  return { report: { ...kept, sha256, importerVersion, state, conversationIds }, rows }
}

/** Tells which records are in the archive as they stand, by their (salted) fingerprints. */
export interface KnownFingerprints {
  /** False also for a conversation that lacks the bytes of an attachment: another file may bring them. */
  has(fingerprint: string): boolean
}

/** Asks the archive each time, so that what was saved a moment ago counts and what was rolled back does not. */
export function knownFingerprints(archive: Archive): KnownFingerprints {
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
