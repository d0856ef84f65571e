/** How far back, or from when to when; what is wrong with it stands right below. */
import { mostDays } from '@shared/contract/html-archives.ts'
import { useId } from 'react'
import { type ArchiveForm, presetDays } from './reports.ts'

type Props = {
  form: ArchiveForm
  /** What is wrong with the range; null when nothing is. */
  problem: string | null
  onChange: (change: Partial<ArchiveForm>) => void
}

export function PeriodFields({ form, problem, onChange }: Props) {
  const problemId = useId()
  // Nothing is wrong yet with dates that nobody has begun to enter.
  const isAsking = form.range === 'dates' && form.from === '' && form.to === ''
  const invalid =
    problem === null ? {} : { 'aria-invalid': !isAsking || undefined, 'aria-describedby': problemId }
  return (
    <div className="period-fields">
      {form.range === 'days' ? (
        <>
          <input
            className="input days"
            type="number"
            inputMode="numeric"
            min={1}
            max={mostDays}
            value={form.days}
            aria-label={`Days, 1 to ${mostDays}`}
            {...invalid}
            onChange={({ target }) => onChange({ days: target.value })}
          />
          <span>days</span>
          {presetDays.map((days) => (
            <button
              key={days}
              type="button"
              className="chip"
              aria-pressed={form.days === String(days)}
              aria-label={`${days} days`}
              onClick={() => onChange({ days: String(days) })}
            >
              {days}
            </button>
          ))}
        </>
      ) : (
        <>
          <input
            className="input date"
            type="date"
            value={form.from}
            aria-label="First day"
            {...invalid}
            onChange={({ target }) => onChange({ from: target.value })}
          />
          <span>to</span>
          <input
            className="input date"
            type="date"
            value={form.to}
            aria-label="Last day"
            {...invalid}
            onChange={({ target }) => onChange({ to: target.value })}
          />
        </>
      )}
      {problem !== null && (
        <p id={problemId} className={isAsking ? 'field-problem is-asking' : 'field-problem'}>
          {problem}
        </p>
      )}
    </div>
  )
}
