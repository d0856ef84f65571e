/** What the trainer check says: how many records load, and why others do not. */
import { loadingSentence, problemEffects, problemsByReason } from '@shared/datasets/check-words.ts'
import type { TrainerCheck } from '@shared/datasets/dataset.ts'
import { CircleCheck, TriangleAlert } from 'lucide-react'
import { countText } from '../../ui/counts.ts'

type Props = {
  check: TrainerCheck
}

/** More places than these in a list help nobody. */
const mostPlaces = 5

export function CheckSentence({ check }: Props) {
  const isGood = check.loading === check.records
  const problems = problemsByReason(check.problems)
  return (
    <div className={isGood ? 'check-sentence is-good' : 'check-sentence'}>
      <p role="status">
        {isGood ? <CircleCheck aria-hidden /> : <TriangleAlert aria-hidden />}
        {loadingSentence(check)}
      </p>
      {problems.length > 0 && (
        <ul>
          {problems.map(({ effect, reason, records }) => (
            <li key={`${effect} ${reason}`}>
              {reason} <small>{`${placesText(records)}, ${problemEffects[effect]}`}</small>
            </li>
          ))}
        </ul>
      )}
      {check.remarks.length > 0 && (
        <ul>
          {check.remarks.map((remark) => (
            <li key={remark}>{remark}</li>
          ))}
        </ul>
      )}
    </div>
  )
}

/** "record 3", "records 3, 7, 9 and 12 more" */
function placesText(records: readonly number[]): string {
  const named = records.slice(0, mostPlaces).map(countText).join(', ')
  const more = records.length - mostPlaces
  return `${records.length === 1 ? 'record' : 'records'} ${named}${more > 0 ? ` and ${countText(more)} more` : ''}`
}
