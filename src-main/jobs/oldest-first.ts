/** The conversations of a batch and the order in which they are saved. */
import type { Incoming } from '../archive/incoming.ts'
import { unpacked } from '../archive/packed-conversations.ts'
import type { ReadBatch } from './read-source.ts'

export interface ReadConversation {
  readonly place: string
  readonly fingerprint: string | null
  readonly incoming: Incoming
}

/**
 * Does something with each conversation of a batch, the oldest first, and answers in the order of the batch.
 *
 * Rows stand by time in the archive. Exports list the newest first: written in that order, every page would be split and
 * stay half empty. An import and its preview have to keep to the same order: it decides which of two versions is new.
 */
export function mapOldestFirst<Result>(
  { places, fingerprints, conversations }: ReadBatch,
  work: (one: ReadConversation) => Result,
): Result[] {
  const batch = unpacked(conversations).map((incoming, index): ReadConversation => ({
    place: places[index] ?? '',
    fingerprint: fingerprints[index] ?? null,
    incoming,
  }))
  const results = new Map(batch.toSorted(byTime).map((one) => [one, { result: work(one) }]))
  return batch.flatMap((one) => results.get(one) ?? []).map(({ result }) => result)
}

function byTime(a: ReadConversation, b: ReadConversation): number {
  return (a.incoming.createdAt ?? 0) - (b.incoming.createdAt ?? 0)
}
