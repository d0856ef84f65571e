/** One thing found, a page of such, and the texts that name the place where a page ended. */
import { AppError } from '@shared/contract/app-error.ts'
import type { Heading } from './headings.ts'
import type { Hits } from './message-hits.ts'

/** A message by its row id, or a conversation by its heading. */
export type Entry =
  | { readonly kind: 'message'; readonly id: number }
  | ({ readonly kind: 'heading' } & Heading)

export interface Entries {
  readonly page: readonly Entry[]
  readonly next: string | null
  /** Row ids of the hits in messages, as far as they were counted. */
  readonly known: ReadonlySet<number>
  /** How many headings are hits. */
  readonly headings: number
  /** Whether there is more than was counted because the limit of counting was reached. */
  readonly isCapped: boolean
  readonly isPartial: boolean
}

/** Hits are counted exactly up to here. */
export const countLimit = 10_000
/** Milliseconds that a page may take while the reader types, what it may lack, and counting beside it. */
export const patience = { page: 100, rest: 25, count: 10 }

/** The second of an entry: what a message has for its row id. */
export function secondOf(entry: Entry): number {
  return entry.kind === 'message' ? entry.id : Math.floor(entry.updatedAt / 1000)
}

export interface Collected {
  readonly ids: readonly number[]
  /** Whether there are no more. */
  readonly isWhole: boolean
  /** Those that are left. */
  readonly rest: Hits
}

/** Takes hits until there are enough, or until the time (of `performance.now`) would be over before the next piece has come. */
export async function collect(
  hits: Hits,
  { enough, until }: { readonly enough: number; readonly until: number },
): Promise<Collected> {
  const ids: number[] = []
  let now = performance.now()
  let longest = 0
  for (;;) {
    if (ids.length >= enough || now + longest > until) return { ids, isWhole: false, rest: hits }
    const piece = await hits.next(enough - ids.length)
    if (piece.done === true) return { ids, isWhole: true, rest: hits }
    for (const id of piece.value) ids.push(id)
    longest = Math.max(longest, performance.now() - now)
    now = performance.now()
  }
}

/** A place in a list as a text that callers hand back without looking into it. */
export function cursorOf(order: string, ...place: readonly (number | null)[]): string {
  return Buffer.from(JSON.stringify([order, ...place])).toString('base64url')
}

/** The numbers of a place. @throws AppError `invalid-input` when it is none of a list in this order */
export function placeOf(order: string, cursor: string): readonly (number | null)[] {
  const [orderOfPlace, ...place] = decoded(cursor)
  const isPlace = place.every((part) => part === null || typeof part === 'number')
  if (orderOfPlace === order && isPlace) return place
  throw new AppError(
    'invalid-input',
    'This cursor does not belong to the search that was asked for. Begin with the first page.',
  )
}

function decoded(cursor: string): unknown[] {
  try {
    const place: unknown = JSON.parse(Buffer.from(cursor, 'base64url').toString())
    return Array.isArray(place) ? place : []
  } catch {
    return []
  }
}
