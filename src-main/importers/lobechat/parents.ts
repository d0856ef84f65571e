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
export function parentsOf(rows: readonly JsonObject[], threads: readonly JsonObject[]): Place[] {
  const taken = new Set<string>()
  const ids = rows.map((row, index) => uniqueId(idText(row['id']) ?? `#${index}`, taken))
  const starts = new Map(threads.map((thread) => [thread['id'], filledTextAt(thread, 'sourceMessageId')]))
  const order = ids.keys().toArray().toSorted((a, b) => timeAt(rows, a) - timeAt(rows, b) || a - b)
  const lastOf = new Map<string, string>()
  const lastResult = new Map<string, string>()
  const places: Place[] = []
  for (const index of order) {
    const row = rows[index] ?? {}
    const id = ids[index] ?? ''
    const thread = filledTextAt(row, 'threadId') ?? ''
    const named = filledTextAt(row, 'parentId')
    const before = lastOf.get(thread) ?? starts.get(thread) ?? null
    let parentId = named !== null && taken.has(named) && named !== id ? named : before
    // The results of several tools follow each other: as children of one call they would look like versions of one.
    const result = parentId === null ? undefined : lastResult.get(parentId)
    if (result !== undefined && row['role'] === 'tool') parentId = result
    else if (named !== null && lastResult.has(`after ${named}`)) parentId = lastResult.get(`after ${named}`) ?? null
    if (row['role'] === 'tool' && named !== null) {
      lastResult.set(named, id)
      lastResult.set(`after ${id}`, id)
    }
    lastOf.set(thread, id)
    places[index] = { id, parentId }
  }
  return places
}

function timeAt(rows: readonly JsonObject[], index: number): number {
  return timeOf(rows[index]?.['createdAt']) ?? 0
}
