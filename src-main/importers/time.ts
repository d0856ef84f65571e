/** The one reading of foreign times. What a format's time means is the importers' work. */
import type { Time } from '@shared/conversation.ts'
import { isJsonObject, type Json, type JsonObject } from '@shared/json.ts'
import { isEmpty } from './fields.ts'

/** Conversations with a machine lie between these years; what does not is no time but a mistake. */
const earliest = Date.UTC(1990, 0)
const latest = Date.UTC(2100, 0)

/** Milliseconds in a second, millisecond, microsecond and nanosecond: at these the plausible years do not overlap. */
const units = [1000, 1, 1e-3, 1e-6]

const isoTime =
  /^(\d{4})-(\d\d)-(\d\d)(?:[T ](\d\d):(\d\d)(?::(\d\d)(?:[.,](\d{1,9}))?)?\s?(Z|[+-]\d\d(?::?\d\d)?)?)?$/i

/**
 * Milliseconds since 1970 in UTC of a number in any usual unit, an ISO 8601 text or MongoDB's `{ "$date": … }`.
 * A text without a zone is UTC. Null for whatever is no moment between 1990 and 2100.
 */
export function timeOf(value: Json | undefined): Time | null {
  if (typeof value === 'number') return timeOfNumber(value)
  if (typeof value === 'string') return timeOfText(value.trim())
  if (!isJsonObject(value)) return null
  const inner = value['$date'] ?? value['$numberLong']
  if (isJsonObject(inner)) return timeOf(inner['$numberLong'])
  return isEmpty(inner) ? null : timeOf(inner)
}

/** Those of the named fields that hold something which is no time, as received, so that it can be kept. */
export function unreadableTimes(object: JsonObject, keys: readonly string[]): JsonObject {
  const unreadable: JsonObject = {}
  for (const key of keys) {
    const value = object[key]
    if (value === undefined || isEmpty(value) || timeOf(value) !== null) continue
    // JSON has no infinity: `1e400` would come back as null.
    unreadable[key] = typeof value === 'number' && !Number.isFinite(value) ? String(value) : value
  }
  return unreadable
}

function timeOfNumber(value: number): Time | null {
  for (const unit of units) {
    const time = Math.round(value * unit)
    if (time >= earliest && time < latest) return time
  }
  return null
}

function timeOfText(text: string): Time | null {
  if (/^\d+(?:\.\d+)?$/.test(text)) return timeOfNumber(Number(text))
  const found = isoTime.exec(text)
  if (!found) return null
  const [year, month, day, hour, minute, second] = found.slice(1, 7).map((digits) => Number(digits ?? 0))
  if (year === undefined || month === undefined || day === undefined) return null
  if (hour === undefined || minute === undefined || second === undefined) return null
  const local = Date.UTC(year, month - 1, day, hour, minute, second)
  const date = new Date(local)
  // Date.UTC carries over: 30 February would quietly become 1 March.
  const isReal =
    date.getUTCMonth() === month - 1 && date.getUTCDate() === day && hour < 24 && minute < 60 && second < 60
  if (!isReal) return null
  const time = local + Math.round(Number(`0.${found[7] ?? 0}`) * 1000) - zoneOffset(found[8])
  return time >= earliest && time < latest ? time : null
}

/** Milliseconds that a zone is ahead of UTC. */
function zoneOffset(zone: string | undefined): number {
  if (zone === undefined || /^z$/i.test(zone)) return 0
  const digits = zone.slice(1).replace(':', '').padEnd(4, '0')
  const minutes = Number(digits.slice(0, 2)) * 60 + Number(digits.slice(2))
  return (zone.startsWith('-') ? -1 : 1) * minutes * 60_000
}
