/**
 * The app without a desktop: an archive, its index, its jobs, and the handlers that answer for them.
 *
 * The window's process runs it in a thread, the command line runs it in place; neither is known here.
 */
import { resolve } from 'node:path'
import { AppError } from '@shared/contract/app-error.ts'
import type { AppCommandName, AppEvent, Handlers } from '@shared/contract/contract.ts'
import type { Job } from '@shared/job.ts'
import type { Archive } from './archive/archive.ts'
import { backupsFolderOf } from './archive/archive-paths.ts'
import { ChangeHistory } from './archive/change-history.ts'
import { removeUnusedFiles, sweepUnfinishedFiles } from './archive/files.ts'
import { watchForeignChanges } from './archive/foreign-changes.ts'
import { endInterruptedImports } from './archive/imports.ts'
import { readLocalApiMemory, writeLocalApiMemory } from './archive/local-api-memory.ts'
import { openArchive } from './archive/open.ts'
import { sweepDatasetFolders } from './archive/datasets.ts'
import { tidyOriginals } from './archive/originals.ts'
import { openIndex } from './archive/search/open-index.ts'
import { isBehind } from './archive/search/catch-up.ts'
import type { ArchiveHold } from './backup/archive-hold.ts'
import { systemClock } from './backup/system-clock.ts'
import { createBackupSchedule } from './backup/schedule.ts'
import { sweepWorkFolders } from './backup/work-folder.ts'
import { enterArchive, exchangeArchive, sweepReplacements } from './backup/replacement.ts'
import { createLocalApi } from './http/local-api.ts'
import { activityHandlers } from './ipc/activity-handlers.ts'
import { backupHandlers } from './ipc/backup-handlers.ts'
import { conversationHandlers } from './ipc/conversation-handlers.ts'
import { datasetHandlers } from './ipc/dataset-handlers.ts'
import type { HandlerParts } from './ipc/handler-parts.ts'
import { htmlArchiveHandlers } from './ipc/html-archive-handlers.ts'
import { jobHandlers } from './ipc/job-handlers.ts'
import { lateExportHandlers } from './ipc/late-export-handlers.ts'
import { libraryHandlers } from './ipc/library-handlers.ts'
import { listHandlers } from './ipc/list-handlers.ts'
import { localApiHandlers } from './ipc/local-api-handlers.ts'
import { maintenanceHandlers } from './ipc/maintenance-handlers.ts'
import { organiseHandlers } from './ipc/organise-handlers.ts'
import { askOf, createRouter, type Router } from './ipc/router.ts'
import { searchHandlers } from './ipc/search-handlers.ts'
import { settingsHandlers } from './ipc/settings-handlers.ts'
import { watchHandlers } from './ipc/watch-handlers.ts'
import { tagHandlers } from './ipc/tag-handlers.ts'
import { emptyOldTrash } from './jobs/empty-old-trash.ts'
import { noteJob } from './jobs/job-activity.ts'
import { createJobRunner } from './jobs/job-runner.ts'
import { tidyHtmlArchives } from './jobs/keep-html-archives.ts'
import type { PagePrinter } from './ports.ts'
import { createIndexer } from './threads/indexer.ts'
import { createSearcher } from './threads/searcher.ts'
import { createFolderWatch } from './watch/folder-watch.ts'

export interface App extends Router<AppCommandName> {
  /** Resolves when a job has ended. */
  readonly jobEnded: (id: string) => Promise<Job>
  /** Ends jobs and threads and closes the archive. */
  close(): Promise<void>
}

export interface AppParts {
  /** The folder of the archive; made when it is not there. */
  readonly archiveFolder: string
  /** Null where no window can be drawn: picture and PDF exports then fail with a sentence. */
  readonly printer: PagePrinter | null
  /** Whether to end what an earlier run left unfinished and to watch for exports: the window's business, which is there once. */
  readonly tidiesUp: boolean
  /** Hears everything that the app tells unasked. */
  readonly tell: (event: AppEvent) => void
}

