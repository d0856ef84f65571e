/** Compares a stored message with the one that came in and takes over what is more; notes what was there before. */
import type { Role } from '@shared/conversation.ts'
import type { JsonObject } from '@shared/json.ts'
import { readableText } from '@shared/message-text.ts'
import type { Archive } from './archive.ts'
import type { IncomingMessage } from './incoming.ts'
import { messageKeys } from './message-keys.ts'
import { finished, flagsFrom } from './message-flags.ts'
import { extraColumn, putAttachment, replaceParts, writeExtra } from './message-rows.ts'
import { noteReplaced, type AttachmentBefore, type ContentBefore, type MessageBefore } from './replaced.ts'
import { isRicher, mergeFields } from './richer.ts'
import { restoreParts, type StoredParts } from './stored-parts.ts'

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
  /** The import that brought it; null for one from before imports were noted. */
  readonly import_id: number | null
  /** Set for a message in the trash. */
  readonly deletion_id: number | null
}

/** The messages of a conversation in their order, without their texts. */
export function readStoredMessages(archive: Archive, conversationId: number): StoredMessage[] {
  return archive
    .statement<[number], StoredMessage>(
      `SELECT id, parent_id, seq, source_id, role, sender, model, created_at, flags, length, import_id, deletion_id
       FROM messages WHERE conversation_id = ? ORDER BY seq`,
    )
    .all(conversationId)
}

/** The keys of stored messages, made as those of incoming ones are. */
export function storedKeys(archive: Archive, stored: readonly StoredMessage[]): string[] {
  const indexOfId = new Map(stored.map((message, index) => [message.id, index]))
  const emptied = emptiedKeys(archive, stored)
  return messageKeys(
    stored.map((message) => ({
      sourceId: message.source_id,
      role: message.role,
      createdAt: message.created_at,
      key: emptied.get(message.id),
      text: message.source_id === null ? readableText(restoreParts(readParts(archive, message.id))) : '',
    })),
    stored.map((message) => (message.parent_id === null ? -1 : (indexOfId.get(message.parent_id) ?? -1))),
  )
}

/** What recognises messages whose text was deleted for good. */
function emptiedKeys(archive: Archive, stored: readonly StoredMessage[]): Map<number, string> {
  const keys = new Map<number, string>()
  for (const { id, deletion_id: deletion } of stored) {
    if (deletion === null) continue
    const row = archive
      .statement<[number], { key: string }>('SELECT key FROM emptied_keys WHERE message_id = ?')
      .get(id)
    if (row !== undefined) keys.set(id, row.key)
  }
  return keys
}

/** The merge that a message is part of. */
export interface Merge {
  readonly conversationId: number
  readonly importId: number
}

/** Takes over what is richer in the incoming version; says whether the text changed, something else, or nothing. */
export function mergeMessage(
  archive: Archive,
  merge: Merge,
  stored: StoredMessage,
  incoming: IncomingMessage,
): 'text' | 'details' | 'nothing' {
  const parts = readParts(archive, stored.id)
  const isTextChanged = mergeParts(archive, stored, parts, incoming)
  const before: MessageBefore = {
    ...(isTextChanged && { content: contentOf(stored, parts) }),
    ...mergeDetails(archive, stored, parts, incoming, isTextChanged),
    ...mergeExtra(archive, stored, incoming, isTextChanged),
    ...mergeAttachments(archive, merge.conversationId, stored, incoming),
  }
  if (stored.import_id !== merge.importId) {
    noteReplaced(archive, { ...merge, messageId: stored.id }, before)
  }
  if (isTextChanged) return 'text'
  return Object.keys(before).length > 0 ? 'details' : 'nothing'
}

function contentOf({ length, flags }: StoredMessage, { text, parts }: StoredParts): ContentBefore {
  return { text, parts, length, flags }
}

function mergeParts(
  archive: Archive,
  stored: StoredMessage,
  before: StoredParts,
  incoming: IncomingMessage,
): boolean {
  if (incoming.text === before.text && incoming.parts === before.parts) return false
  const isBetter = isRicher(
    {
      parts: restoreParts(incoming),
      length: incoming.length,
      isUnfinished: flagsFrom(incoming.flags).isUnfinished,
    },
    {
      parts: restoreParts(before),
      length: stored.length,
      isUnfinished: flagsFrom(stored.flags).isUnfinished,
    },
  )
  if (isBetter) replaceParts(archive, stored.id, incoming, incoming.length)
  return isBetter
}

/** Each of the merging functions from here on answers what was there before, empty when it changed nothing. */
function mergeDetails(
  archive: Archive,
  stored: StoredMessage,
  parts: StoredParts,
  incoming: IncomingMessage,
  isTextChanged: boolean,
): MessageBefore {
  const sender = stored.sender ?? incoming.sender
  const model = stored.model ?? incoming.model
  const createdAt = stored.created_at ?? incoming.createdAt
  const isFinished = !flagsFrom(incoming.flags).isUnfinished && incoming.length >= stored.length
  const flags = isTextChanged ? incoming.flags : isFinished ? finished(stored.flags) : stored.flags
  const before: MessageBefore = {
    ...(sender !== stored.sender && { sender: stored.sender }),
    ...(model !== stored.model && { model: stored.model }),
    ...(createdAt !== stored.created_at && { created_at: stored.created_at }),
    ...(flags !== stored.flags && { content: contentOf(stored, parts) }),
  }
  if (Object.keys(before).length > 0) {
    archive
      .statement('UPDATE messages SET sender = ?, model = ?, created_at = ?, flags = ? WHERE id = ?')
      .run(sender, model, createdAt, flags, stored.id)
  }
  return before
}

function mergeExtra(
  archive: Archive,
  stored: StoredMessage,
  incoming: IncomingMessage,
  isNewer: boolean,
): MessageBefore {
  if (incoming.extra === null) return {}
  const known = readExtra(archive, stored.id)
  if (known === incoming.extra) return {}
  const before = known === null ? null : (JSON.parse(known) as JsonObject)
  const merged = mergeFields(before, JSON.parse(incoming.extra) as JsonObject, isNewer)
  if (merged === before || merged === null) return {}
  writeExtra(archive, stored.id, JSON.stringify(merged))
  return { extra: known }
}

function mergeAttachments(
  archive: Archive,
  conversationId: number,
  stored: StoredMessage,
  incoming: IncomingMessage,
): MessageBefore {
  const before: Record<`attachment ${string}`, AttachmentBefore | null> = {}
  for (const attachment of incoming.attachments ?? []) {
    const row = archive
      .statement<[number, string], AttachmentBefore>(
        'SELECT mime, missing FROM attachments WHERE message_id = ? AND ref = ?',
      )
      .get(stored.id, attachment.ref)
    if (putAttachment(archive, conversationId, stored.id, attachment)) {
      before[`attachment ${attachment.ref}`] = row ?? null
    }
  }
  return before
}

function readExtra(archive: Archive, id: number): string | null {
  const extra = archive
    .statement<[number], string | null>(
      `SELECT ${extraColumn} FROM texts LEFT JOIN extras ON message_id = texts.id WHERE texts.id = ?`,
    )
    .pluck()
    .get(id)
  return extra ?? null
}

function readParts(archive: Archive, id: number): StoredParts {
  const row = archive.statement<[number], StoredParts>('SELECT text, parts FROM texts WHERE id = ?').get(id)
  if (row === undefined) throw new Error(`Message ${id} has no text row`)
  return row
}
