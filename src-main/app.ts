/**
 * The app without a desktop: an archive, its index, its jobs, and the handlers that answer for them.
 *
 * The window's process runs it in a thread, the command line runs it in place; neither is known here.
 */
import type { AppCommandName, AppEvent, Handlers } from '@shared/contract/contract.ts'
import type { Job } from '@shared/job.ts'
import { ChangeHistory } from './archive/change-history.ts'
import { removeUnusedFiles, sweepUnfinishedFiles } from './archive/files.ts'
import { endInterruptedImports } from './archive/imports.ts'
import { openArchive } from './archive/open.ts'
import { sweepDatasetFolders } from './archive/datasets.ts'
import { tidyOriginals } from './archive/originals.ts'
import { openIndex } from './archive/search/open-index.ts'
import { isBehind } from './archive/search/catch-up.ts'
import { activityHandlers } from './ipc/activity-handlers.ts'
import { conversationHandlers } from './ipc/conversation-handlers.ts'
import { exportHandlers } from './ipc/export-handlers.ts'
import { datasetHandlers } from './ipc/dataset-handlers.ts'
import type { HandlerParts } from './ipc/handler-parts.ts'
import { htmlArchiveHandlers } from './ipc/html-archive-handlers.ts'
import { jobHandlers } from './ipc/job-handlers.ts'
import { libraryHandlers } from './ipc/library-handlers.ts'
import { listHandlers } from './ipc/list-handlers.ts'
import { maintenanceHandlers } from './ipc/maintenance-handlers.ts'
import { organiseHandlers } from './ipc/organise-handlers.ts'
import { createRouter, type Router } from './ipc/router.ts'
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
  const archive = openArchive(archiveFolder)
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
    indexed: (onProgress) => indexer.settled(onProgress),
    ended: (order, end) => noteJob(archive, order, end),
  })
  const watch = createFolderWatch({
    archive,
    recognise: (paths, fresh) => jobs.recognise(paths, fresh),
    tell: (state) => tell({ kind: 'watch', watch: state }),
  })
  const parts: HandlerParts = {
    archive,
    index,
    indexer,
    searcher,
    jobs,
    printer,
    changes: new ChangeHistory(archive),
    changed,
  }
  const handlers: Handlers<AppCommandName> = {
    ...libraryHandlers(parts),
    ...conversationHandlers(parts),
    ...organiseHandlers(parts),
    ...listHandlers(parts),
    ...tagHandlers(parts),
    ...activityHandlers(parts),
    ...searchHandlers(parts),
    ...jobHandlers(parts),
    ...exportHandlers(parts),
    ...htmlArchiveHandlers(parts),
    ...datasetHandlers(parts),
    ...settingsHandlers(parts),
    ...maintenanceHandlers(parts),
    ...watchHandlers(watch),
  }
  endInterruptedImports(archive, Date.now())
  if (tidiesUp) {
    removeUnusedFiles(archive)
    sweepDatasetFolders(archive)
    void tidyOriginals(archive, Date.now())
    void sweepUnfinishedFiles(archive, Date.now())
    emptyOldTrash(archive, jobs, Date.now())
    watch.begin()
    void tidyHtmlArchives(archive, Date.now())
    searcher.warmUp()
  }
  // What was killed before the index had caught up is finished now.
  if (isBehind(index, archive)) indexer.poke()

  return {
    ...createRouter<AppCommandName>(handlers),
    jobEnded: (id) => jobs.ended(id),
    async close() {
      watch.close()
      await jobs.close()
      await indexer.close()
      await searcher.close()
      index.close()
      archive.close()
    },
  }
}
