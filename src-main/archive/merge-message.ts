/** Compares a stored message with the one that came in and takes over what is more. */
import type { Role } from '@shared/conversation.ts'
import type { JsonObject } from '@shared/json.ts'
import { readableText } from '@shared/message-text.ts'
import type { Archive } from './archive.ts'
import type { IncomingMessage } from './incoming.ts'
import { messageKeys } from './message-keys.ts'
import { finished, flagsFrom, flagsOf, putAttachment, replaceParts, writeExtra } from './message-rows.ts'
import { isRicher, mergeFields } from './richer.ts'
import { restoreParts, storeParts, type StoredParts } from './stored-parts.ts'
import { storable } from './well-formed.ts'

export interface StoredMessage {
  readonly id: number
  readonly parent_id: number | null
  readonly seq: number
  readonly source_id: string | null
  readonly role: Role
  readonly sender: string | null
  readonly model: string | null
  readonly created_at: number | null
  readonly flags: number
  readonly length: number
}

/** The messages of a conversation in their order, without their texts. */
export function readStoredMessages(archive: Archive, conversationId: number): StoredMessage[] {
  return archive
    .statement<[number], StoredMessage>(
      `SELECT id, parent_id, seq, source_id, role, sender, model, created_at, flags, length
       FROM messages WHERE conversation_id = ? ORDER BY seq`,
    )
    .all(conversationId)
}

/** The keys of stored messages, made as those of incoming ones are. */
export function storedKeys(archive: Archive, stored: readonly StoredMessage[]): string[] {
  const indexOfId = new Map(stored.map((message, index) => [message.id, index]))
  return messageKeys(
    stored.map((message) => ({
      sourceId: message.source_id,
      role: message.role,
      createdAt: message.created_at,
      text: message.source_id === null ? readableText(restoreParts(readParts(archive, message.id))) : '',
    })),
    stored.map((message) => (message.parent_id === null ? -1 : (indexOfId.get(message.parent_id) ?? -1))),
  )
}

/** Takes over what is richer in the incoming version; says whether the text changed, something else, or nothing. */
export function mergeMessage(
  archive: Archive,
  conversationId: number,
  stored: StoredMessage,
  incoming: IncomingMessage,
): 'text' | 'details' | 'nothing' {
  const isTextChanged = mergeParts(archive, stored, incoming)
  const isDetailed = mergeDetails(archive, stored, incoming, isTextChanged)
  const isExtended = mergeExtra(archive, stored, incoming, isTextChanged)
  let isAttached = false
  for (const attachment of incoming.attachments) {
    isAttached = putAttachment(archive, conversationId, stored.id, attachment) || isAttached
  }
  if (isTextChanged) return 'text'
  return isDetailed || isExtended || isAttached ? 'details' : 'nothing'
}

function mergeParts(archive: Archive, stored: StoredMessage, incoming: IncomingMessage): boolean {
  const { message } = incoming
  const after = storeParts(message.parts)
  const before = readParts(archive, stored.id)
  if (after.text === before.text && after.parts === before.parts) return false
  const isBetter = isRicher(
    { parts: message.parts, length: incoming.text.length, isUnfinished: message.isUnfinished },
    {
      parts: restoreParts(before),
      length: stored.length,
      isUnfinished: flagsFrom(stored.flags).isUnfinished,
    },
  )
  if (isBetter) replaceParts(archive, stored.id, after, incoming.text.length)
  return isBetter
}

function mergeDetails(
  archive: Archive,
  stored: StoredMessage,
  incoming: IncomingMessage,
  isTextChanged: boolean,
): boolean {
  const { message } = incoming
  const sender = stored.sender ?? storable(message.sender)
  const model = stored.model ?? storable(message.model)
  const createdAt = stored.created_at ?? incoming.createdAt
  const isFinished = !message.isUnfinished && incoming.text.length >= stored.length
  const flags = isTextChanged ? flagsOf(message) : isFinished ? finished(stored.flags) : stored.flags
  const isSame =
    sender === stored.sender &&
    model === stored.model &&
    createdAt === stored.created_at &&
    flags === stored.flags
  if (isSame) return false
  archive
    .statement('UPDATE messages SET sender = ?, model = ?, created_at = ?, flags = ? WHERE id = ?')
    .run(sender, model, createdAt, flags, stored.id)
  return true
}

function mergeExtra(
  archive: Archive,
  stored: StoredMessage,
  incoming: IncomingMessage,
  isNewer: boolean,
): boolean {
  if (incoming.message.extra === null) return false
  const row = archive
    .statement<[number], { extra: string }>('SELECT extra FROM extras WHERE message_id = ?')
    .get(stored.id)
  const before = row === undefined ? null : (JSON.parse(row.extra) as JsonObject)
  const merged = mergeFields(before, incoming.message.extra, isNewer)
  if (merged === before || merged === null) return false
  writeExtra(archive, stored.id, merged)
  return true
}

function readParts(archive: Archive, id: number): StoredParts {
  const row = archive.statement<[number], StoredParts>('SELECT text, parts FROM texts WHERE id = ?').get(id)
  if (row === undefined) throw new Error(`Message ${id} has no text row`)
  return row
}
