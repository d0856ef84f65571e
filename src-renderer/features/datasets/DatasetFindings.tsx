/** What is sensitive in a new dataset, shown before it is written: conversations can be left out, or all of it taken out. */
import { Dialog } from '@base-ui/react/dialog'
import { SensitiveReview } from '../../sensitive/SensitiveReview.tsx'
import { counted, countText } from '../../ui/counts.ts'
import { leaveAll, leaveReview, toggleLeft, useReview, writeReviewed } from './review-store.ts'

type Props = {
  /** Leads to a message of the findings; null for what stands outside of messages. */
  onShow: (conversationId: string, messageId: string | null) => void
}

export function DatasetFindings({ onShow }: Props) {
  const { state } = useReview()
  return (
    <Dialog.Root
      open={state.kind === 'found'}
      disablePointerDismissal
      onOpenChange={(open) => !open && leaveReview()}
    >
      <Dialog.Portal>
        <Dialog.Backdrop className="veil" />
        <Dialog.Popup className="dialog dataset-dialog">
          <Dialog.Title className="dialog-title">Sensitive data in this dataset</Dialog.Title>
          {state.kind === 'found' && (
            <>
              <div className="sensitive-review">
                <SensitiveReview
                  report={state.report}
                  isMasked
                  leaving={{ left: state.left, onToggle: toggleLeft }}
                  onShow={onShow}
                />
              </div>
              <Choices total={state.ids.length} found={state.report.found.length} left={state.left.size} />
            </>
          )}
        </Dialog.Popup>
      </Dialog.Portal>
    </Dialog.Root>
  )
}

type ChoicesProps = {
  /** Conversations that were chosen, of those with findings, and of these left out. */
  total: number
  found: number
  left: number
}

function Choices({ total, found, left }: ChoicesProps) {
  const kept = total - left
  return (
    <footer className="dialog-footer">
      <p className="findings-choice" role="status">
        {left > 0 && `${counted(left, 'conversation')} left out, ${countText(kept)} written`}
      </p>
      {left < found && (
        <button type="button" className="button quiet" onClick={leaveAll}>
          {found === 1 ? 'Leave it out' : `Leave out all ${countText(found)}`}
        </button>
      )}
      <Dialog.Close className="button">Cancel</Dialog.Close>
      {left === found ? (
        <button
          type="button"
          className="button primary"
          disabled={kept === 0}
          onClick={() => void writeReviewed(false)}
        >
          Write {counted(kept, 'conversation')}
        </button>
      ) : (
        <>
          <button type="button" className="button" onClick={() => void writeReviewed(false)}>
            Write as it is
          </button>
          <button type="button" className="button primary" autoFocus onClick={() => void writeReviewed(true)}>
            Redact and write
          </button>
        </>
      )}
    </footer>
  )
}
