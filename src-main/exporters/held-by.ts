/** What of a conversation comes into a file, as a conversation: to be looked through before it is passed on. */
import type { Conversation } from '@shared/conversation.ts'
import type { ChosenOptions } from '@shared/option.ts'
import { messageChoice } from './common-options.ts'
import type { Exporter } from './exporter.ts'
import { conversationTree, shownBranch } from './shown-branch.ts'
import { writtenMessages } from './written-messages.ts'

/** The conversation without that which the format leaves out by these options. */
export function heldBy(exporter: Exporter, conversation: Conversation, chosen: ChosenOptions): Conversation {
  const options = chosen['includeOptions'] === false ? null : conversation.options
  switch (exporter.holds) {
    case 'everything':
      return { ...conversation, options, messages: messagesOf(conversation, chosen) }
    case 'messages':
      return withoutExtra({ ...conversation, options: null, messages: messagesOf(conversation, chosen) })
    case 'reading': {
      const messages = writtenMessages(conversation, messageChoice(chosen)).map(({ message }) => message)
      const isNamed = exporter.options.some(({ name }) => name === 'includeOptions')
      return withoutExtra({ ...conversation, options: isNamed ? options : null, messages })
    }
  }
}

/** A format without the option writes every branch. */
function messagesOf(conversation: Conversation, chosen: ChosenOptions): Conversation['messages'] {
  if (chosen['branches'] !== false) return conversation.messages
  const shown = new Set(shownBranch(conversation, conversationTree(conversation)))
  return conversation.messages.filter((_message, index) => shown.has(index))
}

function withoutExtra(conversation: Conversation): Conversation {
  const messages = conversation.messages.map((message) => ({ ...message, extra: null }))
  return { ...conversation, extra: null, messages }
}
