/**
 * Which message of a LobeChat conversation answers which.
 *
 * Answers and tool results name their parents; questions often do not and stand only in their order. What the messages
 * say is message.ts's work.
 */
import type { JsonObject } from '@shared/json.ts'
import { filledTextAt } from '../fields.ts'
import { timeOf } from '../time.ts'
import { idText, uniqueId } from '../unique-id.ts'

export interface Place {
  /** Unique in the conversation. */
  readonly id: string
  readonly parentId: string | null
}

/**
 * The place of each message, in the order of the list. A message without a parent in the conversation answers the one
 * before it in time; in a thread that branches off, the one before it in the thread.
 */
export function placesOf(rows: readonly JsonObject[], threads: readonly JsonObject[]): Place[] {
  const taken = new Set<string>()
  const ids = rows.map((row, index) => uniqueId(idText(row['id']) ?? `#${index + 1}`, taken))
  const starts = new Map(threads.map((thread) => [thread['id'], filledTextAt(thread, 'sourceMessageId')]))
  const lastOfThread = new Map<string, string>()
  const toolChain = new ToolChain()
  const places: Place[] = []
  for (const index of inOrderOfTime(rows)) {
    const row = rows[index] ?? {}
    const id = ids[index] ?? ''
    const thread = filledTextAt(row, 'threadId') ?? ''
    const named = filledTextAt(row, 'parentId')
    const isNamed = named !== null && named !== id && taken.has(named)
    const parentId = isNamed
      ? toolChain.parentOf(id, named, row['role'] === 'tool')
      : (lastOfThread.get(thread) ?? starts.get(thread) ?? null)
    lastOfThread.set(thread, id)
    places[index] = { id, parentId }
  }
  return places
}

/**
 * Puts the results of several tools that one message has called behind each other: as its children they would look like
 * versions of one result.
 */
class ToolChain {
  readonly #lastResult = new Map<string, string>()
  readonly #caller = new Map<string, string>()

  parentOf(id: string, named: string, isResult: boolean): string {
    const caller = isResult ? named : (this.#caller.get(named) ?? null)
    const parent = (caller === null ? null : this.#lastResult.get(caller)) ?? named
    if (isResult) {
      this.#lastResult.set(named, id)
      this.#caller.set(id, named)
    }
    return parent
  }
}

/** Indexes by time; as they stand where one of them has none. */
function inOrderOfTime(rows: readonly JsonObject[]): readonly number[] {
  const times = rows.map((row) => timeOf(row['createdAt']))
  const order = rows.map((_, index) => index)
  if (times.includes(null)) return order
  return order.toSorted((a, b) => (times[a] ?? 0) - (times[b] ?? 0) || a - b)
}
