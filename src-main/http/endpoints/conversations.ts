/** One conversation: getting, renaming, archiving, deleting it; and deleting all. */
import { z } from 'zod'
import { deleteAllPhrase } from '@shared/contract/organise.ts'
import { ApiError } from '../api-error.ts'
import { endpoint, required, wrapped } from '../endpoint.ts'
import { conversationOf, conversationSchema } from '../shapes.ts'
import { findConversation } from './find-conversation.ts'

const longestTitle = 1024

const deleted = z.object({
  acknowledged: z.literal(true),
  deletedCount: z.number().int(),
  messages: z.object({ acknowledged: z.literal(true), deletedCount: z.number().int() }),
})

const toTrash = 'What is deleted goes to the trash of the app, where it can be restored or deleted for good.'

export const getConversation = endpoint({
  method: 'GET',
  path: '/api/convos/{conversationId}',
  summary: 'Get a conversation',
  changes: false,
  params: z.object({ conversationId: required('conversationId') }),
  status: 200,
  answer: conversationSchema,
  failures: [404],
  handle: async ({ params }, { ask }) => {
    const { row, options } = await findConversation(ask, params.conversationId)
    return conversationOf(row, options)
  },
})

export const updateConversation = endpoint({
  method: 'POST',
  path: '/api/convos/update',
  summary: 'Change the title of a conversation',
  description:
    'The title is trimmed and cut to 1024 characters. updatedAt stays: it tells when the conversation last went on.',
  changes: true,
  body: wrapped({
    conversationId: required('conversationId'),
    title: z
      .string({
        error: ({ input }) => (input === undefined ? 'title is required' : 'title must be a string'),
      })
      .transform((title) => title.trim().slice(0, longestTitle).trim())
      .refine((title) => title !== '', 'title is required'),
  }),
  status: 201,
  answer: conversationSchema,
  failures: [404],
  handle: async ({ body: { arg } }, { ask }) => {
    await findConversation(ask, arg.conversationId)
    return conversationOf(await ask('library.rename', { id: arg.conversationId, title: arg.title }))
  },
})

export const archiveConversation = endpoint({
  method: 'POST',
  path: '/api/convos/archive',
  summary: 'Archive a conversation, or take it out of the archive',
  changes: true,
  body: wrapped({
    conversationId: required('conversationId'),
    isArchived: z.boolean('isArchived must be a boolean'),
  }),
  status: 200,
  answer: conversationSchema,
  failures: [404],
  handle: async ({ body: { arg } }, { ask }) => {
    const { row } = await findConversation(ask, arg.conversationId)
    // A favorite that is not archived stays one.
    if ((row.status === 'archived') === arg.isArchived) return conversationOf(row)
    await ask('library.setStatus', { ids: [row.id], status: arg.isArchived ? 'archived' : 'active' })
    return conversationOf((await findConversation(ask, row.id)).row)
  },
})

export const deleteConversation = endpoint({
  method: 'DELETE',
  path: '/api/convos',
  summary: 'Delete a conversation',
  description: toTrash,
  changes: true,
  body: wrapped({
    conversationId: required('conversationId'),
    source: z.string().optional(),
    thread_id: z.string().optional(),
    endpoint: z.string().optional(),
  }),
  status: 201,
  answer: deleted,
  failures: [404],
  handle: async ({ body: { arg } }, { ask }) => {
    const { row } = await findConversation(ask, arg.conversationId)
    return answerOf(await ask('library.moveToTrash', { ids: [row.id] }))
  },
})

export const deleteAllConversations = endpoint({
  method: 'DELETE',
  path: '/api/convos/all',
  summary: 'Delete all conversations, the archived ones too',
  description: toTrash,
  changes: true,
  status: 201,
  answer: deleted,
  handle: async (_given, { ask }) =>
    answerOf(await ask('library.deleteAll', { confirmation: deleteAllPhrase })),
})

export const generateTitle = endpoint({
  method: 'GET',
  path: '/api/convos/gen_title/{conversationId}',
  summary: 'Suggest a title',
  description:
    'Made on this computer from the first question and answer. Looks again after 0.5, 1, 2, 4 and 8 seconds where there is nothing yet to make one of. Changes nothing: send the title to /api/convos/update to keep it.',
  changes: false,
  params: z.object({ conversationId: required('conversationId') }),
  status: 200,
  answer: z.object({ title: z.string() }),
  failures: [404],
  handle: async ({ params }, { ask, gone, backOff }) => {
    const { row } = await findConversation(ask, params.conversationId)
    for (const pause of [0, ...backOff]) {
      if (!(await passed(pause, gone))) break
      const { title } = await ask('library.suggestTitle', { id: row.id })
      if (title !== null) return { title }
    }
    const reason = "Title not found or method not implemented for the conversation's endpoint"
    throw new ApiError(404, reason, { message: reason })
  },
})

function answerOf(moved: { readonly moved: number; readonly messages: number }): z.input<typeof deleted> {
  return {
    acknowledged: true,
    deletedCount: moved.moved,
    messages: { acknowledged: true, deletedCount: moved.messages },
  }
}

/** Resolves with true after so many ms, with false as soon as nobody waits any more. */
function passed(pause: number, gone: AbortSignal): Promise<boolean> {
  return new Promise((resolve) => {
    const end = (isOver: boolean): void => {
      clearTimeout(timer)
      gone.removeEventListener('abort', leave)
      resolve(isOver)
    }
    const leave = (): void => end(false)
    const timer = setTimeout(() => end(!gone.aborted), pause)
    gone.addEventListener('abort', leave)
  })
}
