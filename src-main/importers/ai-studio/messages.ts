/**
 * The chunks of an AI Studio prompt as messages: a thought, code and its result belong to the answer they precede, and
 * a file to the question that is asked about it.
 */
import type { Message, Part, Role } from '@shared/conversation.ts'
import { isJsonObject, type Json, type JsonObject } from '@shared/json.ts'
import { withUniqueRef } from '../attachment-part.ts'
import { extraOf, textAt } from '../fields.ts'
import { timeOf, unreadableTimes } from '../time.ts'
import { partsOfChunk } from './parts.ts'

const roles: ReadonlyMap<string, Role> = new Map([
  ['user', 'user'],
  ['model', 'assistant'],
  ['assistant', 'assistant'],
  ['system', 'system'],
])

interface Turn {
  readonly role: Role
  readonly chunks: readonly JsonObject[]
}

/** The messages of a list of chunks, each answering the one before it; the first answers `parentId`. */
export function messagesOfChunks(
  chunks: readonly Json[],
  parentId: string | null,
  model: string | null,
): Message[] {
  const messages: Message[] = []
  for (const turn of turnsOf(chunks)) {
    const id = `message-${messages.length + 1}`
    messages.push(messageOfTurn(turn, id, messages.at(-1)?.id ?? parentId, model))
  }
  return messages
}

/** What stands in the input field and was not sent, as a message that says so; null where nothing does. */
export function unsentMessage(inputs: readonly Json[], parentId: string | null): Message | null {
  const chunks = inputs.filter(isJsonObject)
  const message = messageOfTurn({ role: 'user', chunks }, 'unsent', parentId, null)
  return message.parts.length === 0 ? null : { ...message, isUnfinished: true }
}

function turnsOf(chunks: readonly Json[]): Turn[] {
  const turns: { role: Role; chunks: JsonObject[] }[] = []
  for (const value of chunks) {
    // What is no chunk at all is still kept, as a chunk with that content.
    const chunk = isJsonObject(value) ? value : { parts: [value] }
    const role = roles.get(textAt(chunk, 'role') ?? '') ?? 'assistant'
    const last = turns.at(-1)
    if (last?.role === role && (role === 'assistant' || last.chunks.every(isOnlyFile)))
      last.chunks.push(chunk)
    else turns.push({ role, chunks: [chunk] })
  }
  return turns
}

function isOnlyFile(chunk: JsonObject): boolean {
  return partsOfChunk(chunk).every((part) => part.type === 'attachment')
}

function messageOfTurn(
  { role, chunks }: Turn,
  id: string,
  parentId: string | null,
  model: string | null,
): Message {
  const refs = new Set<string>()
  const parts = chunks
    .flatMap(partsOfChunk)
    .map((part): Part => (part.type === 'attachment' ? withUniqueRef(part, refs) : part))
  const firstTime = chunks.find((chunk) => timeOf(chunk['createTime']) !== null)
  const ending = textAt(chunks.at(-1) ?? {}, 'finishReason')
  return {
    id,
    // Chunks have no id. Without one a message is recognised by what it says and answers.
    sourceId: null,
    parentId,
    role,
    sender: null,
    model: role === 'assistant' ? model : null,
    createdAt: timeOf(firstTime?.['createTime']),
    isError: parts.some((part) => part.type === 'error'),
    isUnfinished: ending === 'MAX_TOKENS',
    isHidden: role === 'system',
    parts,
    attachments: [],
    extra: extraOf({
      unreadableTimes: chunks
        .map((chunk) => unreadableTimes(chunk, ['createTime']))
        .find((found) => found['createTime']),
      edited: chunks.some((chunk) => chunk['isEdited'] === true) ? true : null,
    }),
  }
}
