/** All endpoints of the API, in the order in which the OpenAPI document lists them. */
import type { Endpoint } from './endpoint.ts'
import {
  archiveConversation,
  deleteAllConversations,
  deleteConversation,
  generateTitle,
  getConversation,
  updateConversation,
} from './endpoints/conversations.ts'
import { duplicateConversation, forkConversation } from './endpoints/copies.ts'
import { importConversations } from './endpoints/import-conversations.ts'
import { listConversations } from './endpoints/list-conversations.ts'
import { listMessages } from './endpoints/messages.ts'
import {
  addTagToConversation,
  changeTag,
  createTag,
  deleteTag,
  listTagPage,
  listTags,
  replaceTags,
} from './endpoints/tags.ts'

export const endpoints: readonly Endpoint[] = [
  listConversations,
  getConversation,
  updateConversation,
  archiveConversation,
  deleteConversation,
  deleteAllConversations,
  generateTitle,
  forkConversation,
  duplicateConversation,
  importConversations,
  listMessages,
  listTags,
  listTagPage,
  createTag,
  changeTag,
  deleteTag,
  addTagToConversation,
  replaceTags,
]
