/** Leads from a search to what was found: where search, library and reader meet. */
import { openConversation } from '../features/library/library-store.ts'
import { firstLine, type ResultLine, resultLines } from '../features/search/results.ts'
import { activateLine, useSearch } from '../features/search/search-store.ts'
import { searchWords } from '../query/search-words.ts'

/** Opens the line of the results that is active, else the first that is a hit. */
export function openActiveResult(): void {
  const { results, active } = useSearch.getState()
  const lines = resultLines(results)
  const line = lines.find(({ id }) => id === active) ?? firstLine(lines)
  if (line === undefined) return
  activateLine(line.id)
  openResult(line)
}

/** Opens a found message where it stands, with the words marked; a found title opens its conversation. */
export function openResult(line: ResultLine): void {
  const { conversation } = line.group
  if (line.kind !== 'hit') return openConversation(conversation.id)
  const { leafKey, messageKey, matched } = line.hit
  const { results, query } = useSearch.getState()
  const words = [...searchWords(results?.question.query ?? query), ...matched]
  openConversation(conversation.id, { leafKey, messageKey, words })
}
