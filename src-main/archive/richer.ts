/** Decides between two versions of the same thing, so that a merge loses nothing. */
import type { Part } from '@shared/conversation.ts'
import { isJsonObject, type Json, type JsonObject } from '@shared/json.ts'

export interface MessageVersion {
  readonly parts: readonly Part[]
  /** Characters of readable text. */
  readonly length: number
  readonly isUnfinished: boolean
}

/**
 * Whether an incoming version of a message holds more than the stored one: more parts or a longer text and less of
 * neither, parts that can now be read and could not before, or the end of an answer that was still being written.
 */
export function isRicher(incoming: MessageVersion, stored: MessageVersion): boolean {
  const hasAllParts = incoming.parts.length >= stored.parts.length
  const hasAllText = incoming.length >= stored.length
  if (hasAllParts && countUnknown(incoming.parts) < countUnknown(stored.parts)) return true
  if (hasAllText && stored.isUnfinished && !incoming.isUnfinished) return true
  if (!hasAllParts || !hasAllText) return false
  return incoming.parts.length > stored.parts.length || incoming.length > stored.length
}

/**
 * What importers know of a message from files beside the conversation: it changes while the message does not, and each
 * entry has an id of its own.
 */
const listsFromBeside = new Set(['feedback'])

/**
 * Both objects in one: keys that only one has are kept. Where both have a value the stored one stays, unless the
 * incoming one is newer and not null; of lists that come from beside, entries of both are kept, the incoming one where
 * their ids are the same. The stored object itself when that changes nothing.
 */
export function mergeFields(
  stored: JsonObject | null,
  incoming: JsonObject | null,
  isNewer: boolean,
): JsonObject | null {
  if (incoming === null) return stored
  if (stored === null) return incoming
  const changed = Object.entries(incoming).flatMap(([key, value]): (readonly [string, Json])[] => {
    const before = Object.hasOwn(stored, key) ? stored[key] : undefined
    if (before === undefined) return [[key, value]]
    const isList = listsFromBeside.has(key) && Array.isArray(before) && Array.isArray(value)
    const after = isList ? withEntries(before, value) : isNewer && value !== null ? value : before
    return JSON.stringify(after) === JSON.stringify(before) ? [] : [[key, after]]
  })
  return changed.length === 0 ? stored : { ...stored, ...Object.fromEntries(changed) }
}

/** The list with entries added, each in the place of the one with its id where there is one. */
function withEntries(stored: readonly Json[], incoming: readonly Json[]): Json[] {
  const list = [...stored]
  for (const entry of incoming) {
    const key = entryKey(entry)
    const at = list.findIndex((other) => entryKey(other) === key)
    if (at < 0) list.push(entry)
    else list[at] = entry
  }
  return list
}

function entryKey(entry: Json): string {
  const id = isJsonObject(entry) ? entry['id'] : undefined
  return typeof id === 'string' ? id : JSON.stringify(entry)
}

function countUnknown(parts: readonly Part[]): number {
  return parts.filter((part) => part.type === 'unknown').length
}
