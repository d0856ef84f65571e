/** Looks for sensitive data in what an export would write, before it is written. */
import { toErrorValue } from '@shared/contract/app-error.ts'
import type { Conversation } from '@shared/conversation.ts'
import type { ExportProblem, JobResult, SensitiveConversation } from '@shared/job.ts'
import { withDefaults } from '@shared/option.ts'
import { hasAny, sensitiveIn } from '@shared/redact-conversation.ts'
import { addCounts, nothingSensitive } from '@shared/sensitive-data.ts'
import { openArchive } from '../archive/open.ts'
import { readConversation } from '../archive/read-conversation.ts'
import { sensitiveInRecords } from '../datasets/sensitive-in-records.ts'
import { heldBy } from '../exporters/held-by.ts'
import { exporterOf } from '../exporters/registry.ts'
import { throwIfCancelled } from '../exporters/throw-if-cancelled.ts'
import { heldByPage } from '../html-archives/held-by-page.ts'
import type { ExportCheckOrder } from './export-order.ts'
import { tellInSteps } from './tell-in-steps.ts'
import type { JobContext } from './job.ts'

/** Findings that are shown of all conversations together; beyond, conversations are only counted. */
const mostExamples = 2000

/** The findings by conversation. Throws AppError `cancelled` when it was cancelled. */
export async function checkConversations(
  context: JobContext,
  { ids, into }: ExportCheckOrder,
): Promise<JobResult> {
  const look = lookInto(into)
  const archive = openArchive(context.archiveFolder)
  const found: SensitiveConversation[] = []
  const failed: ExportProblem[] = []
  let counts = nothingSensitive
  let examples = 0
  let conversations = 0
  const tell = tellInSteps(context, 'export-check', ids.length)
  try {
    for (const [index, id] of ids.entries()) {
      throwIfCancelled(context.signal)
      await tell(index, null)
      try {
        const one = look(readConversation(archive, id))
        conversations += 1
        if (!hasAny(one.counts)) continue
        counts = addCounts(counts, one.counts)
        found.push({ ...one, examples: one.examples.slice(0, Math.max(0, mostExamples - examples)) })
        examples += one.examples.length
      } catch (error) {
        failed.push({ id, title: null, reason: toErrorValue(error).message })
      }
    }
    return { kind: 'export-check', conversations, counts, found, failed }
  } finally {
    archive.close()
  }
}

/** Looks through what of a conversation comes into that which would be written. */
function lookInto(into: ExportCheckOrder['into']): (conversation: Conversation) => SensitiveConversation {
  switch (into.kind) {
    case 'dataset':
      return (conversation) => sensitiveInRecords(conversation, into.form)
    case 'html-archive':
      return (conversation) => sensitiveIn(heldByPage(conversation, into.options))
    case 'format': {
      const exporter = exporterOf(into.format)
      const chosen = withDefaults(exporter.options, into.options)
      return (conversation) => sensitiveIn(heldBy(exporter, conversation, chosen))
    }
  }
}
