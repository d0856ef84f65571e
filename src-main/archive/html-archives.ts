/** The list of HTML archives that were written: rows only. Their files are kept-archives.ts's work. */
import type { ArchiveLimits, RemovedArchive } from '@shared/contract/html-archives.ts'
import type { HtmlArchive } from '@shared/written-archive.ts'
import { archiveLimits } from '@shared/contract/html-archives.ts'
import { and, desc, eq, isNotNull, isNull, lt } from 'drizzle-orm'
import type { Archive } from './archive.ts'
import { inBatch } from './batch.ts'
import { htmlArchives } from './schema.ts'
import { readSetting, writeSetting } from './settings.ts'

/** A row, without what depends on the limits and on the disk. */
export type StoredHtmlArchive = Omit<HtmlArchive, 'keptUntil' | 'isThere'>

const limitsKey = 'html-archives'
/** How many of those that were taken away are told. */
const toldRemoved = 10
/** For how long it is told, in ms. */
const toldFor = 30 * 86_400_000

/** All that are kept, the newest first. */
export function listHtmlArchives(archive: Archive): StoredHtmlArchive[] {
  return archive.orm
    .select()
    .from(htmlArchives)
    .where(isNull(htmlArchives.removedAt))
    .orderBy(desc(htmlArchives.createdAt), desc(htmlArchives.id))
    .all()
    .map(({ removedAt: _never, removedFor: _nothing, ...row }) => row)
}

/** Notes an archive whose file is written; answers its row. */
export function addHtmlArchive(archive: Archive, row: Omit<StoredHtmlArchive, 'id'>): StoredHtmlArchive {
  return inBatch(archive, () => {
    const { lastInsertRowid } = archive.orm.insert(htmlArchives).values(row).run()
    return { id: Number(lastInsertRowid), ...row }
  })
}

/** Forgets an archive that the reader deleted. */
export function forgetHtmlArchive(archive: Archive, id: number): void {
  inBatch(archive, () => archive.orm.delete(htmlArchives).where(eq(htmlArchives.id, id)).run())
}

/** Notes that the limits have taken an archive away, and why. */
export function noteRemoved(
  archive: Archive,
  id: number,
  reason: RemovedArchive['reason'],
  at: number,
): void {
  inBatch(archive, () => {
    archive.orm
      .update(htmlArchives)
      .set({ removedAt: at, removedFor: reason })
      .where(eq(htmlArchives.id, id))
      .run()
    archive.orm
      .delete(htmlArchives)
      .where(and(isNotNull(htmlArchives.removedAt), lt(htmlArchives.removedAt, at - toldFor)))
      .run()
  })
}

/** What the limits have taken away lately, the newest first. */
export function removedHtmlArchives(archive: Archive): RemovedArchive[] {
  return archive.orm
    .select({
      fileName: htmlArchives.fileName,
      removedAt: htmlArchives.removedAt,
      reason: htmlArchives.removedFor,
    })
    .from(htmlArchives)
    .where(isNotNull(htmlArchives.removedAt))
    .orderBy(desc(htmlArchives.removedAt))
    .limit(toldRemoved)
    .all()
    .flatMap(({ fileName, removedAt, reason }) =>
      removedAt === null || reason === null ? [] : [{ fileName, removedAt, reason }],
    )
}

/** The reader's limits; those of a version that knew others fall back to the usual ones. */
export function readLimits(archive: Archive): ArchiveLimits {
  const stored = archiveLimits.safeParse(readSetting(archive, limitsKey) ?? {})
  return stored.success ? stored.data : archiveLimits.parse({})
}

export function writeLimits(archive: Archive, limits: ArchiveLimits): void {
  writeSetting(archive, limitsKey, limits)
}
