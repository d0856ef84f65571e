/** The conversation that a request names. One in the trash is not there for callers of the API. */
import type { OpenConversation } from '@shared/contract/conversation.ts'
import { AppError } from '@shared/contract/app-error.ts'
import type { Ask } from '../ask.ts'
import { conversationNotFound } from '../endpoint.ts'

/** @throws ApiError 404 */
export async function findConversation(ask: Ask, id: string): Promise<OpenConversation> {
  try {
    const found = await ask('conversation.open', { id })
    if (found.row.status !== 'deleted') return found
  } catch (error) {
    if (!(error instanceof AppError) || error.kind !== 'not-found') throw error
  }
  throw conversationNotFound()
}
