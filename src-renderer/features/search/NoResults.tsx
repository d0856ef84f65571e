/** What stands where nothing was found, or where the search did not work: why, and what can be done. */
import { SearchX } from 'lucide-react'
import { explainQuery, parseQuery } from '@shared/query.ts'
import { countText } from '../../ui/counts.ts'
import { EmptyState } from '../../ui/EmptyState.tsx'
import { asked } from './asked.ts'
import type { Results } from './results.ts'
import { clearSearch, searchAgain, searchCompletely } from './search-store.ts'
import { WiderSearches } from './WiderSearches.tsx'

export function NoResults({ results }: { results: Results }) {
  const { question, isPartial, waiting } = results
  return (
    <EmptyState icon={SearchX} title={titleOf(question.query)}>
      <p>
        {isPartial
          ? 'This was a quick look. Pieces inside of words take a little longer.'
          : waiting > 0
            ? `${countText(waiting)} conversations are not in the index yet.`
            : 'Titles, notes, tags and the messages of all branches were searched.'}
      </p>
      {isPartial && (
        <button type="button" className="button primary" onClick={searchCompletely}>
          Search everything
        </button>
      )}
      {!isPartial && <WiderSearches question={question} />}
      <ClearButton />
    </EmptyState>
  )
}

export function SearchFailed({ failure }: { failure: string }) {
  return (
    <EmptyState icon={SearchX} title="The search did not work.">
      <p role="alert">{failure}</p>
      <button type="button" className="button" onClick={searchAgain}>
        Try again
      </button>
      <ClearButton />
    </EmptyState>
  )
}

function titleOf(query: string): string {
  const parsed = parseQuery(asked(query))
  return parsed.root === null
    ? 'There is nothing to look for yet.'
    : `Nothing was found for ${explainQuery(parsed)}.`
}

function ClearButton() {
  return (
    <button type="button" className="button" onClick={clearSearch}>
      Clear search
    </button>
  )
}
