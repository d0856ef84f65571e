/** What is known of a dataset: lengths and roles as charts with their tables, the check, and what was told of making it. */
import { Dialog } from '@base-ui/react/dialog'
import type { DatasetReport, Spread } from '@shared/datasets/dataset.ts'
import { countText } from '../../ui/counts.ts'
import { CheckSentence } from './CheckSentence.tsx'
import { closeLook, type Look } from './manage-store.ts'
import { ReportFacts } from './ReportFacts.tsx'
import { RoleBalance } from './RoleBalance.tsx'
import { TokenHistogram } from './TokenHistogram.tsx'

type Props = {
  /** Null while the dialog is closed. */
  look: Extract<Look, { kind: 'statistics' }> | null
  /** Leads to a conversation that a record was made of. */
  onShow: (conversationId: string, messageId: null) => void
}

export function StatisticsDialog({ look, onShow }: Props) {
  return (
    <Dialog.Root open={look !== null} onOpenChange={(open) => !open && closeLook()}>
      <Dialog.Portal>
        <Dialog.Backdrop className="veil" />
        <Dialog.Popup className="dialog dataset-dialog">
          {look !== null && (
            <>
              <header className="dataset-dialog-head">
                <div>
                  <Dialog.Title className="dialog-title">Statistics of {look.dataset.name}</Dialog.Title>
                  <Dialog.Description className="dataset-hint">
                    Tokens are an estimate: each model cuts words its own way.
                  </Dialog.Description>
                </div>
              </header>
              <div className="statistics" tabIndex={0} role="region" aria-label="Statistics">
                {look.failure !== null && (
                  <p role="alert" className="dataset-problem">
                    {look.failure}
                  </p>
                )}
                {look.report !== null && (
                  <Statistics report={{ ...look.report, check: look.dataset.check }} onShow={onShow} />
                )}
              </div>
              <footer className="dialog-footer">
                <Dialog.Close className="button primary">Close</Dialog.Close>
              </footer>
            </>
          )}
        </Dialog.Popup>
      </Dialog.Portal>
    </Dialog.Root>
  )
}

function Statistics({ report, onShow }: Pick<Props, 'onShow'> & { report: DatasetReport }) {
  const { statistics } = report
  return (
    <>
      <div className="statistics-words">
        <CheckSentence check={report.check} onShow={onShow} />
        <ReportFacts report={report} />
      </div>
      <TokenHistogram statistics={statistics} />
      <RoleBalance roles={statistics.roles} />
      <section aria-labelledby="dataset-lengths">
        <h3 id="dataset-lengths">Lengths of a record</h3>
        <table className="table" aria-labelledby="dataset-lengths">
          <thead>
            <tr>
              <th scope="col">
                <span className="visually-hidden">Measured in</span>
              </th>
              {['Least', 'Median', '95 in 100 at most', 'Most', 'All together'].map((name) => (
                <th key={name} scope="col" className="is-number">
                  {name}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            <Line name="Messages" spread={statistics.messagesPerRecord} />
            <Line name="Tokens" spread={statistics.tokens} />
            <Line name="Characters" spread={statistics.characters} />
          </tbody>
        </table>
      </section>
    </>
  )
}

function Line({ name, spread }: { name: string; spread: Spread }) {
  const { least, median, p95, most, total } = spread
  return (
    <tr>
      <th scope="row">{name}</th>
      {Object.entries({ least, median, p95, most, total }).map(([kind, value]) => (
        <td key={kind} className="is-number">
          {countText(value)}
        </td>
      ))}
    </tr>
  )
}
