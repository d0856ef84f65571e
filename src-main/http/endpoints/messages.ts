/** `GET /api/messages/{conversationId}`: all messages of a conversation, with every branch. */
import { z } from 'zod'
import { endpoint, required } from '../endpoint.ts'
import { messageSchema, messagesOf } from '../shapes.ts'
import { findConversation } from './find-conversation.ts'

/** What LibreChat's client asks for before there is a conversation. */
const notYetThere = 'new'

export const listMessages = endpoint({
  method: 'GET',
  path: '/api/messages/{conversationId}',
  summary: 'Get the messages of a conversation',
  description: 'Parents stand before their children, versions of a message in their order.',
  changes: false,
  params: z.object({ conversationId: required('conversationId') }),
  status: 200,
  answer: z.array(messageSchema),
  failures: [404],
  handle: async ({ params: { conversationId } }, { ask }) => {
    if (conversationId === notYetThere) return []
    const { row } = await findConversation(ask, conversationId)
    return messagesOf(await ask('conversation.read', { id: row.id }))
  },
})
