/**
 * What Claude remembers of a person as a conversation of its own kind, with one message for each time it was exported.
 *
 * Claude rewrites its memory again and again: a changed one is another first message beside the older one, so that both
 * stay and the reader can step between them.
 */
import type { Conversation, Part, Time } from '@shared/conversation.ts'
import { isJsonObject, type Json, type JsonObject } from '@shared/json.ts'
import { extraOf, filledTextAt, isEmpty, listAt, partExtra, textAt } from '../fields.ts'
import type { Converted } from '../record.ts'
import { timeOf } from '../time.ts'
import { contentHash } from './content-hash.ts'
import { quietMessage } from './quiet-message.ts'
import { remainderOf } from './raw-shape.ts'

const heldOfMemories = new Set(['account_uuid', 'conversations_memory', 'project_memories', 'memory_files'])
const heldOfFile = new Set(['path', 'content'])

/** Turns a record of memories into a conversation, or says in words for a person why there is nothing to keep. */
export function conversationFromMemories(raw: JsonObject): Converted {
  const files = listAt(raw, 'memory_files')
  const parts: Part[] = [
    ...memoryOfConversations(raw['conversations_memory']),
    ...memoriesOfProjects(raw['project_memories']),
    ...files.flatMap(memoryOfFile),
  ]
  if (parts.length === 0) return { kind: 'skipped', reason: 'This memory is empty.' }
  const account = filledTextAt(raw, 'account_uuid')
  const id = `memory of ${account ?? 'the account'}`
  const createdAt = newestOf(files)
  const key = `memory@${contentHash(raw['conversations_memory'], raw['project_memories'], raw['memory_files'])}`
  const message = { ...quietMessage(key, null, 'assistant', parts), createdAt }
  const conversation: Conversation = {
    id,
    source: 'claude',
    sourceId: id,
    type: 'chat',
    status: 'active',
    title: 'Claude’s memory',
    endpoint: 'anthropic',
    model: null,
    createdAt,
    updatedAt: createdAt,
    tags: [],
    activeLeafId: key,
    options: null,
    extra: extraOf({ ...remainderOf(raw, heldOfMemories), account_uuid: account, kind: 'memory' }),
    messages: [message],
  }
  return { kind: 'conversation', conversation, files: [] }
}

function memoryOfConversations(value: Json | undefined): Part[] {
  if (value === undefined || isEmpty(value)) return []
  if (typeof value === 'string') return [{ type: 'text', text: value }]
  return [{ type: 'unknown', kind: 'conversations_memory', raw: value }]
}

/** A text for each project, by its id. */
function memoriesOfProjects(value: Json | undefined): Part[] {
  if (value === undefined || isEmpty(value)) return []
  if (!isJsonObject(value)) return [{ type: 'unknown', kind: 'project_memories', raw: value }]
  return Object.entries(value).flatMap(([project, memory]): Part[] => {
    if (isEmpty(memory)) return []
    if (typeof memory === 'string')
      return [{ type: 'context', title: `Memory of project ${project}`, text: memory }]
    return [{ type: 'unknown', kind: `memory of project ${project}`, raw: memory }]
  })
}

function memoryOfFile(file: Json): Part[] {
  const text = isJsonObject(file) ? textAt(file, 'content') : null
  if (!isJsonObject(file) || text === null) {
    return isEmpty(file) ? [] : [{ type: 'unknown', kind: 'memory file', raw: file }]
  }
  const title = filledTextAt(file, 'path') ?? 'Memory file'
  return [{ type: 'context', title, text, ...partExtra(remainderOf(file, heldOfFile)) }]
}

function newestOf(files: readonly Json[]): Time | null {
  const times = files.flatMap((file) => (isJsonObject(file) ? (timeOf(file['updated_at']) ?? []) : []))
  return times.reduce<Time | null>((newest, time) => (newest === null || time > newest ? time : newest), null)
}
