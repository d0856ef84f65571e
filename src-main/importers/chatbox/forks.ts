/**
 * The tree of a Chatbox thread: a list of messages, and beside it for each message that was followed in several ways the
 * lists of what followed (`messageForksHash`). The way that is open stands in the thread itself; its own list is empty.
 */
import { isJsonObject, type Json, type JsonObject } from '@shared/json.ts'
import { listAt, objectsAt } from '../fields.ts'
import { idText, uniqueId } from '../unique-id.ts'

export interface PlacedMessage {
  readonly id: string
  readonly parentId: string | null
  readonly raw: JsonObject
}

export interface Placed {
  readonly placed: readonly PlacedMessage[]
  /** The last message of the way that is open. */
  readonly shown: string | null
  /** What is no message. */
  readonly rest: readonly Json[]
  /** The forks that begin in the thread, by the messages they begin at. */
  readonly used: ReadonlySet<string>
}

/** Those of a session's forks that begin in a thread, or in a fork that does. */
export function forksFrom(list: readonly Json[], forks: JsonObject): JsonObject {
  const { used } = placedMessages(list, forks)
  return Object.fromEntries(Object.entries(forks).filter(([key]) => used.has(key)))
}

/** All messages of a thread and of the forks that begin in it. Forks may begin inside forks. */
export function placedMessages(list: readonly Json[], forks: JsonObject): Placed {
  const taken = new Set<string>()
  const placed: PlacedMessage[] = []
  const rest: Json[] = []
  const used = new Set<string>()
  const waiting: { readonly list: readonly Json[]; readonly after: string | null }[] = [{ list, after: null }]
  let shown: string | null = null
  for (let next = waiting.shift(); next !== undefined; next = waiting.shift()) {
    let parentId = next.after
    for (const raw of next.list) {
      if (!isJsonObject(raw)) {
        rest.push(raw)
        continue
      }
      const sourceId = idText(raw['id'])
      const id = uniqueId(sourceId ?? `#${placed.length + 1}`, taken)
      placed.push({ id, parentId, raw })
      parentId = id
      const fork = sourceId === null || used.has(sourceId) ? null : forks[sourceId]
      if (sourceId === null || !isJsonObject(fork)) continue
      used.add(sourceId)
      for (const way of objectsAt(fork, 'lists')) waiting.push({ list: listAt(way, 'messages'), after: id })
    }
    if (next.list === list) shown = parentId
  }
  return { placed, shown, rest, used }
}
