/** The fields of Open WebUI's chats that the model has a place for. Everything else in a record is kept as `extra`. */

/** Of a row of the table `chat`, which the export writes out. Whose chat it is, is nobody's business. */
export const heldOfRow: ReadonlySet<string> = new Set([
  'id',
  'user_id',
  'title',
  'chat',
  'created_at',
  'updated_at',
  'timestamp',
  'archived',
  'pinned',
  'meta',
])

/** Of the chat inside. `messages` repeats the branch shown, `originalChatId` is only of a copy. */
export const heldOfChat: ReadonlySet<string> = new Set([
  'id',
  'title',
  'models',
  'params',
  'system',
  'history',
  'messages',
  'tags',
  'timestamp',
])

/** Of a message. `lastSentence` repeats the end of the content for the voice that reads it. */
export const heldOfMessage: ReadonlySet<string> = new Set([
  'id',
  'parentId',
  'childrenIds',
  'role',
  'content',
  'output',
  'timestamp',
  'model',
  'modelName',
  'done',
  'error',
  'files',
  'sources',
  'citations',
  'lastSentence',
])