/** Opens an archive and puts the app together round it. Throws what `openArchive` throws. */
export function createApp({ archiveFolder, printer, tidiesUp, tell }: AppParts): App {
  const hold = enterArchive(resolve(archiveFolder))
  const archive = openHeld(archiveFolder, hold)
  const index = openIndex(archiveFolder)
  const indexer = createIndexer(archiveFolder, () => tell({ kind: 'index-ready' }))
  const searcher = createSearcher(archiveFolder)
  const changed = (): void => {
    indexer.poke()
    tell({ kind: 'library-changed' })
  }
  const jobs = createJobRunner({
    archiveFolder,
    printer,
    tell: (job) => {
      tell({ kind: 'job', job })
      watch.hearJob(job)
    },
    // Rows first: they are there to be read in half the time, and two threads would share two cores and the memory.
    committed: () => tell({ kind: 'library-changed' }),
    allCommitted: () => indexer.poke(),
    indexed: (onProgress) => indexer.settled(onProgress),
    ended: (order, end) => {
      noteJob(archive, order, end)
      const isRun = order.kind === 'backup' && order.planned !== null && end.kind === 'failed'
      if (isRun) schedule.failed(order.planned, end.error.message)
    },
  })
  const watch = createFolderWatch({
    archive,
    recognise: (files) => jobs.recognise(files),
    tell: (state) => tell({ kind: 'watch', watch: state }),
  })
  const schedule = createBackupSchedule({
    archive,
    clock: systemClock,
    start: (run) => jobs.ended(jobs.start({ kind: 'backup', ...run }).id),
  })
  const parts: HandlerParts = {
    archive,
    index,
    indexer,
    searcher,
    jobs,
    printer,
    changes: new ChangeHistory(archive, (order) => jobs.change(order)),
    changed,
  }
  const localApi = createLocalApi({
    // It comes in by the same door as the window does.
    ask: (name, input) => askOf(router)(name, input),
    jobEnded: (id) => jobs.ended(id),
    read: () => readLocalApiMemory(archive),
    write: (memory) => writeLocalApiMemory(archive, memory),
    tell: (state) => tell({ kind: 'local-api', localApi: state }),
    complain: (error) => console.error('A request of the local API failed:', error),
  })
  const foreign = watchForeignChanges(archive, {
    isOwn: () => jobs.list().some(({ state }) => state === 'running'),
    changed,
  })
  const handlers: Handlers<AppCommandName> = {
    ...libraryHandlers(parts),
    ...conversationHandlers(parts),
    ...organiseHandlers(parts),
    ...listHandlers(parts),
    ...tagHandlers(parts),
    ...activityHandlers(parts),
    ...searchHandlers(parts),
    ...jobHandlers(parts),
    ...lateExportHandlers(parts),
    ...htmlArchiveHandlers(parts),
    ...datasetHandlers(parts),
    ...settingsHandlers(parts),
    ...maintenanceHandlers(parts),
    ...backupHandlers({ ...parts, schedule }),
    ...watchHandlers(watch),
    ...localApiHandlers(localApi),
  }
  const router = createRouter<AppCommandName>(handlers)
  endInterruptedImports(archive, Date.now())
  let sweeps: readonly Promise<unknown>[] = []
  if (tidiesUp) {
    removeUnusedFiles(archive)
    sweepDatasetFolders(archive)
    sweeps = [
      tidyOriginals(archive, Date.now()),
      sweepUnfinishedFiles(archive, Date.now()),
      tidyHtmlArchives(archive, Date.now()),
    ]
    emptyOldTrash(archive, jobs, Date.now())
    watch.begin()
    void localApi.begin()
    sweepReplacements(archive.folder, Date.now())
    void sweepWorkFolders(backupsFolderOf(archive.folder), Date.now())
    schedule.begin()
    searcher.warmUp()
  }
  // What was killed before the index had caught up is finished now.
  if (isBehind(index, archive)) indexer.poke()

  return {
    ...router,
    jobEnded: (id) => jobs.ended(id),
    async close() {
      watch.close()
      foreign.close()
      await localApi.close()
      schedule.close()
      await jobs.close()
      await indexer.close()
      await searcher.close()
      // Whoever quits right after the start must not close the archive under them.
      await Promise.allSettled(sweeps)
      index.close()
      archive.close()
      hold.release()
      exchangeLater(archive.folder)
    },
  }
}

function openHeld(folder: string, hold: ArchiveHold): Archive {
  try {
    return openArchive(folder)
  } catch (error) {
    hold.release()
    throw error
  }
}

/** A restored backup takes its place as soon as nobody has the archive open; what goes wrong is told by the next start. */
function exchangeLater(folder: string): void {
  try {
    exchangeArchive(folder)
  } catch (error) {
    if (!(error instanceof AppError)) throw error
  }
}
