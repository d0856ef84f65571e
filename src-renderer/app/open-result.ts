/** Leads from a search to what was found: where search, library and reader meet. */
import type { SearchHit } from '@shared/contract/search.ts'
import { call } from '../bridge.ts'
import { openConversation, useLibrary } from '../features/library/library-store.ts'
import { asked } from '../features/search/asked.ts'
import { firstLine, type ResultGroup, type ResultLine, resultLines } from '../features/search/results.ts'
import { keepSearch } from '../features/search/recent-store.ts'
import { activateLine, loadNextPage, useSearch } from '../features/search/search-store.ts'
import { followHits } from '../features/viewer/find-store.ts'
import { searchWords } from '../query/search-words.ts'
import { showFailure } from '../ui/toasts.ts'

/** As many as the contract gives at once. */
const mostHits = 500

/** Opens the line of the results that is active, else the first that is a hit. */
export function openActiveResult(): void {
  const { results, active, folding } = useSearch.getState()
  const lines = resultLines(results, folding)
  const line = lines.find(({ id }) => id === active) ?? firstLine(lines)
  if (line === undefined) return
  activateLine(line.id)
  openResult(line)
}

/** Opens a found message where it stands, with the words marked; a found title opens its conversation. */
export function openResult(line: ResultLine): void {
  const { id } = line.group.conversation
  const query = searchedFor()
  void keepSearch(query)
  if (line.kind === 'hit') return openHit(id, line.hit, query)
  openConversation(id)
  if (line.group.messagesHit > 0) followHits(query, id, null)
}

/**
 * Goes on from the hits of the conversation that is open to those of the next one among the results, or of the one
 * before. False where there is none.
 */
export async function openNeighbour(step: 1 | -1): Promise<boolean> {
  const openId = useLibrary.getState().open?.conversationId
  const placeOfOpen = (): number => groups().findIndex(({ conversation }) => conversation.id === openId)
  if (step === 1 && placeOfOpen() === groups().length - 1) await loadNextPage()
  const place = placeOfOpen()
  const group = groups()
    .slice(...(step === 1 ? [place + 1] : [0, Math.max(place, 0)]))
    .at(step === 1 ? 0 : -1)
  if (place < 0 || group === undefined) return false
  const { id } = group.conversation
  const query = searchedFor()
  activateLine(`conversation-${id}`)
  try {
    const { hits } = await call('search.inConversation', { query, id, limit: mostHits })
    // Newest first: reading goes on at the oldest, going back at the newest.
    const hit = hits.at(step === 1 ? -1 : 0)
    if (hit === undefined) openConversation(id)
    else openHit(id, hit, query)
  } catch (error) {
    showFailure('The next conversation could not be searched', error)
  }
  return true
}

function openHit(conversationId: string, hit: SearchHit, query: string): void {
  const { leafKey, messageKey, matched } = hit
  openConversation(conversationId, { leafKey, messageKey, words: searchWords(query, matched) })
  followHits(query, conversationId, messageKey)
}

/** What the results that are shown answer. */
function searchedFor(): string {
  const { results, query } = useSearch.getState()
  return asked(results?.question.query ?? query)
}

function groups(): readonly ResultGroup[] {
  return useSearch.getState().results?.groups ?? []
}
