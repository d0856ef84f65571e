/** Ids of messages, which foreign files leave out, use twice or write in several ways. */
import { isJsonObject, type Json } from '@shared/json.ts'

/** An id as text: a text, a number, or MongoDB's `{ "$oid": … }`; null for anything else. */
export function idText(value: Json | undefined): string | null {
  if (typeof value === 'string') return value === '' ? null : value
  if (typeof value === 'number') return String(value)
  return isJsonObject(value) ? idText(value['$oid']) : null
}

/** The wanted id, or one made from it when it is taken already. Takes the one that it answers. */
export function uniqueId(wanted: string, taken: Set<string>): string {
  let id = wanted
  for (let copy = 2; taken.has(id); copy++) id = `${wanted}#${copy}`
  taken.add(id)
  return id
}
