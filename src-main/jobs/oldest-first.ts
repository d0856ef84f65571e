/** The order in which the conversations of a batch are saved. */
import type { ReadConversation } from './read-source.ts'

/**
 * Does something with each conversation of a batch, the oldest first, and answers in the order of the batch.
 *
 * Rows stand by time in the archive. Exports list the newest first: written in that order, every page would be split and
 * stay half empty. An import and its preview have to keep to the same order: it decides which of two versions is new.
 */
export function mapOldestFirst<Result>(
  batch: readonly ReadConversation[],
  work: (one: ReadConversation) => Result,
): Result[] {
  const results = new Map(batch.toSorted(byTime).map((one) => [one, { result: work(one) }]))
  return batch.flatMap((one) => results.get(one) ?? []).map(({ result }) => result)
}

function byTime(a: ReadConversation, b: ReadConversation): number {
  return (a.item.conversation.createdAt ?? 0) - (b.item.conversation.createdAt ?? 0)
}
