/**
 * Which message of a Claude conversation answers which.
 *
 * Exports since 2025 name a parent for each message; older ones are a plain list, in which edited questions and retried
 * answers were never told apart. What a message says is message.ts's work.
 */
import { isJsonObject, type Json, type JsonObject } from '@shared/json.ts'
import { filledTextAt, isEmpty, numberAt, textAt } from '../fields.ts'
import { rootMarker } from './raw-shape.ts'

export interface PlacedMessage {
  readonly raw: JsonObject
  /** Unique within the conversation. */
  readonly id: string
  readonly sourceId: string | null
  readonly parentId: string | null
  /** The parent that the export names although it holds no such message. */
  readonly missingParent: string | null
}

export interface PlacedMessages {
  /** In the order of the export. */
  readonly messages: readonly PlacedMessage[]
  /** Entries of the list that are no messages. */
  readonly others: readonly Json[]
}

const parentKey = 'parent_message_uuid'

/** Reads the list of messages: by parents where it names them, else one after the other. */
export function placeMessages(list: readonly Json[]): PlacedMessages {
  const records = inOrder(list.filter(isJsonObject))
  const ids = uniqueIds(records)
  const idOfName = new Map<string, string>()
  records.forEach((raw, index) => {
    const name = filledTextAt(raw, 'uuid')
    if (name !== null && !idOfName.has(name)) idOfName.set(name, ids[index] ?? name)
  })
  const isTree = hasParents(records, idOfName)
  const messages = records.map((raw, index): PlacedMessage => {
    const named = raw[parentKey]
    const before = ids[index - 1] ?? null
    const isNamed = typeof named === 'string' && named !== '' && named !== rootMarker
    const parent = isNamed ? (idOfName.get(named) ?? null) : null
    return {
      raw,
      id: ids[index] ?? '',
      sourceId: filledTextAt(raw, 'uuid'),
      parentId: isTree && named !== undefined ? parent : before,
      missingParent: isNamed && parent === null ? named : null,
    }
  })
  return { messages, others: list.filter((entry) => !isJsonObject(entry) && !isEmpty(entry)) }
}

/**
 * By `index` where all messages have one: a saved share page is in no order of its own. Times decide nothing, since a
 * question and its answer may share a second.
 */
function inOrder(records: readonly JsonObject[]): readonly JsonObject[] {
  if (!records.every((raw) => numberAt(raw, 'index') !== null)) return records
  return records.toSorted((a, b) => (numberAt(a, 'index') ?? 0) - (numberAt(b, 'index') ?? 0))
}

/** Parents are believed when one of them exists. Markers alone tell of branches only where nothing answers anything. */
function hasParents(records: readonly JsonObject[], idOfName: ReadonlyMap<string, string>): boolean {
  if (records.some((raw) => idOfName.has(textAt(raw, parentKey) ?? ''))) return true
  return records.every((raw) => raw[parentKey] === rootMarker && raw['sender'] === 'human')
}

function uniqueIds(records: readonly JsonObject[]): readonly string[] {
  const copies = new Map<string, number>()
  return records.map((raw, index) => {
    const name = filledTextAt(raw, 'uuid') ?? `message-${index + 1}`
    const copy = (copies.get(name) ?? 0) + 1
    copies.set(name, copy)
    return copy === 1 ? name : `${name}#copy-${copy}`
  })
}
