/** The backup job: the whole archive as one file, what has changed as files for other programs, or both. */
import { rm, stat } from 'node:fs/promises'
import { join } from 'node:path'
import { fromErrorValue } from '@shared/contract/app-error.ts'
import type { LastBackup } from '@shared/contract/backup.ts'
import type { CheckedBackup, MadeBackup } from '@shared/backup.ts'
import type { JobResult } from '@shared/job.ts'
import type { Archive } from '../archive/archive.ts'
import { openArchive } from '../archive/open.ts'
import { backupFileName, type BackupFileKind } from '../backup/file-names.ts'
import { keepNewest } from '../backup/keep-newest.ts'
import { changeMemory, readMemory, type WrittenFile } from '../backup/memory.ts'
import { writeBackup } from '../backup/write-backup.ts'
import type { PagePrinter } from '../ports.ts'
import type { BackupOrder } from './backup-order.ts'
import { exportConversations } from './export-conversations.ts'
import type { JobContext } from './job.ts'
import { tellBytes } from './tell-bytes.ts'

/**
 * Makes a backup and notes it in the archive. All of it is there when this resolves; when it rejects, nothing is.
 *
 * @throws AppError as `writeBackup` and `exportConversations`
 */
export async function runBackup(
  context: JobContext,
  order: BackupOrder,
  printer: PagePrinter,
): Promise<JobResult> {
  const archive = openArchive(context.archiveFolder)
  try {
    const made = await make(context, archive, order, printer)
    return { kind: 'backup', ...(await note(archive, order, made)) }
  } finally {
    archive.close()
  }
}

interface Made {
  readonly backup: MadeBackup['backup']
  readonly changes: Changes | null
  readonly written: readonly WrittenFile[]
}

/** All that was ordered, or nothing. */
async function make(
  context: JobContext,
  archive: Archive,
  { file, planned, now }: BackupOrder,
  printer: PagePrinter,
): Promise<Made> {
  const written: WrittenFile[] = []
  try {
    const backup = file === null ? null : await writeFile(context, archive, file, now)
    if (backup !== null) written.push({ path: backup.path, kind: 'backup', size: backup.size, at: now })
    const isWanted = planned?.hasChanges === true
    const changes = isWanted
      ? await writeChanges(context, archive, { now, folder: planned.folder, printer, written })
      : null
    return { backup, changes, written }
  } catch (error) {
    for (const { path } of written) await rm(path, { force: true })
    throw error
  }
}

/** Notes in the archive what was made; of a run of the plan, older files go for it. */
async function note(
  archive: Archive,
  { planned, now }: BackupOrder,
  { backup, changes, written }: Made,
): Promise<MadeBackup> {
  changeMemory(archive, {
    ...(changes !== null && { changesUntil: changes.until }),
    ...(backup !== null && { last: lastOf(backup, now) }),
    ...(planned !== null && {
      lastRun: { at: now, dueAt: planned.dueAt, missed: planned.missed, failure: null },
      files: [...readMemory(archive).files, ...written],
    }),
  })
  const told = changes && { conversations: changes.conversations, files: changes.files }
  if (planned === null) return { backup, changes: told, removed: [] }
  const { kept, removed } = await keepNewest(readMemory(archive).files, planned.keep)
  changeMemory(archive, { files: kept })
  return { backup, changes: told, removed }
}

function lastOf({ path, size, conversations, messages }: CheckedBackup, at: number): LastBackup {
  return { path, at, size, conversations, messages }
}

async function writeFile(
  context: JobContext,
  archive: Archive,
  { path, replace }: NonNullable<BackupOrder['file']>,
  now: number,
): Promise<CheckedBackup> {
  return await writeBackup(archive, path, {
    signal: context.signal,
    replace,
    now,
    onProgress: tellBytes(context, 'backup'),
  })
}

interface Changes {
  readonly conversations: number
  readonly files: readonly string[]
  /** `counters.change` up to which they go. */
  readonly until: number
}

/** What has changed since the run before, as a ZIP for each format; no file where nothing has. */
async function writeChanges(
  context: JobContext,
  archive: Archive,
  {
    now,
    folder,
    printer,
    written,
  }: {
    readonly now: number
    readonly folder: string
    readonly printer: PagePrinter
    readonly written: WrittenFile[]
  },
): Promise<Changes> {
  const until = Number(archive.db.prepare("SELECT value FROM counters WHERE name = 'change'").pluck().get())
  const ids = archive
    .statement<[number, number], { uuid: string }>(
      `SELECT uuid FROM conversations WHERE change_seq > ? AND change_seq <= ? AND status <> 'deleted' ORDER BY id`,
    )
    .all(readMemory(archive).changesUntil, until)
    .map(({ uuid }) => uuid)
  const files: string[] = []
  for (const kind of ids.length === 0 ? [] : formats) {
    const path = join(folder, backupFileName(kind, now))
    const result = await exportConversations(
      { ...context, tell: (news) => context.tell(asBackup(news)) },
      {
        kind: 'export',
        ids,
        format: kind,
        options: {},
        path,
        into: 'zip',
        replace: false,
        sensitive: 'off',
        nameTemplate: '{title}',
      },
      printer,
    )
    if (result.kind === 'export' && result.stoppedBy !== null) throw fromErrorValue(result.stoppedBy)
    written.push({ path, kind, size: (await stat(path)).size, at: now })
    files.push(path)
  }
  return { conversations: ids.length, files, until }
}

const formats = ['json', 'markdown'] as const satisfies readonly BackupFileKind[]

type News = Parameters<JobContext['tell']>[0]

function asBackup(news: News): News {
  if (news.kind !== 'progress' || news.progress.kind !== 'export') return news
  const { done, total } = news.progress
  const step = `conversation ${done} of ${total}`
  return { kind: 'progress', progress: { kind: 'backup', done: 0, total: 0, step } }
}
