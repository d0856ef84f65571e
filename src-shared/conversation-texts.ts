/**
 * Every text of a conversation that a person wrote or reads, at one place: to look through all of them, or to change all of
 * them. Ids, kinds, file hashes and the like are no texts and stay.
 */
import type { Conversation, Message, Part } from './conversation.ts'
import { isJsonObject, type Json, type JsonObject } from './json.ts'

/** Is given a text and the id of its message (null for what stands outside of messages); answers what to put there. */
export type TextChange = (text: string, messageId: string | null) => string

/** The conversation with each text changed: title, tags, options, names, parts, and all that was kept of the source. */
export function mapTexts(conversation: Conversation, change: TextChange): Conversation {
  const here = (text: string): string => change(text, null)
  return {
    ...conversation,
    title: orNull(conversation.title, here),
    tags: conversation.tags.map(here),
    options: objectOrNull(conversation.options, here),
    extra: objectOrNull(conversation.extra, here),
    messages: conversation.messages.map((message) => changedMessage(message, change)),
  }
}

function changedMessage(message: Message, change: TextChange): Message {
  const here = (text: string): string => change(text, message.id)
  return {
    ...message,
    sender: orNull(message.sender, here),
    parts: message.parts.map((part) => changedPart(part, here)),
    attachments: message.attachments.map((one) => ({ ...one, missing: orNull(one.missing, here) })),
    extra: objectOrNull(message.extra, here),
  }
}

type Change = (text: string) => string

/** Fields of parts that hold no text. */
const kept: ReadonlySet<string> = new Set([
  'type',
  'id',
  'callId',
  'ref',
  'mime',
  'kind',
  'direction',
  'language',
  'size',
  'width',
  'height',
])

function changedPart(part: Part, change: Change): Part {
  const fields = Object.entries(part).map(([name, value]) => [
    name,
    kept.has(name) ? (value as Json) : changedJson(value as Json, change),
  ])
  return Object.fromEntries(fields) as Part
}

/** Names of fields are texts as well: some sources use what a person wrote as one. */
function changedJson(value: Json, change: Change): Json {
  if (typeof value === 'string') return change(value)
  if (Array.isArray(value)) return value.map((inner: Json) => changedJson(inner, change))
  return isJsonObject(value) ? changedObject(value, change) : value
}

function changedObject(object: JsonObject, change: Change): JsonObject {
  const result = new Map<string, Json>()
  for (const [name, value] of Object.entries(object)) {
    const wanted = change(name)
    let own = wanted
    // Two names that become one would lose a value.
    for (let number = 2; result.has(own); number++) own = `${wanted} ${number}`
    result.set(own, changedJson(value, change))
  }
  return Object.fromEntries(result)
}

function orNull(text: string | null, change: Change): string | null {
  return text === null ? null : change(text)
}

function objectOrNull(object: JsonObject | null, change: Change): JsonObject | null {
  return object === null ? null : changedObject(object, change)
}
