/** A conversation as it comes in, made ready to be compared and stored. Reads and writes nothing. */
import type { Attachment, Conversation, Message } from '@shared/conversation.ts'
import { readableText } from '@shared/message-text.ts'
import { buildTree, depthFirst, newestLeafUnder, treeOf, type Tree } from '@shared/tree.ts'
import { contentHash, messageKeys } from './message-keys.ts'
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

export interface IncomingMessage {
  readonly message: Message
  readonly sourceId: string | null
  readonly createdAt: number | null
  /** Readable text. */
  readonly text: string
  readonly attachments: readonly Attachment[]
}

export interface Incoming {
  readonly conversation: Conversation
  readonly sourceId: string | null
  readonly title: string | null
  readonly createdAt: number | null
  readonly updatedAt: number | null
  /** Parents before children, siblings in their order; the indexes of `tree` and `keys` are those of this list. */
  readonly messages: readonly IncomingMessage[]
  readonly tree: Tree
  /** Index of the message that ends the branch to show, -1 when the source names none. */
  readonly shown: number
}

/** Orders the messages, cuts cycles, and puts what SQLite cannot hold into a form that it can. */
export function incomingOf(conversation: Conversation, files: readonly StoredAttachment[]): Incoming {
  const given = treeOf(conversation.messages)
  const order = isInOrder(given) ? null : depthFirst(given)
  const messages = order === null ? conversation.messages : pick(conversation.messages, order)
  const attachments = attachmentsById(conversation, files)
  const tree = order === null ? given : reordered(given, order)
  return {
    conversation,
    sourceId: storable(conversation.sourceId),
    title: storable(conversation.title),
    createdAt: wholeTime(conversation.createdAt),
    updatedAt: wholeTime(conversation.updatedAt),
    messages: messages.map((message) => ({
      message,
      sourceId: storable(message.sourceId),
      createdAt: wholeTime(message.createdAt),
      text: readableText(message.parts),
      attachments: [...(attachments.get(message.id)?.values() ?? [])],
    })),
    tree,
    shown: shownLeaf(messages, tree, conversation.activeLeafId),
  }
}

/** Some products name a message in the middle of the branch they show: its newest end is meant. */
function shownLeaf(messages: readonly Message[], tree: Tree, activeId: string | null): number {
  const index = activeId === null ? -1 : messages.findIndex((message) => message.id === activeId)
  return index < 0 ? -1 : newestLeafUnder(tree, index)
}

/** A key for each message by which it is recognised among those that are stored. */
export function keysOf(incoming: Incoming): string[] {
  return messageKeys(
    incoming.messages.map(({ message, sourceId, createdAt, text }) => ({
      sourceId,
      role: message.role,
      createdAt,
      text,
    })),
    incoming.tree.parents,
  )
}

/** What a conversation without an id of its source is recognised by; null when it has one. */
export function contentHashOf(incoming: Incoming): Buffer | null {
  if (incoming.sourceId !== null) return null
  return contentHash(incoming.title, incoming.createdAt, keysOf(incoming))
}

/** Conversations with the same key are one in the archive, whichever export they come from. */
export function recognitionKey(conversation: Conversation): string {
  const { source } = conversation
  if (conversation.sourceId !== null) return JSON.stringify([source, storable(conversation.sourceId)])
  const hash = contentHashOf(incomingOf(conversation, []))
  return JSON.stringify([source, null, hash?.toString('hex')])
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
): Map<string, Map<string, Attachment>> {
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
