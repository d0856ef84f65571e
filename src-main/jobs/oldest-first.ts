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
 * Does something with the conversations of a batch, given the oldest first, and answers in the order of the batch.
 *
 * Rows stand by time in the archive. Exports list the newest first: written in that order, every page would be split and
 * stay half empty. An import and its preview have to keep to the same order: it decides which of two versions is new.
 */
export function mapOldestFirst<Result>(
  { places, fingerprints, conversations }: ReadBatch,
  work: (batch: readonly ReadConversation[]) => readonly Result[],
): Result[] {
  const batch = unpacked(conversations).map((incoming, index): ReadConversation => ({
    place: places[index] ?? '',
    fingerprint: fingerprints[index] ?? null,
    incoming,
  }))
  const sorted = batch.toSorted(byTime)
  const results = work(sorted)
  const resultOf = new Map(sorted.map((one, index) => [one, results.slice(index, index + 1)]))
  return batch.flatMap((one) => resultOf.get(one) ?? [])
}

function byTime(a: ReadConversation, b: ReadConversation): number {
  return (a.incoming.createdAt ?? 0) - (b.incoming.createdAt ?? 0)
}
