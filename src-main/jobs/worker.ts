/** The thread in which one job runs: opens its own connection to the archive, works, answers, ends. */
import { parentPort, workerData } from 'node:worker_threads'
import { connect } from '../threads/rpc.ts'
import { remotePrinter } from '../threads/remote-printer.ts'
import { yieldToWindow } from '../threads/yield-to-window.ts'
import { checkConversations } from './check-conversations.ts'
import { compactArchive } from './compact-archive.ts'
import { countInsightsOf } from './count-insights.ts'
import { exportConversations } from './export-conversations.ts'
import type { EndedImport, ImportOutcome, JobContext, JobOrder, KeepOrder, ShortOrder } from './job.ts'
import { importFiles } from './import-files.ts'
import { keepOriginals } from './keep-originals.ts'
import { previewFiles } from './preview-files.ts'
import { deleteKeptOriginals } from './delete-originals.ts'
import { rebuildIndex } from './rebuild-index.ts'
import { recogniseFiles } from './recognise-files.ts'
import { removeFromTrash } from './remove-from-trash.ts'
import { rereadImport } from './reread-import.ts'
import { checkBackup, restoreBackup } from './read-backup.ts'
import { runBackup } from './run-backup.ts'
import { runDatasetJob } from './run-dataset-job.ts'
import { writeHtmlArchive } from './write-html-archive.ts'
import { undoInArchive } from './undo-in-archive.ts'

const { archiveFolder } = workerData as { archiveFolder: string }
const cancelling = new AbortController()

yieldToWindow()
if (!parentPort) throw new Error('The job worker was started outside a thread.')

const line = connect(parentPort, {
  serve: (_name, order) => run(order as JobOrder | KeepOrder | ShortOrder),
  hear: (event) => {
    if (event === 'cancel') cancelling.abort()
  },
})

const context: JobContext = {
  archiveFolder,
  signal: cancelling.signal,
  tell: (news) => line.tell(news),
}

function run(order: JobOrder | KeepOrder | ShortOrder): unknown {
  switch (order.kind) {
    case 'import':
      return importAndTell(order)
    case 'keep':
      return keepOriginals(context, order.ended)
    case 'reread':
      return rereadImport(context, order.importId)
    case 'preview':
      return previewFiles(context, order.paths, order)
    case 'export':
      return exportConversations(context, order, remotePrinter(line))
    case 'export-check':
      return checkConversations(context, order)
    case 'html-archive':
      return writeHtmlArchive(context, order)
    case 'delete':
      return removeFromTrash(context, order)
    case 'insights':
      return countInsightsOf(context)
    case 'dataset':
      return runDatasetJob(context, order)
    case 'compact':
      return compactArchive(context)
    case 'rebuild-index':
      return rebuildIndex(context)
    case 'backup':
      return runBackup(context, order, remotePrinter(line))
    case 'verify':
      return checkBackup(context, order)
    case 'restore':
      return restoreBackup(context, order)
    case 'undo':
      return undoInArchive(context.archiveFolder, order.importId)
    case 'recognise':
      return recogniseFiles(order.paths, order.fresh, context.signal)
    case 'delete-originals':
      return deleteKeptOriginals(context.archiveFolder)
  }
}

async function importAndTell(order: Extract<JobOrder, { kind: 'import' }>): Promise<ImportOutcome> {
  const ended: EndedImport[] = []
  const result = await importFiles(context, order.paths, order, (one) => ended.push(one))
  return { result, ended }
}
