/** A new dataset: which conversations, how it is written, and what would come of it; then Confirm Export. */
import { CircleAlert, Database } from 'lucide-react'
import { type SubmitEvent, useEffect } from 'react'
import { CheckProgress } from '../../sensitive/CheckProgress.tsx'
import { counted } from '../../ui/counts.ts'
import { ConfigurePane } from './ConfigurePane.tsx'
import { DatasetFindings } from './DatasetFindings.tsx'
import { problemsOf } from './dataset-form.ts'
import { ForecastPane } from './ForecastPane.tsx'
import { followChoices, recordsOf, useForecast } from './forecast-store.ts'
import { beginWithSettings, touchName, useDatasetForm } from './form-store.ts'
import { useManage } from './manage-store.ts'
import { followArchive, usePicking } from './picking-store.ts'
import { confirmDataset, leaveReview, useReview } from './review-store.ts'
import { SelectPane } from './SelectPane.tsx'
import './create.css'

type Props = {
  /** Leads to where conversations are brought in. */
  onImport: () => void
  /** Leads to a conversation, to a message of it where one is named. */
  onShow: (conversationId: string, messageId: string | null) => void
}

export function CreateTab({ onImport, onShow }: Props) {
  const fields = useDatasetForm((state) => state.fields)
  const chosen = usePicking((state) => state.selected.size)
  const records = useForecast(recordsOf)
  const { isStarting, failure } = useManage()
  const review = useReview((state) => state.state)
  const isChecking = review.kind === 'running'

  useEffect(() => {
    void beginWithSettings()
    const stops = [followArchive(), followChoices()]
    return () => {
      for (const stop of stops) stop()
    }
  }, [])

  const hasProblem = Object.keys(problemsOf(fields)).length > 0
  const canStart = chosen > 0 && !hasProblem && !isStarting && !isChecking
  const submit = (event: SubmitEvent): void => {
    event.preventDefault()
    touchName()
    if (canStart) void confirmDataset()
  }
  return (
    <form className="create-dataset" aria-label="New dataset" noValidate onSubmit={submit}>
      <div className="create-columns" inert={isChecking}>
        <SelectPane onImport={onImport} />
        <div className="create-settings">
          <ConfigurePane />
          <ForecastPane onShow={onShow} />
        </div>
      </div>
      <footer className="create-foot" data-bottom-bar>
        {review.kind === 'running' ? (
          <>
            <CheckProgress jobId={review.jobId} />
            <button type="button" className="button" onClick={leaveReview}>
              Cancel
            </button>
          </>
        ) : failure === null ? (
          <p>
            {chosen === 0
              ? 'Choose conversations first.'
              : `${counted(chosen, 'conversation')}, ${records === null ? '… records' : counted(records, 'record')}`}
            {chosen > 0 && fields.name === '' && ' · give the dataset a name'}
          </p>
        ) : (
          <p role="alert" className="dataset-problem">
            <CircleAlert aria-hidden />
            {failure}
          </p>
        )}
        <button type="submit" className="button primary" disabled={!canStart}>
          <Database aria-hidden />
          Confirm Export
        </button>
      </footer>
      <DatasetFindings onShow={onShow} />
    </form>
  )
}
