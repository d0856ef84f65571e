/** Which items of a source were chosen to be taken in. */
import type { ReadItem } from '../importers/importer.ts'

/** To be asked about every item of a source, in its order. */
export class ChosenPlaces {
  readonly #places: ReadonlySet<string> | null
  readonly #missed: Set<string>
  #passedOver: string | null = null

  /** @param places null for all */
  constructor(places: ReadonlySet<string> | null) {
    this.#places = places
    this.#missed = new Set(places)
  }

  get areAll(): boolean {
    return this.#places === null
  }

  /** A remark is taken unless it follows a conversation that is not, and is about that one. */
  include(item: ReadItem): boolean {
    if (this.#places === null) return true
    if (item.kind === 'remark') return item.where !== this.#passedOver
    const place = 'place' in item ? item.place : item.where
    const isChosen = this.#places.has(place)
    this.#missed.delete(place)
    this.#passedOver = isChosen ? null : place
    return isChosen
  }

  /** Those that did not come. */
  get missed(): Iterable<string> {
    return this.#missed
  }
}
