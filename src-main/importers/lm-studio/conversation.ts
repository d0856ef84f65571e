/**
 * One conversation of LM Studio: a list of turns, each with its versions, of which one was chosen.
 *
 * A pure conversion; what a version says is parts.ts's work.
 */
import type { Conversation, Message, Role } from '@shared/conversation.ts'
import { isJsonObject, type Json, type JsonObject } from '@shared/json.ts'
import { attachedFiles } from '../attached-files.ts'
import { extraOf, filledTextAt, leftOver, listAt, numberAt, objectAt, objectsAt, textAt } from '../fields.ts'
import { plainConversation } from '../plain-conversation.ts'
import { plainMessage } from '../plain-message.ts'
import type { Converted } from '../record.ts'
import { timeOf, unreadableTimes } from '../time.ts'
import { inTreeOrder } from '../tree-order.ts'
import { partsOfVersion } from './parts.ts'

/** What stands around the record. */
export interface Surroundings {
  /** Where the record was found: the file's name is its only id, its folders are the person's own order. */
  readonly path: string
  /** Names of the members of the source by their last part. */
  readonly files: ReadonlyMap<string, string>
}

/** Turns a record into a conversation, or says in words for a person why it is none. Never throws for any JSON. */
export function conversationFromLmStudio(raw: Json, { path, files }: Surroundings): Converted {
  if (!isJsonObject(raw)) return { kind: 'failed', reason: 'This file is not a conversation.' }
  const turns = raw['messages']
  if (!Array.isArray(turns)) return { kind: 'failed', reason: 'This file has no list of messages.' }
  const { messages: given, shown } = messagesOf(turns)
  const messages = inTreeOrder(given, { kind: 'as-given' })
  if (messages.length === 0) return { kind: 'skipped', reason: 'This conversation holds no messages.' }
  const createdAt = timeOf(raw['createdAt'])
  const number = /(?:^|\/)(\d{13})\.conversation\.json$/.exec(path)?.[1]
  const id = number ?? (createdAt === null ? null : String(createdAt))
  const folder = /(?:^|\/)conversations\/(.+)\/[^/]+$/.exec(path)?.[1]
  const conversation: Conversation = plainConversation({
    id: id ?? 'conversation',
    source: 'lm-studio',
    sourceId: id,
    status: raw['pinned'] === true ? 'favorite' : 'active',
    title: filledTextAt(raw, 'name'),
    model: messages.findLast(({ model }) => model !== null)?.model ?? lastUsedModel(raw),
    createdAt,
    updatedAt: timeOf(raw['assistantLastMessagedAt']) ?? timeOf(raw['userLastMessagedAt']),
    tags: folder === undefined ? [] : [folder],
    activeLeafId: shown,
    options: optionsOf(raw),
    extra: extraOf({
      ...leftOver(raw, heldOfConversation),
      ...unreadableTimes(raw, ['createdAt', 'assistantLastMessagedAt', 'userLastMessagedAt']),
      lastUsedModel: extraOf(leftOver(objectAt(raw, 'lastUsedModel'), new Set(['identifier']))),
      messages: turns.filter((turn) => !isJsonObject(turn)),
    }),
    messages,
  })
  const attached = attachedFiles(
    messages,
    'not in this folder: LM Studio keeps it in its folder “user-files”',
    ({ ref, name }) => files.get(ref) ?? (name === null ? undefined : files.get(name)) ?? null,
  )
  return { kind: 'conversation', conversation, files: attached }
}

const heldOfConversation = new Set([
  'name',
  'pinned',
  'createdAt',
  'assistantLastMessagedAt',
  'userLastMessagedAt',
  'messages',
  'systemPrompt',
  'perChatPredictionConfig',
  'lastUsedModel',
])

function lastUsedModel(raw: JsonObject): string | null {
  return filledTextAt(objectAt(raw, 'lastUsedModel'), 'identifier', 'indexedModelIdentifier')
}

/** Settings of this conversation, by their keys (`llm.prediction.temperature`). */
function optionsOf(raw: JsonObject): JsonObject | null {
  const fields = objectsAt(objectAt(raw, 'perChatPredictionConfig'), 'fields')
  const own: JsonObject = {}
  for (const field of fields) {
    const key = filledTextAt(field, 'key')
    if (key !== null) own[key.replace(/^llm\.prediction\./, '')] = field['value'] ?? null
  }
  return extraOf({ systemPrompt: raw['systemPrompt'], ...own })
}

const roles: ReadonlySet<string> = new Set<Role>(['user', 'assistant', 'system', 'tool'])

/** All versions of all turns. A turn follows the chosen version of the turn before it. */
function messagesOf(turns: readonly Json[]): {
  readonly messages: readonly Message[]
  readonly shown: string | null
} {
  const messages: Message[] = []
  let shown: string | null = null
  turns.filter(isJsonObject).forEach((turn, place) => {
    const versions = listAt(turn, 'versions')
    const selected = numberAt(turn, 'currentlySelected') ?? versions.length - 1
    const parentId = shown
    versions.forEach((version, index) => {
      const id = `${place + 1}.${index + 1}`
      const isLast = index === versions.length - 1
      const rest = index === 0 ? leftOver(turn, new Set(['versions', 'currentlySelected'])) : {}
      messages.push(messageOf(version, { id, parentId, rest }))
      if (index === selected || (isLast && shown === parentId)) shown = id
    })
  })
  return { messages, shown }
}

interface Place {
  readonly id: string
  readonly parentId: string | null
  /** What the turn says beside its versions. */
  readonly rest: JsonObject
}

function messageOf(version: Json, { id, parentId, rest }: Place): Message {
  if (!isJsonObject(version)) {
    const parts = [{ type: 'unknown' as const, kind: 'version', raw: version }]
    return plainMessage({ id, parentId, role: 'assistant', parts, extra: extraOf(rest) })
  }
  const roleName = textAt(version, 'role')
  const role = roles.has(roleName ?? '') ? (roleName as Role) : 'assistant'
  const { parts, model, stopReason, rest: others } = partsOfVersion(version)
  return plainMessage({
    id,
    parentId,
    role,
    sender: filledTextAt(objectAt(version, 'senderInfo'), 'senderName'),
    model,
    isUnfinished: stopReason === 'userStopped' || stopReason === 'contextLengthReached',
    isHidden: role === 'system',
    parts,
    extra: extraOf({ ...rest, ...others }),
  })
}
