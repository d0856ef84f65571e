/**
 * A conversation as it comes in, made ready to be compared and stored: in the form of its rows, plain data that can be
 * handed from thread to thread. Reads and writes nothing.
 */
import type {
  Attachment,
  Conversation,
  ConversationStatus,
  ConversationType,
  Message,
  Role,
} from '@shared/conversation.ts'
import type { JsonObject } from '@shared/json.ts'
import { readableText } from '@shared/message-text.ts'
import type { Origin, ReaderMarks, ReaderNote } from '@shared/origin.ts'
import { shownTitle } from '@shared/shown-title.ts'
import { buildTree, depthFirst, leavesOf, newestLeafUnder, treeOf, type Tree } from '@shared/tree.ts'
import { contentHash, messageKeys } from './message-keys.ts'
import { flagsOf } from './message-flags.ts'
import { restoreParts, storeParts, type StoredParts } from './stored-parts.ts'
import { storable } from './well-formed.ts'

/** What is known of the bytes of an attachment: stored under a hash, or missing for a reason. */
export interface StoredAttachment {
  /** `id` of the message in the conversation that is saved. */
  readonly messageId: string
  /** `ref` of its AttachmentPart. */
  readonly ref: string
  /** SHA-256 in hex, as `storeFile` answered it. */
  readonly hash: string | null
  readonly mime: string | null
  /** In words for a person; null when `hash` is set. */
  readonly missing: string | null
}

/** An `Origin` with the places of messages in `messages` in the place of their ids. */
interface IncomingOrigin extends Omit<Origin, 'reader'> {
  readonly reader: Omit<ReaderMarks, 'notes'> & {
    readonly notes: readonly (Omit<ReaderNote, 'messageId'> & { readonly message: number | null })[]
  }
}

export interface IncomingMessage extends StoredParts {
  readonly sourceId: string | null
  readonly role: Role
  readonly sender: string | null
  readonly model: string | null
  readonly createdAt: number | null
  readonly flags: number
  /** UTF-16 units of readable text. */
  readonly length: number
  /** JSON */
  readonly extra: string | null
  /** null for none, as most have */
  readonly attachments: readonly Attachment[] | null
  /** A text as its UTF-8, where it came so: what is only to be stored need not become a text. */
  bytesOf?(text: 'text' | 'parts' | 'extra'): Uint8Array | null
}

export interface Incoming {
  readonly source: string
  readonly sourceId: string | null
  /** Its `id`, where its source gave it none: of what Stemma has written, its UUID in the archive that wrote it. */
  readonly ownId: string | null
  readonly type: ConversationType
  readonly status: ConversationStatus
  /** As the source has it. */
  readonly title: string | null
  /** As it is shown: the source's, else the first words. */
  readonly shownTitle: string
  readonly endpoint: string | null
  readonly model: string | null
  readonly createdAt: number | null
  readonly updatedAt: number | null
  /** JSON */
  readonly options: string | null
  /** JSON */
  readonly extra: string | null
  readonly tags: readonly string[]
  /** Parents before children, siblings in their order. */
  readonly messages: readonly IncomingMessage[]
  /** Index of the message that each one answers, -1 for a first message. */
  readonly parents: Int32Array
  readonly branches: number
  /** Index of the message that ends the branch to show, -1 when the source names none. */
  readonly shown: number
  /** Only for what comes out of another archive. */
  readonly origin?: IncomingOrigin
}

/** Orders the messages, cuts cycles, and puts what SQLite cannot hold into a form that it can. */
export function incomingOf(
  conversation: Conversation,
  files: readonly StoredAttachment[],
  origin: Origin | null = null,
): Incoming {
  const given = treeOf(conversation.messages)
  const order = isInOrder(given) ? null : depthFirst(given)
  const messages = order === null ? conversation.messages : pick(conversation.messages, order)
  const attachments = attachmentsById(conversation, files)
  const tree = order === null ? given : reordered(given, order)
  const title = storable(conversation.title)
  return {
    source: conversation.source,
    sourceId: storable(conversation.sourceId),
    ownId: conversation.sourceId === null ? storable(conversation.id) : null,
    type: conversation.type,
    status: conversation.status,
    title,
    shownTitle: storable(shownTitle({ title, messages })),
    endpoint: storable(conversation.endpoint),
    model: storable(conversation.model),
    createdAt: wholeTime(conversation.createdAt),
    updatedAt: wholeTime(conversation.updatedAt),
    options: jsonOf(conversation.options),
    extra: jsonOf(conversation.extra),
    tags: conversation.tags.map((tag) => storable(tag)),
    messages: messages.map((message) => incomingMessage(message, attachments?.get(message.id))),
    parents: tree.parents,
    branches: leavesOf(tree).length,
    shown: shownLeaf(messages, tree, conversation.activeLeafId),
    ...(origin !== null && { origin: incomingOrigin(origin, messages) }),
  }
}

