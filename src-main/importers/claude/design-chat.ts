/**
 * A chat of Claude's design tool as a conversation of its own kind. It has a dialect of its own: one list of messages
 * without branches, whose content is an object with text, blocks and attachments.
 */
import type { Conversation, Message, Part, Role } from '@shared/conversation.ts'
import { isJsonObject, type Json, type JsonObject } from '@shared/json.ts'
import { attachmentPart, withUniqueRef } from '../attachment-part.ts'
import { extraOf, filledTextAt, isEmpty, listAt, objectAt, partExtra, textAt } from '../fields.ts'
import { kindOfMime } from '../mime.ts'
import type { Converted } from '../record.ts'
import { timeOf, unreadableTimes } from '../time.ts'
import { withArtifactVersions } from './artifact-versions.ts'
import { remainderOf } from './raw-shape.ts'
import { filesOfMessage, type StoredFiles } from './stored-files.ts'
import { placeMessages, type PlacedMessage } from './tree.ts'

const heldOfChat = new Set(['uuid', 'title', 'created_at', 'updated_at', 'messages'])
const heldOfMessage = new Set(['uuid', 'role', 'created_at', 'content'])
const heldOfContent = new Set([
  'role',
  'content',
  'contentBlocks',
  'attachments',
  'authorName',
  'timestamp',
  'kind',
])
const heldOfCall = new Set(['id', 'name', 'input', 'output'])
const heldOfAttachment = new Set(['name', 'content'])

/** What all design chats are called that nobody has named. */
const namelessTitle = 'Chat'

/** Turns a design chat into a conversation, or says in words for a person why it is none. */
export function conversationFromDesignChat(raw: JsonObject, stored: StoredFiles): Converted {
  const placed = placeMessages(listAt(raw, 'messages'))
  const messages = withArtifactVersions(placed.messages.map(messageOf))
  const first = messages[0]
  if (!first) return { kind: 'skipped', reason: 'This design chat holds no messages.' }
  const id = filledTextAt(raw, 'uuid')
  const createdAt = timeOf(raw['created_at'])
  const given = filledTextAt(raw, 'title')
  const project = filledTextAt(objectAt(raw, 'project'), 'name')
  const title = given === null || given === namelessTitle ? (project ?? given) : given
  const conversation: Conversation = {
    id: id ?? first.id,
    source: 'claude',
    sourceId: id ?? `${first.id}@${createdAt ?? first.createdAt ?? ''}`,
    type: 'chat',
    status: 'active',
    title,
    endpoint: 'anthropic',
    model: null,
    createdAt,
    updatedAt: timeOf(raw['updated_at']),
    tags: [],
    activeLeafId: messages.at(-1)?.id ?? null,
    options: null,
    extra: extraOf({
      ...remainderOf(raw, heldOfChat),
      ...unreadableTimes(raw, ['created_at', 'updated_at']),
      title: given === title ? undefined : given,
      messages: [...placed.others],
      kind: 'design-chat',
    }),
    messages,
  }
  return {
    kind: 'conversation',
    conversation,
    files: messages.flatMap((message) => filesOfMessage(message, stored)),
  }
}

function messageOf({ raw, id, sourceId, parentId }: PlacedMessage): Message {
  const content = raw['content']
  const body = isJsonObject(content) ? content : {}
  const role = roleOf(filledTextAt(raw, 'role') ?? filledTextAt(body, 'role'))
  const read = listAt(body, 'contentBlocks').flatMap(partsOfBlock)
  const text = typeof content === 'string' ? content : (textAt(body, 'content') ?? '')
  const said: Part[] = text === '' || isSaidBy(read, text) ? [] : [{ type: 'text', text }]
  const kind = filledTextAt(body, 'kind')
  const refs = new Set<string>()
  const parts = [...said, ...read, ...listAt(body, 'attachments').flatMap(partsOfAttachment)].map((part) =>
    part.type === 'attachment' ? withUniqueRef(part, refs) : part,
  )
  return {
    id,
    sourceId,
    parentId,
    role,
    sender: filledTextAt(body, 'authorName'),
    model: filledTextAt(body, 'model'),
    createdAt: timeOf(raw['created_at']) ?? timeOf(body['timestamp']),
    isError: parts.some((part) => part.type === 'error'),
    isUnfinished: false,
    isHidden: role === 'system',
    parts,
    attachments: [],
    extra: extraOf({
      ...remainderOf(raw, heldOfMessage),
      ...unreadableTimes(raw, ['created_at']),
      content: extraOf({
        ...remainderOf(body, heldOfContent),
        content: typeof body['content'] === 'string' ? undefined : body['content'],
        kind: kind === 'chat' ? undefined : kind,
        timestamp: timeOf(body['timestamp']) === timeOf(raw['created_at']) ? undefined : body['timestamp'],
      }),
    }),
  }
}

