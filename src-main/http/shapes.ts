/** Conversations, messages and tags as the API answers them: LibreChat's fields, and what its documented API shows beside. */
import { z } from 'zod'
import type { LibraryRow } from '@shared/contract/library.ts'
import type { Tag } from '@shared/contract/tags.ts'
import type { Conversation } from '@shared/conversation.ts'
import type { JsonObject } from '@shared/json.ts'
import { libreChatMessage } from '../exporters/librechat-message.ts'
import { isoTime } from '../exporters/sender-of.ts'
import { noParent } from '../exporters/written-ids.ts'

const time = z.iso.datetime().nullable().describe('Null where nobody knows')

export const conversationSchema = z
  .looseObject({
    conversationId: z.string(),
    title: z.string(),
    endpoint: z.string().describe('openAI, anthropic, google; else the name of the source'),
    model: z.string().nullable(),
    createdAt: time,
    updatedAt: time,
    isArchived: z.boolean(),
    pinned: z.boolean().describe('Whether it is a favorite'),
    tags: z.array(z.string()),
    source: z.string().describe('The product that it was imported from'),
  })
  .meta({ id: 'Conversation' })

export const messageSchema = z
  .looseObject({
    messageId: z.string(),
    conversationId: z.string(),
    parentMessageId: z.string().describe(`${noParent} for a first message`),
    sender: z.string(),
    text: z.string(),
    isCreatedByUser: z.boolean(),
    endpoint: z.string().nullable(),
    model: z.string().nullable(),
    createdAt: z.iso.datetime().optional(),
    updatedAt: z.iso.datetime().optional(),
    error: z.boolean(),
    unfinished: z.boolean(),
    content: z.array(z.looseObject({ type: z.string() })).optional(),
    files: z.array(z.looseObject({})).optional(),
  })
  .meta({ id: 'Message' })

export const tagSchema = z
  .object({
    _id: z.string(),
    tag: z.string(),
    description: z.string().nullable(),
    count: z.number().int(),
    position: z.number().int(),
    createdAt: time,
    updatedAt: time,
  })
  .meta({ id: 'Tag' })

export const errorSchema = z
  .looseObject({ error: z.string(), message: z.string().optional() })
  .meta({ id: 'Error' })

/** A conversation as the API answers it; `options` are those of its endpoint (temperature …), where they are wanted. */
export function conversationOf(row: LibraryRow, options: JsonObject | null = null): JsonObject {
  return {
    ...options,
    conversationId: row.id,
    title: row.title,
    endpoint: row.endpoint ?? row.source,
    model: row.model,
    createdAt: isoTime(row.createdAt),
    updatedAt: isoTime(row.updatedAt),
    isArchived: row.status === 'archived',
    pinned: row.status === 'favorite',
    tags: [...row.tags],
    source: row.source,
  }
}

/** The messages of a conversation, one after the other as they are asked for, parents before children. */
export function* messagesOf(conversation: Conversation): Generator<JsonObject> {
  const { id, source } = conversation
  const head = { source, endpoint: conversation.endpoint ?? source }
  for (const message of conversation.messages) {
    yield libreChatMessage(head, message, {
      conversationId: id,
      messageId: message.id,
      parentMessageId: message.parentId ?? noParent,
    })
  }
}

export function tagOf(tag: Tag): z.input<typeof tagSchema> {
  return {
    _id: String(tag.id),
    tag: tag.name,
    description: tag.description,
    count: tag.conversations,
    position: tag.position,
    createdAt: isoTime(tag.createdAt),
    updatedAt: isoTime(tag.updatedAt),
  }
}
