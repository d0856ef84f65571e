/** Making conversations of foreign files, where the messages often know more than what is said of the whole. */
import type { Conversation } from '@shared/conversation.ts'
import { lastModel, timesOf } from './message-facts.ts'

type Known = Pick<Conversation, 'id' | 'source' | 'sourceId' | 'messages'> & Partial<Conversation>

/** A conversation of what is known; its model and its times are those of its messages where it has none of its own. */
export function plainConversation(known: Known): Conversation {
  const times = timesOf(known.messages)
  return {
    type: 'chat',
    status: 'active',
    title: null,
    endpoint: null,
    tags: [],
    activeLeafId: null,
    options: null,
    extra: null,
    ...known,
    model: known.model ?? lastModel(known.messages),
    createdAt: known.createdAt ?? times.first,
    updatedAt: known.updatedAt ?? times.last,
  }
}
