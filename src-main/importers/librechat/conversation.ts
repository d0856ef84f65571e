/**
 * One LibreChat export as a conversation.
 *
 * A pure conversion: records come from importer.ts.
 */
import type { Conversation, Message } from '@shared/conversation.ts'
import { isJsonObject, type Json, type JsonObject } from '@shared/json.ts'
import { stemmaMetadata, type StemmaMetadata } from '@shared/stemma-metadata.ts'
import { extraOf, filledTextAt, leftOver, listAt, objectAt } from '../fields.ts'
import type { AttachedFile } from '../importer.ts'
import { deepestNesting, isNestedDeeper } from '../nesting.ts'
import type { Converted } from '../record.ts'
import { timeOf, unreadableTimes } from '../time.ts'
import { inTreeOrder } from '../tree-order.ts'
import { messageOfNode } from './message.ts'
import { messageNodes } from './nodes.ts'
import { heldOfConversation } from './raw-shape.ts'

/** Turns an export into a conversation, or says in words for a person why it is none. Never throws for any JSON. */
export function conversationFromLibreChat(raw: Json): Converted {
  if (!isJsonObject(raw)) return { kind: 'failed', reason: 'This entry is not a conversation.' }
  const list = Array.isArray(raw['messagesTree']) ? raw['messagesTree'] : raw['messages']
  if (!Array.isArray(list)) return { kind: 'failed', reason: 'This entry has no list of messages.' }
  const conversationId = filledTextAt(raw, 'conversationId')
  if (conversationId === null) {
    return {
      kind: 'failed',
      reason: 'These messages do not say which conversation they are: the field “conversationId” is missing.',
    }
  }
  const { nodes, isNested } = messageNodes(list)
  if (nodes.length === 0) return { kind: 'skipped', reason: 'This conversation holds no messages.' }
  if (
    isTooDeep(raw, ['messages', 'messagesTree']) ||
    nodes.some((node) => isTooDeep(node.raw, ['children']))
  ) {
    return { kind: 'failed', reason: `A value in it is nested more than ${deepestNesting} levels deep.` }
  }

  const notes = nodes.map((node) => stemmaOf(node.raw))
  const stemma = notes.find((note) => note?.conversation !== undefined)?.conversation ?? null
  const options = isJsonObject(raw['options']) ? raw['options'] : null
  const endpoint = filledTextAt(raw, 'endpoint') ?? (options && filledTextAt(options, 'endpoint'))
  const messages = inTreeOrder(
    nodes.map((node, index) => messageOfNode(node, notes[index]?.message ?? null, { endpoint })),
    // Children inside their parents, and all that Stemma has written, stand in their order.
    isNested || stemma !== null ? { kind: 'as-given' } : { kind: 'by-time', ranks: [] },
  )
  const common = { id: conversationId, endpoint, options, messages }
  const conversation: Conversation =
    stemma === null
      ? { ...common, ...headOf(raw, conversationId, options, messages) }
      : { ...common, ...stemma, activeLeafId: existing(stemma.activeLeafId, messages) }
  return { kind: 'conversation', conversation, files: messages.flatMap(filesOf) }
}

type Head = Omit<Conversation, 'id' | 'endpoint' | 'options' | 'messages'>

function headOf(
  raw: JsonObject,
  conversationId: string,
  options: JsonObject | null,
  messages: readonly Message[],
): Head {
  const times = messages.map((message) => message.createdAt).filter((time) => time !== null)
  return {
    source: 'librechat',
    sourceId: conversationId,
    type: filledTextAt(raw, 'endpoint') === 'agents' ? 'agent' : 'chat',
    status: raw['isArchived'] === true ? 'archived' : 'active',
    title: filledTextAt(raw, 'title') ?? (options && filledTextAt(options, 'title')),
    model: (options && filledTextAt(options, 'model')) ?? lastModel(messages),
    createdAt: timeOf(raw['createdAt']) ?? least(times, (a, b) => a < b),
    updatedAt: timeOf(raw['updatedAt']) ?? least(times, (a, b) => a > b),
    tags: listAt(raw, 'tags').flatMap((tag) => (typeof tag === 'string' && tag !== '' ? [tag] : [])),
    activeLeafId: null,
    extra: extraOf({
      ...leftOver(raw, heldOfConversation),
      ...unreadableTimes(raw, ['createdAt', 'updatedAt']),
    }),
  }
}

function stemmaOf(raw: JsonObject): StemmaMetadata | null {
  const note = objectAt(raw, 'metadata')['stemma']
  if (note === undefined) return null
  const read = stemmaMetadata.safeParse(note)
  return read.success ? read.data : null
}

function existing(id: string | null, messages: readonly Message[]): string | null {
  return id !== null && messages.some((message) => message.id === id) ? id : null
}

function lastModel(messages: readonly Message[]): string | null {
  return messages.findLast((message) => message.model !== null)?.model ?? null
}

/** The value that stands before all others by `isBefore`; null of none. */
function least(values: readonly number[], isBefore: (a: number, b: number) => boolean): number | null {
  let found: number | null = null
  for (const value of values) if (found === null || isBefore(value, found)) found = value
  return found
}

/** Values are written again as JSON, which does not go as deep as reading; nested messages are not values. */
function isTooDeep(object: JsonObject, except: readonly string[]): boolean {
  for (const key in object) {
    const value = object[key]
    if (typeof value !== 'object' || except.includes(key)) continue
    if (isNestedDeeper(value, deepestNesting)) return true
  }
  return false
}

function filesOf(message: Message): AttachedFile[] {
  return message.parts.flatMap((part) => {
    if (part.type !== 'attachment') return []
    const missing = part.ref.startsWith('data:')
      ? 'stands inside the message as text'
      : 'not in this file: LibreChat writes only the names of files'
    return [{ ref: part.ref, messageId: message.id, member: null, mime: part.mime, missing }]
  })
}
