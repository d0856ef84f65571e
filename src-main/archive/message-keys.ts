/**
 * Recognises messages and conversations that were taken in before.
 *
 * A message goes by the id its source gave it. Without one it goes by what it answers, who wrote it, when, and what it
 * says: the same in every export of the same conversation.
 */
import { createHash } from 'node:crypto'
import type { Role } from '@shared/conversation.ts'

export interface Recognisable {
  readonly sourceId: string | null
  readonly role: Role
  readonly createdAt: number | null
  readonly text: string
  /** Its key, where its text is no longer there to make it from. */
  readonly key?: string | undefined
}

/**
 * A key for each message of a conversation, unique in it. `parents` are indexes into the same list, -1 for none;
 * parents stand before their children.
 *
 * Messages that cannot be told apart are counted in their order.
 */
export function messageKeys(messages: readonly Recognisable[], parents: ArrayLike<number>): string[] {
  const keys: string[] = []
  const seen = new Map<string, number>()
  messages.forEach((message, index) => {
    const plain = message.key ?? plainKey(message, keys[parents[index] ?? -1] ?? '')
    const before = seen.get(plain) ?? 0
    seen.set(plain, before + 1)
    keys.push(before === 0 ? plain : `${plain}\0${before + 1}`)
  })
  return keys
}

/** The key as it was before it was counted among messages that cannot be told apart. */
export function withoutCount(key: string): string {
  return key.replace(/\0\d+$/u, '')
}

/** SHA-1 by which a conversation without an id of its source is recognised. */
export function contentHash(title: string | null, createdAt: number | null, keys: readonly string[]): Buffer {
  const hash = createHash('sha1').update(JSON.stringify([title, createdAt]))
  for (const key of keys) hash.update('\0').update(key)
  return hash.digest()
}

function plainKey(message: Recognisable, parentKey: string): string {
  if (message.sourceId !== null) return `id ${message.sourceId}`
  const head = JSON.stringify([parentKey, message.role, message.createdAt])
  return `sha1 ${createHash('sha1').update(head).update(message.text).digest('base64')}`
}
