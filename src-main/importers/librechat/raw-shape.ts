/**
 * The fields of LibreChat's export that the model has a place for, and those that are dropped on purpose. Everything
 * else in a file is kept as `extra`.
 */

/** Of the file: what describes the act of exporting and not the conversation is dropped, and so are account ids. */
export const heldOfConversation: ReadonlySet<string> = new Set([
  'conversationId',
  'endpoint',
  'title',
  'options',
  'messages',
  'messagesTree',
  'createdAt',
  'updatedAt',
  'tags',
  'isArchived',
  // A time of day without a date: nothing can be learnt from it.
  'exportAt',
  'branches',
  'recursive',
  '_id',
  '__v',
  'user',
  'tenantId',
])

/** Of a message. Depth and sibling number follow from the tree. */
export const heldOfMessage: ReadonlySet<string> = new Set([
  'messageId',
  'parentMessageId',
  'conversationId',
  'children',
  'depth',
  'siblingIndex',
  'isCreatedByUser',
  'sender',
  'model',
  'text',
  'content',
  'files',
  'attachments',
  'createdAt',
  'error',
  'unfinished',
  '_id',
  '__v',
  'user',
  'tenantId',
])

/** Of a file record; its owner is nobody's business. */
export const heldOfFile: ReadonlySet<string> = new Set([
  'file_id',
  'filename',
  'type',
  'bytes',
  'width',
  'height',
  '_id',
  '__v',
  'user',
  'tenantId',
])
