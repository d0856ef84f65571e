/** What the trainer check says: how many records load, and why others do not. */
import {
  loadingSentence,
  problemEffects,
  problemsByReason,
  type GatheredProblem,
  type ProblemPlace,
} from '@shared/datasets/check-words.ts'
import type { TrainerCheck } from '@shared/datasets/dataset.ts'
import { CircleCheck, TriangleAlert } from 'lucide-react'
import { useState } from 'react'
import { counted, countText } from '../../ui/counts.ts'

type Props = {
  check: TrainerCheck
  /** Leads to a conversation that a record was made of. */
  onShow: (conversationId: string, messageId: null) => void
}

/** Places that are listed before more are asked for. */
const listed = 5

export function CheckSentence({ check, onShow }: Props) {
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
          {problems.map((problem) => (
            <Problem key={`${problem.effect} ${problem.reason}`} problem={problem} onShow={onShow} />
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

function Problem({ problem, onShow }: Pick<Props, 'onShow'> & { problem: GatheredProblem }) {
  const [isWhole, setIsWhole] = useState(false)
  const { effect, reason, places } = problem
  const shown = isWhole ? places : places.slice(0, listed)
  return (
    <li>
      {reason} <small>{`${counted(places.length, 'record')}: ${problemEffects[effect]}`}</small>
      <ul className="check-places">
        {shown.map((place) => (
          <Place key={place.record} place={place} onShow={onShow} />
        ))}
      </ul>
      {shown.length < places.length && (
        <button type="button" className="link" onClick={() => setIsWhole(true)}>
          Show {countText(places.length - shown.length)} more
        </button>
      )}
    </li>
  )
}

function Place({ place, onShow }: Pick<Props, 'onShow'> & { place: ProblemPlace }) {
  const { record, conversationId, title } = place
  return (
    <li>
      <span>Record {countText(record)}</span>
      {title !== undefined && (
        <button type="button" className="link" dir="auto" onClick={() => onShow(conversationId, null)}>
          {title}
        </button>
      )}
    </li>
  )
}
