/** What of a query could not be taken as it was probably meant. */
import { problemsOf } from '@shared/query.ts'
import { TriangleAlert } from 'lucide-react'
import { useMemo } from 'react'

type Props = {
  query: string
  /** Whether what is only half typed is told too: it may become what was meant. */
  isWhole: boolean
}

export function QueryProblems({ query, isWhole }: Props) {
  const problems = useMemo(() => problemsOf(query), [query])
  return (
    <div className="query-problems" aria-live="polite">
      {problems
        .filter(({ isUnfinished }) => isWhole || !isUnfinished)
        .map(({ text }) => (
          <p key={text}>
            <TriangleAlert aria-hidden />
            {text}
          </p>
        ))}
    </div>
  )
}
