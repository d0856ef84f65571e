/** Answers for the viewer: one conversation, its messages, the branch that is shown. */
import type { Handlers } from '@shared/contract/contract.ts'
import type { conversationCommands } from '@shared/contract/conversation.ts'
import {
  messageKeyOf,
  openConversation,
  readConversation,
  readMessages,
  showBranch,
} from '../archive/read-conversation.ts'
import type { HandlerParts } from './handler-parts.ts'

export function conversationHandlers({
  archive,
  jobs,
}: HandlerParts): Handlers<keyof typeof conversationCommands> {
  return {
    'conversation.open': ({ id }) => openConversation(archive, id),
    'conversation.read': ({ id }) => readConversation(archive, id),
    'conversation.messages': ({ id, keys }) => readMessages(archive, id, keys),
    'conversation.messageKey': ({ id, messageId }) => messageKeyOf(archive, id, messageId),
    'conversation.showBranch': ({ id, leafKey }) => {
      showBranch(archive, id, leafKey)
      return null
    },
    'conversation.findRecord': ({ id, messageKey }) =>
      jobs.findRecord({ kind: 'record', id, messageKey, saveTo: null }),
    'conversation.saveRecord': async ({ id, messageKey, path, replace }) => {
      await jobs.findRecord({ kind: 'record', id, messageKey, saveTo: { path, replace } })
      return null
    },
  }
}
