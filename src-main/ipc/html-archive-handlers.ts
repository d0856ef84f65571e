/** Answers for HTML archives: whose there can be, writing them, the list, and how long they are kept. */
import type { Handlers } from '@shared/contract/contract.ts'
import type { htmlArchiveCommands } from '@shared/contract/html-archives.ts'
import {
  assistantOf,
  assistantsIn,
  conversationsInSpan,
  countInSpan,
  undatedConversations,
} from '../archive/assistants.ts'
import { noConversations } from '../html-archives/no-conversations.ts'
import { spanOf } from '../html-archives/span.ts'
import {
  changeLimits,
  deleteHtmlArchive,
  htmlArchiveList,
  removedByLimits,
  removedForOneMore,
  saveHtmlArchive,
} from '../jobs/keep-html-archives.ts'
import type { HandlerParts } from './handler-parts.ts'

export function htmlArchiveHandlers({
  archive,
  jobs,
}: Pick<HandlerParts, 'archive' | 'jobs'>): Handlers<keyof typeof htmlArchiveCommands> {
  return {
    'htmlArchives.assistants': () => assistantsIn(archive),
    'htmlArchives.estimate': ({ assistantId, period }) => {
      const now = Date.now()
      const counts = countInSpan(archive, assistantOf(archive, assistantId), spanOf(period, now))
      return { ...counts, removes: removedForOneMore(archive, now) }
    },
    'htmlArchives.check': ({ assistantId, period, options }) => {
      const assistant = assistantOf(archive, assistantId)
      const dated = conversationsInSpan(archive, assistant, spanOf(period, Date.now()))
      const undated = options.split === 'month' ? undatedConversations(archive, assistant) : []
      const ids = [...dated.map(({ id }) => id), ...undated]
      return jobs.start({ kind: 'export-check', ids, into: { kind: 'html-archive', options } })
    },
    'htmlArchives.create': ({ assistantId, period, options }) => {
      const now = Date.now()
      const assistant = assistantOf(archive, assistantId)
      const span = spanOf(period, now)
      const counts = countInSpan(archive, assistant, span)
      if (counts.conversations === 0) throw noConversations(assistant, span)
      const conversations = counts.conversations + (options.split === 'month' ? counts.undated : 0)
      return jobs.start({ kind: 'html-archive', assistantId, period, options, conversations, now })
    },
    'htmlArchives.list': () => htmlArchiveList(archive),
    'htmlArchives.save': async (target) => ({ path: await saveHtmlArchive(archive, target) }),
    'htmlArchives.delete': async ({ id }) => {
      await deleteHtmlArchive(archive, id)
      return htmlArchiveList(archive)
    },
    'htmlArchives.removedBy': ({ limits }) => removedByLimits(archive, limits, Date.now()),
    'htmlArchives.changeLimits': async ({ limits }) => {
      await changeLimits(archive, limits, Date.now())
      return htmlArchiveList(archive)
    },
  }
}
