/**
 * The datasets of an archive: a row each, and a folder with its files.
 *
 * A folder is filled under a name that means nothing and gets its own together with its row, so that a dataset is whole or
 * not there. Making one is the job's work.
 */
import { randomUUID } from 'node:crypto'
import { mkdirSync, readdirSync, renameSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { AppError } from '@shared/contract/app-error.ts'
import type { DatasetFile, DatasetReport, DatasetSummary, TrainerCheck } from '@shared/datasets/dataset.ts'
import type { DatasetSelection } from '@shared/datasets/options.ts'
import { desc, eq, getTableColumns, inArray } from 'drizzle-orm'
import type { Archive } from './archive.ts'
import { datasetsFolderOf } from './archive-paths.ts'
import { inBatch } from './batch.ts'
import { datasets } from './schema.ts'

/** What is kept of a dataset beside its line in the list. */
export interface StoredDataset extends DatasetSummary {
  /** Full path. */
  readonly folder: string
  readonly selection: DatasetSelection
  readonly files: readonly DatasetFile[]
  readonly report: DatasetReport
}

/** A dataset that has been made in a folder of `newDatasetFolder`. */
export interface NewDataset extends Pick<
  StoredDataset,
  | 'name'
  | 'dataFormat'
  | 'fileFormat'
  | 'fileName'
  | 'createdAt'
  | 'options'
  | 'selection'
  | 'files'
  | 'report'
> {
  /** Full path of the folder it has been made in. */
  readonly madeIn: string
  /** Whether those of the same name go. */
  readonly replace: boolean
}

const unfinished = '.making-'

/** The full path of a new folder to make a dataset in; the folder itself is not made. */
export function newDatasetFolder(archive: Archive): string {
  const folder = datasetsFolderOf(archive.folder)
  mkdirSync(folder, { recursive: true, mode: 0o700 })
  return join(folder, `${unfinished}${process.pid}-${randomUUID()}`)
}

/** Takes a dataset that has been made into the archive, as the next version of its name. */
export function addDataset(
  archive: Archive,
  { madeIn, replace, report, ...made }: NewDataset,
): DatasetSummary {
  return inBatch(archive, () => {
    const earlier = archive.orm.select().from(datasets).where(eq(datasets.name, made.name)).all()
    const version = 1 + Math.max(0, ...earlier.map((row) => row.version))
    const folder = `${made.name}-v${version}-${randomUUID().slice(0, 8)}`
    if (replace) {
      archive.orm
        .delete(datasets)
        .where(
          inArray(
            datasets.id,
            earlier.map(({ id }) => id),
          ),
        )
        .run()
    }
    const row = archive.orm
      .insert(datasets)
      .values({
        ...made,
        version,
        folder,
        records: report.records,
        conversations: report.conversations,
        size: made.files.reduce((sum, { bytes }) => sum + bytes, 0),
        report,
        trainerCheck: report.check,
      })
      .returning()
      .get()
    renameSync(madeIn, join(datasetsFolderOf(archive.folder), folder))
    if (replace) for (const { folder: old } of earlier) removeFolder(archive, old)
    return summaryOf(row)
  })
}

/** All datasets, the newest first. */
export function listDatasets(archive: Archive): DatasetSummary[] {
  // What is left out may be long: the ids of a selection, the report.
  const {
    folder: _folder,
    selection: _selection,
    files: _files,
    report: _report,
    ...columns
  } = getTableColumns(datasets)
  return archive.orm
    .select(columns)
    .from(datasets)
    .orderBy(desc(datasets.createdAt), desc(datasets.id))
    .all()
    .map(summaryOf)
}

/** @throws AppError `not-found` */
export function readDataset(archive: Archive, id: number): StoredDataset {
  const row = archive.orm.select().from(datasets).where(eq(datasets.id, id)).get()
  if (row === undefined) throw gone()
  return storedDataset(archive, row)
}

/** Keeps what a new check of a dataset's files said; @throws AppError `not-found` */
export function keepDatasetCheck(archive: Archive, id: number, check: TrainerCheck): DatasetSummary {
  const row = inBatch(archive, () =>
    archive.orm.update(datasets).set({ trainerCheck: check }).where(eq(datasets.id, id)).returning().get(),
  )
  if (row === undefined) throw gone()
  return summaryOf(row)
}

/** Removes datasets and their files; answers how many there were. */
export function removeDatasets(archive: Archive, ids: readonly number[]): number {
  const removed = inBatch(archive, () =>
    archive.orm
      .delete(datasets)
      .where(inArray(datasets.id, [...ids]))
      .returning()
      .all(),
  )
  // Rows first: what a crash leaves then is a folder that nobody sees, and the next start removes it.
  for (const { folder } of removed) removeFolder(archive, folder)
  return removed.length
}

/** Removes folders that are no dataset: of work that was cut off, of datasets that were removed. */
export function sweepDatasetFolders(archive: Archive): void {
  const folder = datasetsFolderOf(archive.folder)
  mkdirSync(folder, { recursive: true, mode: 0o700 })
  inBatch(archive, () => {
    const known = new Set(
      archive.orm
        .select({ folder: datasets.folder })
        .from(datasets)
        .all()
        .map((row) => row.folder),
    )
    for (const name of readdirSync(folder))
      if (!known.has(name) && !isBeingMade(name)) removeFolder(archive, name)
  })
}

/** Whether another process may be filling a folder; ours has just begun. */
function isBeingMade(name: string): boolean {
  if (!name.startsWith(unfinished)) return false
  const maker = Number(name.slice(unfinished.length).split('-')[0])
  if (maker === process.pid || !Number.isInteger(maker) || maker <= 0) return false
  try {
    process.kill(maker, 0)
    return true
  } catch (error) {
    // A process of somebody else's is one all the same.
    return error instanceof Error && 'code' in error && error.code === 'EPERM'
  }
}

function gone(): AppError {
  return new AppError('not-found', 'That dataset is not in this archive any more.')
}

function removeFolder(archive: Archive, name: string): void {
  rmSync(join(datasetsFolderOf(archive.folder), name), { recursive: true, force: true })
}

type Row = typeof datasets.$inferSelect

function summaryOf(row: Omit<Row, 'folder' | 'selection' | 'files' | 'report'>): DatasetSummary {
  const { id, name, version, dataFormat, fileFormat, fileName, createdAt, records, conversations, size } = row
  return {
    id,
    name,
    version,
    dataFormat,
    fileFormat,
    fileName,
    createdAt,
    records,
    conversations,
    size,
    options: row.options,
    check: row.trainerCheck,
  }
}

function storedDataset(archive: Archive, row: Row): StoredDataset {
  return {
    ...summaryOf(row),
    folder: join(datasetsFolderOf(archive.folder), row.folder),
    selection: row.selection,
    files: row.files,
    report: row.report,
  }
}
