/** One node of ChatGPT's tree as a message. Its place in the tree is tree.ts's work, its content parts.ts's. */
import type { Message, Role } from '@shared/conversation.ts'
import type { JsonObject } from '@shared/json.ts'
import { asObject, extraOf, filledTextAt, isEmpty, leftOver, objectAt } from '../fields.ts'
import { timeOf, unreadableTimes } from '../time.ts'
import { citeText } from './citations.ts'
import { withFiles } from './files.ts'
import { partsOfContent } from './parts.ts'
import { heldOfAuthor, heldOfMessage, heldOfMetadata, heldOfNode } from './raw-shape.ts'
import type { MessageNode } from './tree.ts'

const roles: ReadonlyMap<string, Role> = new Map([
  ['user', 'user'],
  ['assistant', 'assistant'],
  ['system', 'system'],
  ['developer', 'system'],
  ['tool', 'tool'],
  ['function', 'tool'],
])

/** Turns a node into a message. Its id is the node's, which is unique within the conversation. */
export function messageOfNode({ id, node, message, parentId }: MessageNode): Message {
  const author = objectAt(message, 'author')
  const metadata = objectAt(message, 'metadata')
  const content = message['content']
  const roleName = filledTextAt(author, 'role')
  const role = roles.get(roleName ?? '') ?? 'assistant'
  const recipient = filledTextAt(message, 'recipient') ?? 'all'
  const authorName = filledTextAt(author, 'name')
  const { parts: contentParts, rest } = partsOfContent(content, {
    isFromAssistant: role === 'assistant',
    authorName,
    recipient,
    metadata,
    cite: (text) => citeText(text, metadata),
  })
  const parts = withFiles(contentParts, metadata)
  const isToolCall = role === 'assistant' && recipient !== 'all'
  const isPlumbing = role === 'tool' && !parts.some((part) => part.type === 'attachment')
  const isPreamble = parts.length > 0 && parts.every((part) => part.type === 'context')
  const status = filledTextAt(message, 'status')
  return {
    id,
    sourceId: id,
    parentId,
    role,
    sender: authorName,
    model: filledTextAt(metadata, 'model_slug'),
    createdAt: timeOf(message['create_time']),
    isError: parts.some((part) => part.type === 'error'),
    isUnfinished: isCutShort(status, metadata),
    isHidden:
      role === 'system' ||
      isToolCall ||
      isPlumbing ||
      isPreamble ||
      message['weight'] === 0 ||
      metadata['is_visually_hidden_from_conversation'] === true ||
      metadata['is_user_system_message'] === true,
    parts,
    attachments: [],
    extra: extraOf({
      ...leftOver(node, heldOfNode),
      ...leftOver(message, heldOfMessage),
      ...unreadableTimes(message, ['create_time']),
      id: message['id'] === id ? undefined : message['id'],
      status: status === 'finished_successfully' ? undefined : message['status'],
      weight: message['weight'] === 1 ? undefined : message['weight'],
      recipient: recipient === 'all' ? undefined : recipient,
      role: roleName === role ? undefined : author['role'],
      author: extraOf(leftOver(author, heldOfAuthor)),
      content: extraOf(rest),
      metadata: extraOf({ ...leftOver(metadata, heldOfMetadata), ...unusableAttachments(metadata) }),
    }),
  }
}

/** `metadata.attachments` is held by parts; what is not of its shape is kept as it is. */
function unusableAttachments(metadata: JsonObject): JsonObject {
  const attachments = metadata['attachments']
  if (attachments === undefined || isEmpty(attachments)) return {}
  const isHeld =
    Array.isArray(attachments) &&
    attachments.every((upload) => filledTextAt(asObject(upload), 'id', 'file_id', 'name') !== null)
  return isHeld ? {} : { attachments }
}

function isCutShort(status: string | null, metadata: JsonObject): boolean {
  if (status === 'in_progress' || status === 'finished_partial_completion') return true
  const end = filledTextAt(objectAt(metadata, 'finish_details'), 'type')
  return end === 'interrupted' || end === 'max_tokens'
}
