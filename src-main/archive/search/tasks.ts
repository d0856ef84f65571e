/** What may be asked of search, by name: the same in the thread that searches and for those who ask it. */
import type {
  DuplicateGroup,
  MoreHits,
  SearchAnswer,
  SearchFacets,
  SimilarConversation,
} from '@shared/contract/search.ts'
import type { LibraryFilter, LibraryPage, LibrarySort, LibrarySpine } from '@shared/contract/library.ts'
import type { PageRequest } from '../library.ts'
import type { Sources } from './conversation-sets.ts'
import { duplicateConversations } from './duplicates.ts'
import { facetsOf } from './facets.ts'
import { matchingPage, matchingSpine } from './library-matches.ts'
import { matchingConversations, type Scope } from './matching.ts'
import { hitsInConversation, type MoreRequest, searchMessages, type SearchRequest } from './search.ts'
import { similarConversations } from './similar.ts'
import { warmUp, type WarmUpPart } from './warm-up.ts'

/** The questions with their answers. */
export interface SearchTasks {
  run(request: SearchRequest): Promise<SearchAnswer>
  facets(request: { readonly query: string; readonly complete: boolean }): Promise<SearchFacets>
  inConversation(request: MoreRequest): Promise<MoreHits>
  /** UUIDs of the conversations with a hit, the one with the newest hit first. */
  conversations(request: { readonly query: string }): Promise<string[]>
  /** Row ids of the same; with the trash where the scope says so. */
  matching(request: { readonly query: string; readonly scope: Scope }): Promise<number[]>
  similar(request: { readonly id: string; readonly limit: number }): Promise<SimilarConversation[]>
  duplicates(request: {
    readonly limit: number
    readonly cursor: string | null
  }): Promise<{ groups: DuplicateGroup[]; total: number; next: string | null }>
  spine(request: { readonly filter: LibraryFilter; readonly sort: LibrarySort }): Promise<LibrarySpine>
  page(request: PageRequest): Promise<LibraryPage>
  /** Searches in advance; answers what for. */
  warmUp(request: WarmUpPart): Promise<string[]>
}

/** The tasks over an archive and its index. */
export function searchTasks(sources: Sources): SearchTasks {
  return {
    run: (request) => searchMessages(sources, request),
    facets: (request) => facetsOf(sources, request),
    inConversation: (request) => hitsInConversation(sources, request),
    conversations: async ({ query }) => {
      const found = await matchingConversations(sources, query)
      return sources.archive
        .statement<[string], string>(
          'SELECT uuid FROM json_each(?) AS wanted CROSS JOIN conversations ON conversations.id = wanted.value ORDER BY wanted.key',
        )
        .pluck()
        .all(JSON.stringify(found))
    },
    matching: ({ query, scope }) => matchingConversations(sources, query, scope),
    similar: ({ id, limit }) => similarConversations(sources, id, limit),
    duplicates: ({ limit, cursor }) => duplicateConversations(sources, limit, cursor),
    spine: ({ filter, sort }) => matchingSpine(sources, filter, sort),
    page: (request) => matchingPage(sources, request),
    warmUp: (part) => warmUp(sources, part),
  }
}
