/** What of a conversation comes into an HTML archive, as a conversation: to be looked through before it is passed on. */
import type { ArchiveOptions } from '@shared/contract/html-archives.ts'
import type { Conversation } from '@shared/conversation.ts'
import { channelOf, peopleOf } from './people.ts'
import { summaryOf } from './thread.ts'

/** All of it where the archive holds data for importing again; else what the page shows. */
export function heldByPage(
  conversation: Conversation,
  { hasData, showsPeople }: Pick<ArchiveOptions, 'hasData' | 'showsPeople'>,
): Conversation {
  if (hasData) return conversation
  const messages = conversation.messages.map((message) => ({
    ...message,
    sender: showsPeople || message.role !== 'user' ? message.sender : null,
    extra: null,
  }))
  const extra = {
    people: showsPeople ? peopleOf(conversation) : [],
    channel: channelOf(conversation),
    summary: summaryOf(conversation),
  }
  return { ...conversation, options: null, extra, messages }
}
