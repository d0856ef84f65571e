/** A new dataset: which conversations, how it is written, and what would come of it; then Confirm Export. */
import { CircleAlert, Database } from 'lucide-react'
import { type SubmitEvent, useEffect } from 'react'
import { counted } from '../../ui/counts.ts'
import { ConfigurePane } from './ConfigurePane.tsx'
import { problemsOf } from './dataset-form.ts'
import { ForecastPane } from './ForecastPane.tsx'
import { followChoices, recordsOf, useForecast } from './forecast-store.ts'
import { touchName, useDatasetForm } from './form-store.ts'
import { startDataset, useManage } from './manage-store.ts'
import { followArchive, usePicking } from './picking-store.ts'
import { SelectPane } from './SelectPane.tsx'
import './create.css'

type Props = {
  /** Leads to where conversations are brought in. */
  onImport: () => void
}

export function CreateTab({ onImport }: Props) {
  const fields = useDatasetForm((state) => state.fields)
  const chosen = usePicking((state) => state.selected.size)
  const records = useForecast(recordsOf)
  const { isStarting, failure } = useManage()

  useEffect(() => {
    const stops = [followArchive(), followChoices()]
    return () => {
      for (const stop of stops) stop()
    }
  }, [])

  const hasProblem = Object.keys(problemsOf(fields)).length > 0
  const canStart = chosen > 0 && !hasProblem && !isStarting
  const submit = (event: SubmitEvent): void => {
    event.preventDefault()
    touchName()
    if (canStart) void startDataset()
  }
  return (
    <form className="create-dataset" aria-label="New dataset" noValidate onSubmit={submit}>
      <div className="create-columns">
        <SelectPane onImport={onImport} />
        <div className="create-settings">
          <ConfigurePane />
          <ForecastPane />
        </div>
      </div>
      <footer className="create-foot">
        {failure === null ? (
          <p>
            {chosen === 0
              ? 'Choose conversations at the left.'
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
    </form>
  )
}
