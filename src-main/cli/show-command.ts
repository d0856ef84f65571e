/** `stemma show ID` */
import type { Conversation, Message } from '@shared/conversation.ts'
import { readableText } from '@shared/message-text.ts'
import { shownTitle } from '@shared/shown-title.ts'
import { isoTime, UsageError, type CliCommand } from './command.ts'

export const showCommand: CliCommand = {
  name: 'show',
  usage: 'ID',
  summary: 'prints one conversation with all its branches',
  options: [],
  check: ({ words }) => {
    if (words.length !== 1) throw new UsageError('Name one conversation by its id.')
  },
  run: async ({ words }, { ask, say }) => {
    const conversation = await ask('conversation.read', { id: words[0] ?? '' })
    say(`${shownTitle(conversation)}\n`)
    for (const message of conversation.messages) {
      say(`[${message.role}] ${message.sender ?? ''} ${isoTime(message.createdAt) ?? ''}`.trimEnd())
      say(`${readableText(message.parts)}\n`)
    }
    return conversationForJson(conversation)
  },
}

function conversationForJson(conversation: Conversation): unknown {
  const { id, title, source, sourceId, type, status, endpoint, model, tags, activeLeafId, options } =
    conversation
  return {
    id,
    title,
    source,
    sourceId,
    type,
    endpoint,
    model,
    createdAt: isoTime(conversation.createdAt),
    updatedAt: isoTime(conversation.updatedAt),
    tags,
    isArchived: status === 'archived',
    activeLeafId,
    options,
    messages: conversation.messages.map(messageForJson),
  }
}

function messageForJson(message: Message): unknown {
  const { id, sourceId, parentId, role, sender, model, parts, attachments, isError, isUnfinished, isHidden } =
    message
  return {
    id,
    sourceId,
    parentId,
    role,
    sender,
    model,
    createdAt: isoTime(message.createdAt),
    text: readableText(parts),
    parts,
    attachments,
    isError,
    isUnfinished,
    isHidden,
  }
}
