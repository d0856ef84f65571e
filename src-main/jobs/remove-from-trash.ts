/** The job that removes what is in the trash for good, some conversations at a time. */
import { AppError } from '@shared/contract/app-error.ts'
import type { JobResult } from '@shared/job.ts'
import { removeMessages } from '../archive/delete-messages.ts'
import { finishRemoval, removeForGood } from '../archive/delete-for-good.ts'
import { openArchive } from '../archive/open.ts'
import type { JobContext, JobOrder } from './job.ts'

type RemoveOrder = Extract<JobOrder, { kind: 'delete' }>

/** Conversations in one transaction. */
const sliceSize = 50

/** Throws `cancelled` when it was cancelled; what was removed by then stays removed. */
export async function removeFromTrash(context: JobContext, order: RemoveOrder): Promise<JobResult> {
  const archive = openArchive(context.archiveFolder, { cacheMegabytes: 64 })
  const total = order.ids.length + order.deletions.length
  let conversations = 0
  let messages = 0
  let done = 0
  const step = async (count: number): Promise<void> => {
    done += count
    context.tell({ kind: 'progress', progress: { kind: 'delete', done, total, step: null } })
    context.tell({ kind: 'committed' })
    await new Promise((resolve) => setImmediate(resolve))
    if (!context.signal.aborted) return
    throw new AppError('cancelled', `Cancelled. Of ${total} that were to be removed, ${done} are gone.`)
  }
  try {
    for (let from = 0; from < order.ids.length; from += sliceSize) {
      const slice = order.ids.slice(from, from + sliceSize)
      const removed = removeForGood(archive, slice)
      conversations += removed.conversations
      messages += removed.messages
      await step(slice.length)
    }
    for (const deletionId of order.deletions) {
      messages += removeMessages(archive, deletionId, Date.now()).messages
      await step(1)
    }
    return { kind: 'delete', conversations, messages }
  } finally {
    finishRemoval(archive)
    archive.close()
  }
}
