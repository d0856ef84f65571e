/** One message of a Cherry Studio backup. What its blocks say is blocks.ts's work. */
import type { Message, Part, Role } from '@shared/conversation.ts'
import type { JsonObject } from '@shared/json.ts'
import { extraOf, filledTextAt, isEmpty, leftOver, listAt, objectAt, textAt } from '../fields.ts'
import { plainMessage } from '../plain-message.ts'
import { partOfAddress, textParts } from '../role-messages/content.ts'
import { timeOf, unreadableTimes } from '../time.ts'
import { errorPart, partOfFile, partsOfBlock } from './blocks.ts'

const roles: ReadonlyMap<string, Role> = new Map<string, Role>([
  ['user', 'user'],
  ['system', 'system'],
])

const heldOfMessage = new Set([
  'id',
  'role',
  'createdAt',
  'model',
  'modelId',
  'blocks',
  'content',
  'reasoning_content',
  'translatedContent',
  'images',
  'files',
  'error',
  'topicId',
  'assistantId',
  'askId',
])

/** Turns a message, in which tables.ts has put its blocks, into one of ours. */
export function messageOf(row: JsonObject, id: string, parentId: string | null): Message {
  const model = objectAt(row, 'model')
  const status = filledTextAt(row, 'status')
  const role = roles.get(filledTextAt(row, 'role') ?? '') ?? 'assistant'
  return plainMessage({
    id,
    sourceId: filledTextAt(row, 'id'),
    parentId,
    role,
    sender: filledTextAt(model, 'name'),
    model: filledTextAt(row, 'modelId') ?? filledTextAt(model, 'id'),
    createdAt: timeOf(row['createdAt']),
    isUnfinished: status !== null && /^(?:paused|pending|processing|searching)$/.test(status),
    // `clear` is the line below which the model no longer knew what stands above it.
    isHidden: role === 'system' || row['type'] === 'clear',
    parts: [...ownParts(row), ...listAt(row, 'blocks').flatMap(partsOfBlock)],
    extra: extraOf({
      ...leftOver(row, heldOfMessage),
      ...unreadableTimes(row, ['createdAt']),
      status: status === 'success' ? undefined : row['status'],
      model: extraOf(leftOver(model, new Set(['id', 'name']))),
      content: typeof row['content'] === 'string' ? undefined : row['content'],
    }),
  })
}

/** What the message itself says: until version 4 of the backup there were no blocks. */
function ownParts(row: JsonObject): Part[] {
  const thinking = filledTextAt(row, 'reasoning_content')
  const translation = filledTextAt(row, 'translatedContent')
  const error = row['error']
  return [
    ...(thinking === null ? [] : [{ type: 'thinking' as const, text: thinking }]),
    ...textParts(textAt(row, 'content') ?? ''),
    ...(translation === null
      ? []
      : [{ type: 'text' as const, text: translation, extra: { type: 'translation' } }]),
    ...listAt(row, 'images').map((url): Part =>
      typeof url === 'string' ? partOfAddress(url, 'image') : { type: 'unknown', kind: 'image', raw: url },
    ),
    ...listAt(row, 'files').map((file) => partOfFile(file)),
    ...(error === undefined || isEmpty(error) ? [] : [errorPart(error)]),
  ]
}
