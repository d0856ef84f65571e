/** How much was found, said also to those who do not see it. */
import { counted, countText } from '../../ui/counts.ts'
import { isSameQuestion } from './question.ts'
import type { Results } from './results.ts'
import { searchCompletely, useSearch } from './search-store.ts'

export function SearchCount() {
  const results = useSearch((state) => state.results)
  const conversations = useSearch(({ results: shown, facets }) => {
    if (shown === null || facets === null || !isSameQuestion(facets.question, shown.question)) return null
    return facets.of.isPartial ? null : facets.of.conversations
  })
  const isPartial = results?.isPartial === true
  return (
    <p className="search-count">
      <span>
        <span role="status">{results === null ? 'Searching…' : textOf(results, conversations)}</span>
        {results !== null && (
          <span className="search-took">, {countText(Math.max(1, Math.round(results.took)))} ms</span>
        )}
      </span>
      {isPartial && (
        <button type="button" className="link" title="Enter" onClick={searchCompletely}>
          Find all
        </button>
      )}
    </p>
  )
}

/** `112 hits in 38 conversations`, `10,000+ hits`, `23 hits so far`. */
function textOf(
  { total, isCapped, isPartial, waiting, groups, next }: Results,
  conversations: number | null,
): string {
  const within = next === null && !isPartial ? groups.length : conversations
  const hits = isCapped ? `${countText(total)}+ hits` : counted(total, 'hit')
  const text = isPartial && !isCapped ? `${hits} so far` : hits
  const where = isCapped || within === null || total === 0 ? '' : ` in ${counted(within, 'conversation')}`
  return text + where + (waiting > 0 ? ` · ${countText(waiting)} still being indexed` : '')
}
