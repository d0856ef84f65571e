/** Answers for search: passes questions to the thread that searches, and keeps the last ones. */
import type { Handlers } from '@shared/contract/contract.ts'
import type { searchCommands } from '@shared/contract/search.ts'
import { forgetSearch, recentSearches, rememberSearch } from '../archive/search/recent-searches.ts'
import type { HandlerParts } from './handler-parts.ts'

export function searchHandlers({
  archive,
  indexer,
  searcher,
}: Pick<HandlerParts, 'archive' | 'indexer' | 'searcher'>): Handlers<keyof typeof searchCommands> {
  return {
    'search.run': async ({ session, ...request }) => {
      if (request.complete) await indexer.settled()
      // Facets of what was typed before would only hold it up.
      return await searcher.ask('run', request, session, request.cursor === null)
    },
    'search.facets': async ({ session, ...request }) => {
      if (request.complete) await indexer.settled()
      // Facets are asked for beside the page of the same query and must not drop it.
      return await searcher.ask('facets', request, session && `${session} facets`)
    },
    'search.inConversation': async ({ session, ...request }) => {
      await indexer.settled()
      return await searcher.ask('inConversation', request, session)
    },
    'search.conversations': async (request) => {
      await indexer.settled()
      return await searcher.ask('conversations', request)
    },
    'search.recent': () => recentSearches(archive),
    'search.remember': ({ query, insteadOf }) => rememberSearch(archive, query, insteadOf),
    'search.forget': ({ query }) => forgetSearch(archive, query),
    'search.similar': (request) => searcher.ask('similar', request),
    'search.duplicates': (request) => searcher.ask('duplicates', request),
  }
}
