/** Above the results: how much was found, how the query was understood, in which order and how fully it stands. */
import { explainQuery, parseQuery } from '@shared/query.ts'
import { ChevronsDownUp, ChevronsUpDown } from 'lucide-react'
import { type ReactNode, type RefObject, useMemo } from 'react'
import { MatchToggles } from '../../query/MatchToggles.tsx'
import { QueryProblems } from '../../query/QueryProblems.tsx'
import { asked } from './asked.ts'
import { CopyMenu } from './CopyMenu.tsx'
import { OrderMenu } from './OrderMenu.tsx'
import { foldAll, typeQuery, useSearch } from './search-store.ts'
import { SearchCount } from './SearchCount.tsx'

type Props = {
  fieldRef: RefObject<HTMLInputElement | null>
  sourceNameOf: (source: string) => string
  /** What can be done with all that was found: kept as a smart list, exported. */
  tools: ReactNode
}

export function ResultsHead({ fieldRef, sourceNameOf, tools }: Props) {
  const query = useSearch((state) => state.query)
  const isComplete = useSearch((state) => state.isComplete)
  const hasLines = useSearch((state) => (state.results?.groups.length ?? 0) > 0)
  const explanation = useMemo(() => explainQuery(parseQuery(asked(query))), [query])
  return (
    <div className="results-head">
      <SearchCount />
      <div className="search-understood">
        <p className="search-explanation" title={`Looks for ${explanation}`}>
          <span className="visually-hidden">Looks for </span>
          {explanation}
        </p>
        <MatchToggles query={query} fieldRef={fieldRef} onType={typeQuery} />
      </div>
      <QueryProblems query={asked(query)} isWhole={isComplete} />
      <OrderMenu />
      <span className="results-tools">
        {hasLines && <FoldButton />}
        {hasLines && <CopyMenu sourceNameOf={sourceNameOf} />}
        {tools}
      </span>
    </div>
  )
}

function FoldButton() {
  const areFolded = useSearch((state) => state.folding.areFolded)
  const name = areFolded ? 'Show all hits' : 'Show titles only'
  return (
    <button
      type="button"
      className="button quiet small icon"
      aria-label={name}
      title={name}
      onClick={() => foldAll(!areFolded)}
    >
      {areFolded ? <ChevronsUpDown aria-hidden /> : <ChevronsDownUp aria-hidden />}
    </button>
  )
}