function incomingOrigin({ contentHash: hash, reader }: Origin, messages: readonly Message[]): IncomingOrigin {
  const places = new Map(messages.map(({ id }, index) => [id, index]))
  const notes = reader.notes.flatMap(({ messageId, text, ...times }) => {
    const message = messageId === null ? null : places.get(messageId)
    return message === undefined ? [] : [{ message, text: storable(text), ...times }]
  })
  const tags = reader.tags.map(({ name, color, description }) => ({
    name: storable(name),
    color,
    description: storable(description),
  }))
  return { contentHash: hash, reader: { title: storable(reader.title), notes, tags } }
}

function incomingMessage(
  message: Message,
  attachments: ReadonlyMap<string, Attachment> | undefined,
): IncomingMessage {
  const { text, parts } = storeParts(message.parts)
  return {
    sourceId: storable(message.sourceId),
    role: message.role,
    sender: storable(message.sender),
    model: storable(message.model),
    createdAt: wholeTime(message.createdAt),
    flags: flagsOf(message),
    length: text === null ? readableText(message.parts).length : text.length,
    text,
    parts,
    extra: jsonOf(message.extra),
    attachments: attachments === undefined ? null : [...attachments.values()],
  }
}

function jsonOf(object: JsonObject | null): string | null {
  return object === null ? null : JSON.stringify(object)
}

/** Some products name a message in the middle of the branch they show: its newest end is meant. */
function shownLeaf(messages: readonly Message[], tree: Tree, activeId: string | null): number {
  const index = activeId === null ? -1 : messages.findIndex((message) => message.id === activeId)
  return index < 0 ? -1 : newestLeafUnder(tree, index)
}

/** A key for each message by which it is recognised among those that are stored. */
export function keysOf(incoming: Incoming): string[] {
  return messageKeys(
    incoming.messages.map((message) => ({
      sourceId: message.sourceId,
      role: message.role,
      createdAt: message.createdAt,
      // Asked for only where the source gave no id.
      text: message.sourceId === null ? (message.text ?? readableText(restoreParts(message))) : '',
    })),
    incoming.parents,
  )
}

/** What a conversation without an id of its source is recognised by; null when it has one. */
export function contentHashOf(incoming: Incoming): Buffer | null {
  if (incoming.sourceId !== null) return null
  const known = incoming.origin?.contentHash
  if (known !== null && known !== undefined) return Buffer.from(known, 'hex')
  return contentHash(incoming.title, incoming.createdAt, keysOf(incoming))
}

/** Conversations with the same key are one in the archive, whichever export they come from. */
export function recognitionKey(incoming: Incoming): string {
  const { source, sourceId } = incoming
  if (sourceId !== null) return JSON.stringify([source, sourceId])
  return JSON.stringify([source, null, contentHashOf(incoming)?.toString('hex')])
}

/** The latest time of its messages, null when none has one. */
export function newestTime(messages: readonly { readonly createdAt: number | null }[]): number | null {
  let newest: number | null = null
  for (const { createdAt } of messages) {
    if (createdAt !== null && (newest === null || createdAt > newest)) newest = createdAt
  }
  return newest
}

function isInOrder(tree: Tree): boolean {
  return tree.parents.every((parent, index) => parent < index)
}

function reordered(tree: Tree, order: readonly number[]): Tree {
  const placeOf = new Int32Array(tree.size)
  order.forEach((index, place) => {
    placeOf[index] = place
  })
  return buildTree(order.map((index) => placeOf[tree.parents[index] ?? -1] ?? -1))
}

function pick(messages: readonly Message[], order: readonly number[]): Message[] {
  return order.flatMap((index) => messages[index] ?? [])
}

/** What the importer's job knows of the files stands over what the conversation itself says. */
function attachmentsById(
  conversation: Conversation,
  files: readonly StoredAttachment[],
): Map<string, Map<string, Attachment>> | null {
  if (files.length === 0 && conversation.messages.every(({ attachments }) => attachments.length === 0)) {
    return null
  }
  const found = new Map<string, Map<string, Attachment>>()
  function add(messageId: string, { ref, hash, mime, missing }: Attachment): void {
    const ofMessage = found.get(messageId) ?? new Map<string, Attachment>()
    found.set(messageId, ofMessage)
    const name = storable(ref)
    ofMessage.set(name, { ref: name, hash, mime: storable(mime), missing: storable(missing) })
  }
  for (const message of conversation.messages) {
    for (const attachment of message.attachments) add(message.id, attachment)
  }
  for (const file of files) add(file.messageId, file)
  return found
}

/** Integer columns take no fraction, and a time that is no number is none. */
function wholeTime(time: number | null): number | null {
  return time === null || !Number.isFinite(time) ? null : Math.trunc(time)
}
