/** The thread in which one job runs: opens its own connection to the archive, works, answers, ends. */
import { parentPort, workerData } from 'node:worker_threads'
import { connect } from '../threads/rpc.ts'
import { remotePrinter } from '../threads/remote-printer.ts'
import { exportConversations } from './export-conversations.ts'
import { importFiles } from './import-files.ts'
import type { JobContext, JobOrder, UndoOrder } from './job.ts'
import { previewFiles } from './preview-files.ts'
import { undoInArchive } from './undo-in-archive.ts'

const { archiveFolder } = workerData as { archiveFolder: string }
const cancelling = new AbortController()

if (!parentPort) throw new Error('The job worker was started outside a thread.')

const line = connect(parentPort, {
  serve: (_name, order) => run(order as JobOrder | UndoOrder),
  hear: (event) => {
    if (event === 'cancel') cancelling.abort()
  },
})

const context: JobContext = {
  archiveFolder,
  signal: cancelling.signal,
  tell: (news) => line.tell(news),
}

function run(order: JobOrder | UndoOrder): unknown {
  switch (order.kind) {
    case 'import':
      return importFiles(context, order.paths, order)
    case 'preview':
      return previewFiles(context, order.paths, order)
    case 'export':
      return exportConversations(context, order, remotePrinter(line))
    case 'undo':
      return undoInArchive(context.archiveFolder, order.importId)
  }
}
