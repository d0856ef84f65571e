/** New conversations out of old ones: forks and duplicates. Which messages a fork takes is the archive's work. */
import { z } from 'zod'
import type { ForkOption } from '@shared/contract/organise.ts'
import type { LibraryRow } from '@shared/contract/library.ts'
import { ApiError } from '../api-error.ts'
import type { Ask } from '../ask.ts'
import { endpoint, required } from '../endpoint.ts'
import { conversationOf, conversationSchema, messageSchema, messagesOf } from '../shapes.ts'
import { findConversation } from './find-conversation.ts'

/** LibreChat's own names, and the two of its documented API; none at all is LibreChat's default. */
const forkOptions = {
  directPath: 'path',
  includeBranches: 'related',
  branch: 'related',
  targetLevel: 'level',
  target: 'level',
  '': 'level',
} as const satisfies Record<string, ForkOption>

const optionNames = ['directPath', 'includeBranches', 'targetLevel', 'target', 'branch', ''] as const

const copied = z.object({ conversation: conversationSchema, messages: z.array(messageSchema) })

export const forkConversation = endpoint({
  method: 'POST',
  path: '/api/convos/fork',
  summary: 'Make a new conversation of a part of one',
  description:
    'directPath takes the messages from the first one to the target; includeBranches (or branch) also the other versions of each of them; targetLevel (or target) every message down to the level of the target. splitAtTarget leaves out all above the level of the target and ends at latestMessageId.',
  changes: true,
  body: z.object(
    {
      conversationId: required('conversationId'),
      messageId: required('messageId'),
      option: z
        .enum(optionNames, 'option is directPath, includeBranches, targetLevel, target or branch')
        .default('targetLevel'),
      splitAtTarget: z.boolean('splitAtTarget must be a boolean').default(false),
      latestMessageId: z.string('latestMessageId must be a string').nullish(),
    },
    'conversationId is required',
  ),
  status: 200,
  answer: copied,
  failures: [404],
  handle: async ({ body }, { ask }) => {
    const { row } = await findConversation(ask, body.conversationId)
    const { latestMessageId } = body
    const fork = await ask('conversation.fork', {
      id: row.id,
      key: await keyOf(ask, row.id, body.messageId),
      option: forkOptions[body.option],
      startHere: body.splitAtTarget,
      latestKey:
        body.splitAtTarget && typeof latestMessageId === 'string' && latestMessageId !== ''
          ? await keyOf(ask, row.id, latestMessageId)
          : null,
    })
    return await copyOf(ask, fork)
  },
})

export const duplicateConversation = endpoint({
  method: 'POST',
  path: '/api/convos/duplicate',
  summary: 'Make an exact copy of a conversation',
  changes: true,
  body: z.object(
    {
      conversationId: required('conversationId'),
      title: z
        .string('title must be a string')
        .transform((title) => title.trim().slice(0, 1024).trim())
        .nullish(),
    },
    'conversationId is required',
  ),
  status: 201,
  answer: z.looseObject({ ...conversationSchema.shape, ...copied.shape }),
  failures: [404],
  handle: async ({ body }, { ask }) => {
    const { row } = await findConversation(ask, body.conversationId)
    const title = body.title ?? ''
    const copy = await ask('conversation.duplicate', { id: row.id, title: title === '' ? null : title })
    const answer = await copyOf(ask, copy)
    return { ...answer.conversation, ...answer }
  },
})

async function keyOf(ask: Ask, id: string, messageId: string): Promise<number> {
  const key = await ask('conversation.messageKey', { id, messageId })
  if (key !== null) return key
  throw new ApiError(404, 'Message not found')
}

async function copyOf(ask: Ask, { id }: LibraryRow) {
  const { row, options } = await findConversation(ask, id)
  const conversation = await ask('conversation.read', { id })
  return { conversation: conversationOf(row, options), messages: messagesOf(conversation) }
}
