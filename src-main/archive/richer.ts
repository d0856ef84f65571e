/** Decides between two versions of the same thing, so that a merge loses nothing. */
import type { Part } from '@shared/conversation.ts'
import type { JsonObject } from '@shared/json.ts'

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
 * Both objects in one: keys that only one has are kept. Where both have a value the stored one stays, unless the
 * incoming one is newer and not null. The stored object itself when that changes nothing.
 */
export function mergeFields(
  stored: JsonObject | null,
  incoming: JsonObject | null,
  isNewer: boolean,
): JsonObject | null {
  if (incoming === null) return stored
  if (stored === null) return incoming
  const changed = Object.entries(incoming).filter(([key, value]) => {
    const before = Object.hasOwn(stored, key) ? stored[key] : undefined
    if (before === undefined) return true
    return isNewer && value !== null && JSON.stringify(value) !== JSON.stringify(before)
  })
  return changed.length === 0 ? stored : { ...stored, ...Object.fromEntries(changed) }
}

function countUnknown(parts: readonly Part[]): number {
  return parts.filter((part) => part.type === 'unknown').length
}
