/** Searching titles and the text of every message in every branch. */
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
  /** The last message of that branch: what the viewer opens. */
  readonly leafKey: number
  /** Whether that branch is the one the viewer would show anyway. */
  readonly isOnShownBranch: boolean
  readonly snippet: readonly SnippetPiece[]
}

export interface SearchGroup {
  readonly conversation: LibraryRow
  /** The title with its hits marked. */
  readonly title: readonly SnippetPiece[]
  /** Whether the title alone holds all the words; it is then counted in `total` like a message. */
  readonly isTitleHit: boolean
  /** Newest first; empty when only the title was hit. */
  readonly hits: readonly SearchHit[]
}

export interface SearchAnswer {
  /** Messages and titles that hold all the words. */
  readonly total: number
  /** True when counting stopped: there are more than `total`. */
  readonly isCapped: boolean
  /** Conversations with a hit on this page, the one with the newest hit first. */
  readonly groups: readonly SearchGroup[]
  /** Conversations that are in the archive but not yet in the index. */
  readonly waiting: number
}

export const searchCommands = {
  /** All words must stand in one message (or in the title), each anywhere inside a word; "…" is a phrase. */
  'search.run': command(
    z.object({
      query: z.string().max(1000),
      limit: z.number().int().min(1).max(500).default(50),
      /** Waits until the index holds everything that is in the archive. */
      complete: z.boolean().default(false),
    }),
  ).answers<SearchAnswer>(),
  /** Ids of all conversations with a hit, the one with the newest hit first; always complete. */
  'search.conversations': command(z.object({ query: z.string().max(1000) })).answers<readonly string[]>(),
}
