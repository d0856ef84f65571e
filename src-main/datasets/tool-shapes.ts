/** Watches whether descriptions of tools give one place two kinds of value, which fixes of columns by type cannot hold. */
import { isJsonObject, type Json } from '@shared/json.ts'

/** Tells of JSON lines whose readers need one type for each place (LLaMA-Factory, `datasets` before 4.7). */
export class ToolShapes {
  readonly #kinds = new Map<string, string>()
  #clash: string | null = null

  take(tools: Json | undefined): void {
    if (this.#clash === null && tools !== undefined) this.#look(tools, 'tools')
  }

  /** One place that has two kinds, null when there is none. */
  get clash(): string | null {
    return this.#clash
  }

  #look(value: Json, place: string): void {
    const kind = kindOf(value)
    if (kind === null || this.#clash !== null) return
    const before = this.#kinds.get(place)
    if (before === undefined) this.#kinds.set(place, kind)
    else if (before !== kind) this.#clash = place
    if (Array.isArray(value)) for (const inner of value) this.#look(inner, `${place}[]`)
    else if (isJsonObject(value)) {
      for (const [key, inner] of Object.entries(value)) this.#look(inner, `${place}.${key}`)
    }
  }
}

function kindOf(value: Json): string | null {
  if (value === null) return null
  return Array.isArray(value) ? 'list' : typeof value
}
