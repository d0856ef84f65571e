/** Searching titles, tags, notes and the text of every message in every branch. The grammar is query/'s. */
import { z } from 'zod'
import type { Role } from '../conversation.ts'
import { command } from './command.ts'
import type { LibraryRow } from './library.ts'

export interface SnippetPiece {
  readonly text: string
  readonly isHit: boolean
}

export interface SearchHit {
  readonly messageKey: number
  readonly messageId: string
  readonly role: Role
  readonly createdAt: number | null
  /** The branch it is in, counted from 1, and how many there are; the shown one where it is on it. */
  readonly branch: { readonly index: number; readonly of: number }
  /** What the viewer opens: the last message of that branch, or the hit itself where there is only one. */
  readonly leafKey: number
  /** Whether that branch is the one the viewer would show anyway. */
  readonly isOnShownBranch: boolean
  readonly snippet: readonly SnippetPiece[]
  /** What the patterns of the query match in it, and words whose capitals count, each text once: other words are to be marked by themselves, patterns are not to be run in a window. */
  readonly matched: readonly string[]
}

export interface SearchGroup {
  readonly conversation: LibraryRow
  /** The title with its hits marked. */
  readonly title: readonly SnippetPiece[]
  /** Whether title, tags and notes alone meet the query; it is then counted in `total` like a message. */
  readonly isTitleHit: boolean
  /** Those of this page, in its order; empty when only the title was hit. */
  readonly hits: readonly SearchHit[]
  /** Messages of this conversation that are hits, as far as they were counted: “N more” is this less those shown. */
  readonly messagesHit: number
  /** False when there may be more than `messagesHit`. */
  readonly isCountExact: boolean
}

export const searchOrders = ['newest', 'oldest', 'relevance'] as const
export type SearchOrder = (typeof searchOrders)[number]

export interface SearchAnswer {
  /** Messages and titles that meet the query, as far as they were counted. */
  readonly total: number
  /** True when counting stopped at its limit (10,000): there are more than `total`. */
  readonly isCapped: boolean
  /**
   * True when the answer was cut short so as to be there while the reader types: hits may be missing from the page
   * (pieces inside words, relevance beyond the newest hits) and `total` is a lower bound. Never with `complete`.
   */
  readonly isPartial: boolean
  /** Conversations with a hit on this page, the one with the best hit first. */
  readonly groups: readonly SearchGroup[]
  /** Where the next page begins; null when this is the last one. */
  readonly next: string | null
  /** Conversations that are in the archive but not yet in the index. */
  readonly waiting: number
}

export interface FacetValue {
  /** As it is stored: `chatgpt`, `2024`, `assistant`. */
  readonly value: string
  /** Messages that meet the query and this. */
  readonly count: number
  /** What to add to the query to narrow it to this value: `source:chatgpt`. */
  readonly filter: string
}

export const facetNames = ['source', 'model', 'year', 'role', 'tag', 'has'] as const
export type FacetName = (typeof facetNames)[number]

export interface SearchFacets {
  readonly total: number
  readonly isCapped: boolean
  /** True when `total` or the counts of the values are lower bounds: over the newest 10,000 hits, or cut short. */
  readonly isPartial: boolean
  /** Conversations with a hit, as far as they were counted. */
  readonly conversations: number
  /** The frequent values first, years falling; values without a hit are left out. */
  readonly facets: Readonly<Record<FacetName, readonly FacetValue[]>>
}

export interface MoreHits {
  readonly hits: readonly SearchHit[]
  readonly next: string | null
}

export interface SimilarConversation {
  readonly conversation: LibraryRow
  /** From 0 to 1: which part of the weight of the conversation's telling words stands in this one too. */
  readonly likeness: number
  /** The words both have that tell most, the weightiest first. */
  readonly words: readonly string[]
}

export interface DuplicateGroup {
  /** Two or more conversations in which people and assistants say exactly the same, oldest first. */
  readonly conversations: readonly LibraryRow[]
}

const query = z.string().max(1000)
export const recentSearches = z.array(query)
/** How much of a message stands around its hit: two lines or so, or a paragraph. */
export const snippetSizes = ['short', 'long'] as const
export type SnippetSize = (typeof snippetSizes)[number]
const context = z.enum(snippetSizes).default('short')
const cursor = z.string().max(1000).nullable().default(null)
/**
 * Names a place where a reader types (a window's search field). A search drops one of the same session that still
 * runs; that one then fails with `cancelled`. Left out: nothing is dropped.
 */
const session = z.string().max(100).optional()

export const searchCommands = {
  /**
   * One page of hits. A message meets a query when all conditions hold of that one message; titles, tags and notes of a
   * conversation together are one more such text. Every query is valid.
   */
  'search.run': command(
    z.object({
      query,
      order: z.enum(searchOrders).default('newest'),
      limit: z.number().int().min(1).max(500).default(50),
      /** `next` of the page before. */
      cursor,
      /** Whether `total` and the counts of groups are wanted. */
      counted: z.boolean().default(true),
      /** Waits until the index holds everything that is in the archive, and answers exactly. */
      complete: z.boolean().default(false),
      context,
      session,
    }),
  ).answers<SearchAnswer>(),
  /** How the hits of a query are spread over sources, models, years, roles, tags and kinds of content. */
  'search.facets': command(
    z.object({ query, complete: z.boolean().default(false), session }),
  ).answers<SearchFacets>(),
  /** Further hits in one conversation, newest first; always complete. */
  'search.inConversation': command(
    z.object({
      query,
      id: z.string().min(1),
      limit: z.number().int().min(1).max(500).default(50),
      cursor,
      context,
      session,
    }),
  ).answers<MoreHits>(),
  /** Ids of all conversations with a hit, the one with the newest hit first; always complete. */
  'search.conversations': command(z.object({ query })).answers<readonly string[]>(),
  /** The searches used last, newest first; none where the reader does not want them kept. */
  'search.recent': command(z.object({})).answers<readonly string[]>(),
  /** Keeps a search as the newest, in the place of the one that it came out of by typing on. */
  'search.remember': command(z.object({ query, insteadOf: query.nullable().default(null) })).answers<
    readonly string[]
  >(),
  /** Forgets one of the last searches; all of them for null. */
  'search.forget': command(z.object({ query: query.nullable() })).answers<readonly string[]>(),
  /** Conversations that use the same telling words as one, the likest first. */
  'search.similar': command(
    z.object({ id: z.string().min(1), limit: z.number().int().min(1).max(50).default(10) }),
  ).answers<readonly SimilarConversation[]>(),
  /** Conversations that say the same although they were imported apart (from two products, or twice), for review. */
  'search.duplicates': command(
    z.object({ limit: z.number().int().min(1).max(200).default(50), cursor }),
  ).answers<{
    readonly groups: readonly DuplicateGroup[]
    readonly total: number
    readonly next: string | null
  }>(),
}