/** Whether the text of a message only repeats its blocks. */
function isSaidBy(parts: readonly Part[], text: string): boolean {
  const spoken = parts.flatMap((part) => (part.type === 'text' ? part.text : []))
  const plain = text.replace(/\s+/g, '')
  return [spoken.join(''), spoken.at(-1) ?? ''].some((words) => words.replace(/\s+/g, '') === plain)
}

function roleOf(role: string | null): Role {
  if (role === 'user' || role === 'human') return 'user'
  return role === 'system' || role === 'tool' ? role : 'assistant'
}

function partsOfBlock(block: Json): Part[] {
  if (!isJsonObject(block)) return isEmpty(block) ? [] : [{ type: 'unknown', kind: 'content', raw: block }]
  const kind = filledTextAt(block, 'type')
  const read = readers.get(kind ?? '')?.(block)
  return read ?? [{ type: 'unknown', kind: kind ?? 'content', raw: block }]
}

/** Each gives the parts of a block, or null when the block is not of the shape its type promises. */
const readers: ReadonlyMap<string, (block: JsonObject) => Part[] | null> = new Map([
  ['text', (block) => textBlock(block)],
  ['thinking', (block) => thinkingBlock(block)],
  ['tool_call', (block) => (isJsonObject(block['toolCall']) ? [toolCall(block['toolCall'], block)] : null)],
  ['error', (block) => errorBlock(block)],
  ['user_interjection', (block) => interjection(block)],
])

function textBlock(block: JsonObject): Part[] | null {
  const text = textAt(block, 'text')
  if (text === null) return null
  return text === ''
    ? []
    : [{ type: 'text', text, ...partExtra(remainderOf(block, new Set(['type', 'text']))) }]
}

/** Thinking; the tool leaves empty ones where a thought was not shown, and those say nothing. */
function thinkingBlock(block: JsonObject): Part[] | null {
  const key = ['thinking', 'text', 'content'].find((name) => typeof block[name] === 'string')
  const extra = partExtra(remainderOf(block, new Set(['type', key ?? 'thinking'])))
  const text = key === undefined ? '' : (textAt(block, key) ?? '')
  if (text === '' && extra.extra === undefined) return []
  return key === undefined ? null : [{ type: 'thinking', text, ...extra }]
}

function toolCall(call: JsonObject, block: JsonObject): Part {
  const id = filledTextAt(call, 'id')
  const output = call['output']
  return {
    type: 'tool-call',
    ...(id !== null && { id }),
    name: filledTextAt(call, 'name') ?? 'tool',
    input: call['input'] ?? null,
    ...(output !== undefined && !isEmpty(output) && { output: asText(output) }),
    ...partExtra({ ...remainderOf(block, new Set(['type', 'toolCall'])), ...remainderOf(call, heldOfCall) }),
  }
}

function asText(value: Json): string {
  return typeof value === 'string' ? value : JSON.stringify(value)
}

function errorBlock(block: JsonObject): Part[] | null {
  const key = ['message', 'error', 'text'].find((name) => typeof block[name] === 'string')
  if (key === undefined) return null
  return [
    {
      type: 'error',
      text: textAt(block, key) ?? '',
      ...partExtra(remainderOf(block, new Set(['type', key]))),
    },
  ]
}

/** What the person said while Claude was at work: it stands inside the answer. */
function interjection(block: JsonObject): Part[] | null {
  const message = block['message']
  const text = isJsonObject(message) ? textAt(message, 'content') : null
  if (!isJsonObject(message) || text === null) return null
  const extra = partExtra({
    ...remainderOf(block, new Set(['type', 'message'])),
    message: extraOf(remainderOf(message, new Set(['role', 'content', 'attachments']))) ?? undefined,
  })
  const said: Part = { type: 'context', title: 'Said while Claude was working', text, ...extra }
  return [said, ...listAt(message, 'attachments').flatMap(partsOfAttachment)]
}

/** An attachment: its text where the export has it, else a file that is not there. */
function partsOfAttachment(attachment: Json): Part[] {
  if (!isJsonObject(attachment)) {
    return isEmpty(attachment) ? [] : [{ type: 'unknown', kind: 'attachment', raw: attachment }]
  }
  const name = filledTextAt(attachment, 'name')
  const kind = filledTextAt(attachment, 'type')
  const text = filledTextAt(attachment, 'content')
  const extra = partExtra(remainderOf(attachment, heldOfAttachment))
  if (text !== null) return [{ type: 'context', title: name ?? kind ?? 'Attachment', text, ...extra }]
  const ref = filledTextAt(attachment, 'path', 'id') ?? name ?? kind ?? 'attachment'
  return [attachmentPart({ kind: kind === 'image' ? 'image' : kindOfMime(null, name), ref, name, ...extra })]
}
