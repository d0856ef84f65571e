/** Finds out which answer of a tool belongs to which call, within the blocks of one Claude message. */
import { isJsonObject, type Json, type JsonObject } from '@shared/json.ts'
import { filledTextAt } from '../fields.ts'

export interface ToolPairs {
  /** The answer to a call. */
  resultOf(call: JsonObject): JsonObject | null
  /** Whether an answer belongs to a call of the same message. */
  isPaired(result: JsonObject): boolean
}

/**
 * Pairs calls with later answers: by id, and where the export left ids out, the earliest open call of the same tool
 * with the first answer of it.
 */
export function pairTools(blocks: readonly Json[]): ToolPairs {
  const results = new Map<JsonObject, JsonObject>()
  const paired = new Set<JsonObject>()
  const open = new OpenCalls()
  for (const block of blocks) {
    if (!isJsonObject(block)) continue
    if (block['type'] === 'tool_use') open.add(block)
    if (block['type'] !== 'tool_result') continue
    const call = open.take(block)
    if (call === null) continue
    results.set(call, block)
    paired.add(block)
  }
  return { resultOf: (call) => results.get(call) ?? null, isPaired: (result) => paired.has(result) }
}

class OpenCalls {
  readonly #byId = new Map<string, JsonObject>()
  readonly #unnamed = new Queue()
  readonly #byName = new Map<string, Queue>()
  readonly #all = new Queue()
  readonly #taken = new Set<JsonObject>()

  add(call: JsonObject): void {
    const id = filledTextAt(call, 'id')
    const name = filledTextAt(call, 'name')
    if (id !== null && !this.#byId.has(id)) this.#byId.set(id, call)
    this.#all.add(call)
    if (name === null) this.#unnamed.add(call)
    else this.#queueOf(name).add(call)
  }

  take(result: JsonObject): JsonObject | null {
    const id = filledTextAt(result, 'tool_use_id')
    const name = filledTextAt(result, 'name')
    const sameId = id === null ? undefined : this.#byId.get(id)
    // An answer that names another call than those of this message belongs to none of them.
    const isFree = (call: JsonObject): boolean =>
      !this.#taken.has(call) && (id === null || filledTextAt(call, 'id') === null)
    const found =
      sameId !== undefined && !this.#taken.has(sameId)
        ? sameId
        : name === null
          ? this.#all.first(isFree)
          : (this.#queueOf(name).first(isFree) ?? this.#unnamed.first(isFree))
    if (found !== null) this.#taken.add(found)
    return found
  }

  #queueOf(name: string): Queue {
    let queue = this.#byName.get(name)
    if (!queue) this.#byName.set(name, (queue = new Queue()))
    return queue
  }
}

/** Calls in their order; those that were refused once are never offered again, so that a long list is walked once. */
class Queue {
  readonly #calls: JsonObject[] = []
  #next = 0

  add(call: JsonObject): void {
    this.#calls.push(call)
  }

  first(isFree: (call: JsonObject) => boolean): JsonObject | null {
    for (; this.#next < this.#calls.length; this.#next++) {
      const call = this.#calls[this.#next]
      if (call !== undefined && isFree(call)) return call
    }
    return null
  }
}
