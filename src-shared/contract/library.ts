/** The library: which conversations there are, in which order, and what a reader does to them from the list. */
import { z } from 'zod'
import type { ConversationStatus, ConversationType } from '../conversation.ts'
import { command } from './command.ts'

/** Which conversations a list shows. */
export const libraryFilter = z.object({
  /** `library` is everything but the trash, `current` is `library` without what is archived. */
  place: z.enum(['library', 'current', 'archived', 'favorites', 'trash']).default('library'),
  source: z.string().nullable().default(null),
  tagId: z.number().int().nullable().default(null),
  collectionId: z.number().int().nullable().default(null),
  /** Only what one of these imports brought or changed; empty or left out for all. */
  importIds: z.array(z.number().int()).max(10_000).optional(),
  /** Only conversations with one of these tags, by name; empty or left out for all. */
  anyTag: z.array(z.string().max(1024)).max(100).optional(),
  /** Only conversations with a hit (the grammar of search); empty or left out for all. */
  query: z.string().max(1000).optional(),
})
export type LibraryFilter = z.infer<typeof libraryFilter>

export const librarySort = z.object({
  by: z.enum(['updated', 'created', 'title']).default('updated'),
  direction: z.enum(['ascending', 'descending']).default('descending'),
})
export type LibrarySort = z.infer<typeof librarySort>

export const conversationIds = z.array(z.string().min(1)).min(1).max(1_000_000)

/** How many conversations a change was not come to, because its reader stopped it: 0 for all that is made at once. */
export interface LeftOver {
  readonly left: number
}

/** One row of the list. */
export interface LibraryRow {
  readonly id: string
  readonly source: string
  readonly type: ConversationType
  readonly status: ConversationStatus
  readonly title: string
  /** The service behind it, where the source names one: `openAI`. */
  readonly endpoint: string | null
  readonly model: string | null
  readonly createdAt: number | null
  readonly updatedAt: number | null
  readonly messages: number
  /** Number of leaves: 1 for a conversation without branches. */
  readonly branches: number
  readonly tags: readonly string[]
}

/** The whole list as two columns, so that a scrollbar can jump anywhere; rows are asked for as they come into view. */
export interface LibrarySpine {
  readonly keys: readonly number[]
  /** The time (or null) that each row is sorted and grouped by; for a list by title, when it was updated. */
  readonly times: readonly (number | null)[]
}

/** A piece of a list. */
export interface LibraryPage {
  readonly rows: readonly LibraryRow[]
  /** Where the next page begins; null after the last. */
  readonly next: string | null
  /** Rows of the whole list, where they were counted. */
  readonly total: number | null
}

/** What stands in the left pane and the status bar. */
export interface LibraryCounts {
  readonly conversations: number
  readonly messages: number
  /** Neither archived nor in the trash; favorites are among them. */
  readonly current: number
  readonly archived: number
  readonly favorites: number
  readonly trash: number
  readonly sources: readonly {
    readonly source: string
    readonly name: string
    readonly conversations: number
  }[]
  /** The newest import that brought something, with those that were begun together with it, and what is left of them. */
  readonly lastImport: { readonly importIds: readonly number[]; readonly conversations: number } | null
}

export const libraryCommands = {
  'library.counts': command(z.object({})).answers<LibraryCounts>(),
  'library.spine': command(
    z.object({
      filter: libraryFilter.prefault({}),
      sort: librarySort.prefault({}),
      /** As of `search.run`: a list that is narrowed by a query drops the one of the same session before it. */
      session: z.string().max(100).optional(),
    }),
  ).answers<LibrarySpine>(),
  /** Ids of all conversations of a list, in its order: for what is done to every one of them. */
  'library.ids': command(
    z.object({ filter: libraryFilter.prefault({}), sort: librarySort.prefault({}) }),
  ).answers<readonly string[]>(),
  /** Rows by the keys of a spine, in the order asked; a key that is gone gives null. */
  'library.rows': command(z.object({ keys: z.array(z.number().int()).max(1000) })).answers<
    readonly (LibraryRow | null)[]
  >(),
  /** A keyset page, for those who go from the first row to the last; `cursor` is the `next` of the page before. */
  'library.page': command(
    z.object({
      filter: libraryFilter.prefault({}),
      sort: librarySort.prefault({}),
      limit: z.number().int().min(1).max(1000).default(100),
      cursor: z.string().nullable().default(null),
      /** Whether `total` is wanted. */
      counted: z.boolean().default(false),
      /** Waits, for a list with a query, until the index holds everything that is in the archive. */
      complete: z.boolean().default(false),
    }),
  ).answers<LibraryPage>(),
  /** The title is trimmed and at most 1024 characters; an empty one is refused. */
  'library.rename': command(
    z.object({
      id: z.string().min(1),
      title: z.string().trim().min(1, 'A title cannot be empty.').max(1024),
    }),
  ).answers<LibraryRow>(),
  'library.moveToTrash': command(z.object({ ids: conversationIds })).answers<
    LeftOver & {
      readonly moved: number
      /** Messages of the conversations that were moved. */
      readonly messages: number
    }
  >(),
  /** Takes conversations out of the trash, back to the status they had before. */
  'library.restore': command(z.object({ ids: conversationIds })).answers<
    LeftOver & { readonly restored: number }
  >(),
}
