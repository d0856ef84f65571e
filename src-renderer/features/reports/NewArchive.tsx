/** The form for a new HTML archive: whose conversations, of which time, and what is put in; with what it would come to. */
import { CircleAlert, FileOutput, Info } from 'lucide-react'
import { type SubmitEvent, useId } from 'react'
import { CheckProgress } from '../../sensitive/CheckProgress.tsx'
import { Segmented } from '../../ui/Segmented.tsx'
import { SelectField } from '../../ui/SelectField.tsx'
import { sensitiveChoices, sensitiveKinds } from '../../ui/sensitive-choices.ts'
import { AssistantField } from './AssistantField.tsx'
import { PeriodFields } from './PeriodFields.tsx'
import { estimateText, estimateWarnings, periodOf, rangeProblem } from './reports.ts'
import { changeForm, leaveCheck, startArchive, useReports } from './reports-store.ts'

type Props = {
  onImport: () => void
}

const ranges = [
  { value: 'days', label: 'Last days' },
  { value: 'dates', label: 'Exact dates' },
] as const

const splits = [
  { value: 'none', label: 'One page' },
  { value: 'month', label: 'A page a month, with an index page' },
] as const

const pictures = [
  { value: '0', label: 'left out' },
  { value: '500000', label: 'up to 500 KB each' },
  { value: '2000000', label: 'up to 2 MB each' },
  { value: '10000000', label: 'up to 10 MB each' },
  { value: 'all', label: 'of any size' },
]

export function NewArchive({ onImport }: Props) {
  const { form, assistants, estimate, failure, isStarting, check } = useReports()
  const ids = { picture: useId(), data: useId(), people: useId() }
  const isEmpty = assistants?.[0]?.conversations === 0
  if (isEmpty) {
    return (
      <div className="new-archive is-empty">
        <p>There are no conversations to export yet.</p>
        <button type="button" className="button primary" onClick={onImport}>
          Import conversations…
        </button>
      </div>
    )
  }
  const hasNone = estimate !== null && estimate.conversations === 0
  const canStart =
    periodOf(form) !== null && !hasNone && !isStarting && assistants !== null && check.kind === 'none'
  const submit = (event: SubmitEvent): void => {
    event.preventDefault()
    if (canStart) void startArchive()
  }
  return (
    <form className="new-archive" aria-label="New export" onSubmit={submit}>
      <div className="new-archive-row">
        <AssistantField
          assistants={assistants ?? []}
          value={form.assistantId}
          onChange={(assistantId) => changeForm({ assistantId })}
        />
        <div className="report-field">
          <span className="report-label">Time range</span>
          <div className="period">
            <Segmented
              label="Time range"
              value={form.range}
              choices={ranges}
              onChange={(range) => changeForm({ range })}
            />
            <PeriodFields form={form} problem={rangeProblem(form)} onChange={changeForm} />
          </div>
        </div>
      </div>
      <div className="new-archive-options">
        <span className="picture-option">
          <span>Pages</span>
          <Segmented
            label="Pages"
            value={form.split}
            choices={splits}
            onChange={(split) => changeForm({ split })}
          />
        </span>
        <span className="picture-option">
          <span id={ids.picture}>Pictures and sounds</span>
          <SelectField
            label="Pictures and sounds"
            value={form.largestFile}
            choices={pictures}
            onChange={(largestFile) => changeForm({ largestFile })}
          />
        </span>
        <span className="picture-option" title={sensitiveKinds}>
          <span>Sensitive data</span>
          <Segmented
            label="Sensitive data"
            value={form.sensitive}
            choices={sensitiveChoices}
            onChange={(sensitive) => changeForm({ sensitive })}
          />
        </span>
        <label className="check">
          <input
            type="checkbox"
            checked={form.showsPeople}
            aria-describedby={ids.people}
            onChange={({ target: { checked } }) =>
              // The data holds all names: the two are not to be had together.
              changeForm(checked ? { showsPeople: true } : { showsPeople: false, hasData: false })
            }
          />
          Names of people
          <small id={ids.people}>also addresses, where the source has them</small>
        </label>
        <label className="check">
          <input
            type="checkbox"
            checked={form.hasData}
            disabled={!form.showsPeople}
            aria-describedby={ids.data}
            onChange={({ target }) => changeForm({ hasData: target.checked })}
          />
          Include data for importing again
          <small id={ids.data}>
            {form.showsPeople
              ? 'everything the source said, also what the page does not show'
              : 'not with names left out: the data holds them'}
          </small>
        </label>
      </div>
      <footer className="new-archive-foot">
        <div role="status">
          {estimate !== null && !hasNone && <p>{estimateText(estimate, form.hasData)}</p>}
          {estimate !== null &&
            !hasNone &&
            estimateWarnings(estimate, form.split).map((sentence) => (
              <p key={sentence} className="new-archive-note">
                <Info aria-hidden />
                {sentence}
              </p>
            ))}
          {hasNone && (
            <p className="new-archive-problem">
              <CircleAlert aria-hidden />
              No conversations in that period. Choose a longer time range or another assistant.
            </p>
          )}
        </div>
        {failure !== null && (
          <p role="alert" className="new-archive-problem">
            <CircleAlert aria-hidden />
            {failure}
          </p>
        )}
        {check.kind === 'running' && <CheckProgress jobId={check.jobId} />}
        {/* One button in one place, so that it keeps the focus of who has just pressed it. */}
        {check.kind === 'running' ? (
          <button key="go" type="button" className="button" onClick={leaveCheck}>
            Cancel
          </button>
        ) : (
          <button key="go" type="submit" className="button primary" disabled={!canStart}>
            <FileOutput aria-hidden />
            Start Export
          </button>
        )}
      </footer>
    </form>
  )
}
