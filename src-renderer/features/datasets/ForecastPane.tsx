/** What would come of it: the trainer check, what was left out or changed, and the first record as it will be written. */
import { CircleAlert, CircleCheck, Database } from 'lucide-react'
import { useId } from 'react'
import { counted } from '../../ui/counts.ts'
import { CheckSentence } from './CheckSentence.tsx'
import { mostTriedUnasked, tryRecords, useForecast } from './forecast-store.ts'
import { useDatasetForm } from './form-store.ts'
import { usePicking } from './picking-store.ts'
import { recordText } from './record-text.ts'
import { ReportFacts } from './ReportFacts.tsx'

type Props = {
  /** Leads to a conversation that a record was made of. */
  onShow: (conversationId: string, messageId: null) => void
}

export function ForecastPane({ onShow }: Props) {
  const headingId = useId()
  const chosen = usePicking((state) => state.selected.size)
  return (
    <section className="forecast-pane" aria-labelledby={headingId}>
      <h2 id={headingId}>Preview</h2>
      {chosen === 0 ? (
        <p className="forecast-none">
          <Database aria-hidden />
          Choose conversations: the first record and what the trainer says of all of them appear here.
        </p>
      ) : (
        <>
          <Trial chosen={chosen} onShow={onShow} />
          <FirstRecord />
        </>
      )}
    </section>
  )
}

function Trial({ chosen, onShow }: Props & { chosen: number }) {
  const { report, isOutdated, trialId, failure } = useForecast()
  const isAsked = chosen > mostTriedUnasked && isOutdated && trialId === null && failure === null
  if (failure !== null)
    return (
      <p role="alert" className="dataset-problem">
        <CircleAlert aria-hidden />
        {failure}
      </p>
    )
  if (isAsked)
    return (
      <div className="forecast-ask">
        <p>Every record is checked before it is written. To know now, before you begin:</p>
        <button type="button" className="button small" onClick={() => void tryRecords()}>
          <CircleCheck aria-hidden />
          Check {counted(chosen, 'conversation')} now
        </button>
      </div>
    )
  return (
    <div className={isOutdated ? 'forecast-trial is-outdated' : 'forecast-trial'} aria-busy={isOutdated}>
      {report === null ? (
        <p className="dataset-hint" role="status">
          Checking the records…
        </p>
      ) : (
        <>
          <CheckSentence check={report.check} onShow={onShow} />
          <ReportFacts report={report} />
        </>
      )}
    </div>
  )
}

function FirstRecord() {
  const sample = useForecast((state) => state.sample)
  const fileFormat = useDatasetForm((state) => state.fields.fileFormat)
  const headingId = useId()
  return (
    <>
      <h3 id={headingId}>First record</h3>
      {sample.kind === 'record' ? (
        <pre className="dataset-json" tabIndex={0} role="region" aria-labelledby={headingId}>
          {recordText(sample.record)}
        </pre>
      ) : (
        <p className="dataset-hint" role="status">
          {sample.kind === 'none' && 'Making the first record…'}
          {sample.kind === 'no-record' &&
            'None of the first 20 conversations gives a record in this format. The check above says why.'}
          {sample.kind === 'failed' && sample.message}
        </p>
      )}
      {sample.kind === 'record' && (
        <p className="dataset-hint">
          {fileFormat === 'csv'
            ? 'In CSV, lists stand in their cell as JSON text.'
            : 'In the file the fullest record stands first, so that readers learn all columns from it.'}
        </p>
      )}
    </>
  )
}
