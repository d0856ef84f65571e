/** Answers for search. */
import type { Handlers } from '@shared/contract/contract.ts'
import type { searchCommands } from '@shared/contract/search.ts'
import { matchingConversations, search } from '../archive/search/search.ts'
import type { HandlerParts } from './handler-parts.ts'

export function searchHandlers({
  archive,
  index,
  indexer,
}: HandlerParts): Handlers<keyof typeof searchCommands> {
  return {
    'search.run': async ({ query, limit, complete }) => {
      if (complete) await indexer.settled()
      return search(index, archive, { query, limit })
    },
    'search.conversations': async ({ query }) => {
      await indexer.settled()
      return matchingConversations(index, archive, query)
    },
  }
}
