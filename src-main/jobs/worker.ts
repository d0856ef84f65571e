/** The thread in which one job runs (job-threads.ts): opens its own connection to the archive, works, answers, ends. */
import { parentPort, workerData } from 'node:worker_threads'
import type { JobResult } from '@shared/job.ts'
import { connect } from '../threads/rpc.ts'
import { remotePrinter } from '../threads/remote-printer.ts'
import { yieldToWindow } from '../threads/yield-to-window.ts'
import type { EndedImport, ImportOutcome, JobContext, JobOrder, KeepOrder, ShortOrder } from './job.ts'
import { startSavingThread } from './saving-thread.ts'
import { isOneWorthThread } from './worth-thread.ts'

const { archiveFolder } = workerData as { archiveFolder: string }
const cancelling = new AbortController()

yieldToWindow()
if (!parentPort) throw new Error('The job worker was started outside a thread.')

const line = connect(parentPort, {
  serve: (name, order) => (name === 'prepare' ? prepare() : run(order as JobOrder | KeepOrder | ShortOrder)),
  hear: (event) => {
    if (event === 'cancel') cancelling.abort()
  },
})

const context: JobContext = {
  archiveFolder,
  signal: cancelling.signal,
  tell: (news) => line.tell(news),
}

/** Loads what an import and the look at one beforehand need. */
async function prepare(): Promise<void> {
  await Promise.all([import('./import-files.ts'), import('./preview-files.ts')])
}

/** Each job loads what it needs: the code of all of them would be some twenty megabytes more in memory. */
async function run(order: JobOrder | KeepOrder | ShortOrder): Promise<unknown> {
  switch (order.kind) {
    case 'import':
      return importAndTell(order)
    case 'keep':
      return (await import('./keep-originals.ts')).keepOriginals(context, order.ended)
    case 'reread':
      return (await import('./reread-import.ts')).rereadImport(context, order.importId)
    case 'preview':
      return (await import('./preview-files.ts')).previewFiles(context, order.paths, order)
    case 'export':
      return (await import('./export-conversations.ts')).exportConversations(
        context,
        order,
        remotePrinter(line),
      )
    case 'export-check':
      return (await import('./check-conversations.ts')).checkConversations(context, order)
    case 'html-archive':
      return (await import('./write-html-archive.ts')).writeHtmlArchive(context, order)
    case 'delete':
      return (await import('./remove-from-trash.ts')).removeFromTrash(context, order)
    case 'change':
      return (await import('./change-conversations.ts')).changeConversations(context, order)
    case 'insights':
      return (await import('./count-insights.ts')).countInsightsOf(context)
    case 'dataset':
      return (await import('./run-dataset-job.ts')).runDatasetJob(context, order)
    case 'compact':
      return (await import('./compact-archive.ts')).compactArchive(context)
    case 'rebuild-index':
      return (await import('./rebuild-index.ts')).rebuildIndex(context)
    case 'backup':
      return (await import('./run-backup.ts')).runBackup(context, order, remotePrinter(line))
    case 'verify':
      return (await import('./read-backup.ts')).checkBackup(context, order)
    case 'restore':
      return (await import('./read-backup.ts')).restoreBackup(context, order)
    case 'record':
      return (await import('./find-record.ts')).findRecord(context, order)
    case 'undo':
      return (await import('./undo-in-archive.ts')).undoInArchive(context.archiveFolder, order.importId)
    case 'recognise':
      return (await import('./recognise-files.ts')).recogniseFiles(order.files, context.signal)
    case 'delete-originals':
      return (await import('./delete-originals.ts')).deleteKeptOriginals(context.archiveFolder)
  }
}

async function importWith(
  order: Extract<JobOrder, { kind: 'import' }>,
  tell: (one: EndedImport) => void,
): Promise<JobResult> {
  // It gets up while this thread loads what reading needs; later it would take the time of the two that work.
  const savingThread = isOneWorthThread(order.paths) ? startSavingThread(archiveFolder) : null
  try {
    const { importFiles } = await import('./import-files.ts')
    return await importFiles(context, order.paths, order, tell, savingThread)
  } finally {
    await savingThread?.end()
  }
}

async function importAndTell(order: Extract<JobOrder, { kind: 'import' }>): Promise<ImportOutcome> {
  const ended: EndedImport[] = []
  const result = await importWith(order, (one) => ended.push(one))
  if (order.mergesRest !== true) return { result, ended }
  const { mergeRestOf } = await import('./merge-backup.ts')
  const merged = await mergeRestOf(context, ended, Date.now())
  return { result: { kind: 'import', reports: merged.map(({ report }) => report) }, ended: merged }
}
