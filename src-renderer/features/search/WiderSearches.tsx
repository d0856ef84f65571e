/** What would be found if one of the conditions were dropped, the one that took most away first. */
import { useEffect, useState } from 'react'
import { call } from '../../bridge.ts'
import { counted, countText } from '../../ui/counts.ts'
import { showFailure } from '../../ui/toasts.ts'
import { asked } from './asked.ts'
import { type Dropped, widerQueries } from '../../query/query-parts.ts'
import type { Question } from './question.ts'
import { isDropped, session, typeQuery, typingRest } from './search-store.ts'

/** Conditions that are tried: who typed more knows what to take out. */
const mostTried = 6

interface Wider extends Dropped {
  readonly total: number
  readonly isCapped: boolean
}

/** Draws nothing where leaving out one condition would find nothing either. */
export function WiderSearches({ question }: { question: Question }) {
  const [found, setFound] = useState<{ readonly of: string; readonly wider: readonly Wider[] } | null>(null)
  const query = asked(question.query)
  useEffect(() => {
    let isWanted = true
    const ask = async (): Promise<void> => {
      try {
        const wider = await Promise.all(widerQueries(query, mostTried).map(tried))
        if (isWanted) setFound({ of: query, wider: wider.filter(({ total }) => total > 0) })
      } catch (error) {
        if (!isDropped(error)) showFailure('Wider searches could not be tried', error)
      }
    }
    const timer = window.setTimeout(() => void ask(), typingRest)
    return () => {
      isWanted = false
      window.clearTimeout(timer)
    }
  }, [query])
  if (found === null || found.of !== query || found.wider.length === 0) return null
  const wider = found.wider.toSorted((one, other) => other.total - one.total)
  return (
    <div className="wider-searches">
      <p>Found without one of the conditions:</p>
      <ul>
        {wider.map(({ part, query: without, total, isCapped }) => (
          <li key={part}>
            <button type="button" className="button" onClick={() => typeQuery(without)}>
              <span>
                Drop <b dir="auto">{part}</b>
              </span>{' '}
              <span className="wider-count">
                {isCapped ? `${countText(total)}+ hits` : counted(total, 'hit')}
              </span>
            </button>
          </li>
        ))}
      </ul>
    </div>
  )
}

async function tried(dropped: Dropped, at: number): Promise<Wider> {
  const { total, isCapped } = await call('search.run', {
    query: dropped.query,
    limit: 1,
    complete: true,
    session: `${session} wider ${at}`,
  })
  return { ...dropped, total, isCapped }
}
