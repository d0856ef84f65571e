/**
 * The fields of Claude's export that the model has a place for. Everything else in a record is kept as `extra`.
 *
 * Official exports, share pages and what browser extensions save differ in which of them they have; all are optional.
 */
import type { JsonObject } from '@shared/json.ts'
import { leftOver } from '../fields.ts'

/** The parent of a first message in exports since 2025; such a message does not exist. */
export const rootMarker = '00000000-0000-4000-8000-000000000000'

/** Of a conversation. `current_leaf_message_uuid` is kept beside when no message has that id. */
export const heldOfConversation: ReadonlySet<string> = new Set([
  'uuid',
  'name',
  'snapshot_name',
  'created_at',
  'updated_at',
  'model',
  'is_starred',
  'is_archived',
  'current_leaf_message_uuid',
  'chat_messages',
])

/** Of a message. `text`, `updated_at`, `sender` and the parent are kept beside where they say more than the model. */
export const heldOfMessage: ReadonlySet<string> = new Set([
  'uuid',
  'index',
  'sender',
  'model',
  'text',
  'content',
  'truncated',
  'attachments',
  'files',
  'files_v2',
  'created_at',
  'updated_at',
  'parent_message_uuid',
])

/** Flags that say something only when they are raised; as false they stand in nearly every block. */
const usuallyLowered: ReadonlySet<string> = new Set([
  'cut_off',
  'truncated',
  'hidden',
  'thinking_hidden',
  'hidden_in_chat',
  'is_error',
  'is_mcp_app',
  'is_missing',
  'is_temporary',
  'skip_on_truncated_continuation',
  'initial_turn_only',
])

/** The fields that say something and are not named in `held`. */
export function remainderOf(object: JsonObject, held: ReadonlySet<string>): JsonObject {
  const lowered = [...usuallyLowered].filter((flag) => object[flag] === false)
  return leftOver(object, lowered.length === 0 ? held : new Set([...held, ...lowered]))
}
