/** A record as JSON that a person can read on a screen. */
import type { JsonObject } from '@shared/json.ts'
import { countText } from '../../ui/counts.ts'

/** More characters than these are too slow to draw, and more than anybody reads. */
const mostShown = 60_000

/** The record as JSON with two spaces; where it is very long, its beginning and how much is missing. */
export function recordText(record: JsonObject): string {
  const text = JSON.stringify(record, null, 2)
  if (text.length <= mostShown) return text
  return `${text.slice(0, mostShown)}\n… ${countText(text.length - mostShown)} more characters`
}
