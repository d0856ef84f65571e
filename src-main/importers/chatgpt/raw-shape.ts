/**
 * The fields of ChatGPT's export that the model has a place for. Everything else in a record is kept as `extra`.
 *
 * All of them are optional in the wild; the same export may hold records of several years and shapes.
 */

/** Of a conversation. `current_node` and the times are kept beside when they could not be read. */
export const heldOfConversation: ReadonlySet<string> = new Set([
  'id',
  'conversation_id',
  'title',
  'create_time',
  'update_time',
  'mapping',
  'current_node',
  'default_model_slug',
  'is_archived',
  'is_starred',
])

/** Of a node of `mapping`. */
export const heldOfNode: ReadonlySet<string> = new Set(['id', 'parent', 'children', 'message'])

/** Of a message. `status`, `weight` and `recipient` are kept beside where they say more than usual. */
export const heldOfMessage: ReadonlySet<string> = new Set([
  'id',
  'author',
  'create_time',
  'content',
  'metadata',
  'status',
  'weight',
  'recipient',
])

/** Of a message's author. */
export const heldOfAuthor: ReadonlySet<string> = new Set(['role', 'name'])

/** Of a message's metadata. */
export const heldOfMetadata: ReadonlySet<string> = new Set(['model_slug', 'attachments'])
