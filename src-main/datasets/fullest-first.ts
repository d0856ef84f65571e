/**
 * Which records to write first so that readers learn all columns from the beginning of a file.
 *
 * Hugging Face's `datasets` fixes the columns by the first 10 MB of JSON lines: a key that comes later, or a list that was
 * always empty before, ends the loading. So a few records that together fill everything stand first.
 */
import { isJsonObject, type Json, type JsonObject } from '@shared/json.ts'

/** Two levels are what all records of a format share; what lies deeper (arguments of calls) is each record's own. */
const deepest = 2

/** Names of all places in a record that hold something: `ability`, `messages.tool_calls`. */
export function filledPlaces(record: JsonObject): string[] {
  const places = new Set<string>()
  gather(record, '', 0, places)
  return [...places]
}

function gather(value: Json, place: string, depth: number, places: Set<string>): void {
  if (Array.isArray(value)) {
    for (const inner of value) gather(inner, place, depth, places)
    return
  }
  if (value === null || value === '') return
  if (place !== '') places.add(place)
  if (!isJsonObject(value) || depth === deepest) return
  for (const [key, inner] of Object.entries(value))
    gather(inner, place === '' ? key : `${place}.${key}`, depth + 1, places)
}

interface Seen {
  readonly index: number
  readonly places: readonly string[]
}

/** Remembers, of the records of one file, those that are to stand first. */
export class FullestFirst {
  #fullest: Seen | null = null
  /** Records that were the first to fill some place: few, however many records there are. */
  readonly #first: Seen[] = []
  readonly #known = new Set<string>()

  /** Takes the record with that index in its file. */
  take(index: number, record: JsonObject): void {
    const seen = { index, places: filledPlaces(record) }
    if (this.#fullest === null || seen.places.length > this.#fullest.places.length) this.#fullest = seen
    if (seen.places.every((place) => this.#known.has(place))) return
    for (const place of seen.places) this.#known.add(place)
    this.#first.push(seen)
  }

  /** Indexes of the records to write first: the fullest, then what fills the places that it leaves empty. */
  get indexes(): number[] {
    const filled = new Set<string>()
    const chosen: number[] = []
    for (const { index, places } of [...(this.#fullest === null ? [] : [this.#fullest]), ...this.#first]) {
      if (places.every((place) => filled.has(place))) continue
      for (const place of places) filled.add(place)
      chosen.push(index)
    }
    return chosen
  }
}
