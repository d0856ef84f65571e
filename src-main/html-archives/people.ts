/**
 * Who took part in a conversation and through which channel, where its source says so: names, e-mail addresses, ids. What
 * sources say of tokens, costs and their own workings is not looked at.
 */
import type { Conversation } from '@shared/conversation.ts'
import { isJsonObject, type Json } from '@shared/json.ts'

/** Fields under which sources name whoever wrote. */
const peopleKeys = ['user', 'account', 'customer', 'contact', 'creator', 'owner', 'created_by', 'identifiers']
const nameKeys = ['name', 'full_name', 'display_name', 'username', 'userName', 'nickname']
const addressKeys = ['email', 'email_address', 'emailAddress', 'identifier', 'phone']
const idKeys = ['id', 'uuid', 'user_id']
const channelKeys = ['channel', 'channel_name', 'platform', 'origin', 'originator', 'initialLocation']
/** Beyond this it is no name. */
const longest = 200

/** Each as "Name, address"; an id only where nothing else is known. Without repetitions. */
export function peopleOf({ extra, messages }: Conversation): string[] {
  const said = extra === null ? [] : peopleKeys.flatMap((key) => peopleIn(extra[key] ?? null))
  const senders = messages.flatMap(({ role, sender }) => {
    return role === 'user' && sender !== null && !/^(?:user|you|human)$/i.test(sender) ? [sender] : []
  })
  const known = new Set(said)
  for (const sender of senders) {
    if (![...known].some((person) => person.includes(sender))) known.add(sender)
  }
  return [...known].filter((person) => person.length <= longest)
}

/** The first that the source names, null for none. */
export function channelOf({ extra, endpoint }: Conversation): string | null {
  for (const key of channelKeys) {
    const value = extra?.[key] ?? null
    const name = isJsonObject(value) ? textAt(value, nameKeys) : value
    if (typeof name === 'string' && name !== '' && name.length <= longest) return name
  }
  return endpoint
}

function peopleIn(value: Json): string[] {
  if (typeof value === 'string') return value === '' ? [] : [value]
  if (Array.isArray(value)) return value.flatMap(peopleIn)
  if (!isJsonObject(value)) return []
  const spoken = [textAt(value, nameKeys), textAt(value, addressKeys)].filter((text) => text !== null)
  const told = spoken.length > 0 ? spoken : [textAt(value, idKeys)].filter((text) => text !== null)
  return told.length === 0 ? [] : [[...new Set(told)].join(', ')]
}

function textAt(object: Record<string, Json>, keys: readonly string[]): string | null {
  for (const key of keys) {
    const value = object[key]
    if (typeof value === 'string' && value !== '') return value
  }
  return null
}
