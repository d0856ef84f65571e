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

/** The calls that wait for an answer, in queues by how an answer may name them. */
class OpenCalls {
  readonly #byId = new Map<string, JsonObject>()
  readonly #queues = new Map<string, Queue>()
  readonly #taken = new Set<JsonObject>()

  add(call: JsonObject): void {
    const id = filledTextAt(call, 'id')
    if (id !== null && !this.#byId.has(id)) this.#byId.set(id, call)
    const name = filledTextAt(call, 'name') ?? ''
    for (const kind of id === null ? ['any', 'without id'] : ['any']) {
      this.#queueOf(kind).push(call)
      this.#queueOf(`${kind} ${name}`).push(call)
    }
  }

  take(result: JsonObject): JsonObject | null {
    const id = filledTextAt(result, 'tool_use_id')
    const name = filledTextAt(result, 'name')
    // An answer that names a call of another message belongs to none that has an id of its own.
    const kind = id === null ? 'any' : 'without id'
    const sameId = this.#byId.get(id ?? '')
    const found =
      sameId !== undefined && !this.#taken.has(sameId)
        ? sameId
        : name === null
          ? this.#firstOf(kind)
          : (this.#firstOf(`${kind} ${name}`) ?? this.#firstOf(`${kind} `))
    if (found !== null) this.#taken.add(found)
    return found
  }

  #firstOf(key: string): JsonObject | null {
    const queue = this.#queueOf(key)
    for (; queue.next < queue.calls.length; queue.next++) {
      const call = queue.calls[queue.next]
      if (call !== undefined && !this.#taken.has(call)) return call
    }
    return null
  }

  #queueOf(key: string): Queue {
    let queue = this.#queues.get(key)
    if (!queue) this.#queues.set(key, (queue = new Queue()))
    return queue
  }
}

/** Calls in their order; those before `next` are taken, so that a long queue is walked once. */
class Queue {
  readonly calls: JsonObject[] = []
  next = 0

  push(call: JsonObject): void {
    this.calls.push(call)
  }
}
