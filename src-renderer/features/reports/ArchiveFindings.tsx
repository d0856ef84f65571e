/** What is sensitive in a new HTML archive, shown before it is written: it goes on as it is, without them, or not at all. */
import { Dialog } from '@base-ui/react/dialog'
import type { SensitiveReport } from '@shared/job.ts'
import { SensitiveReview } from '../../sensitive/SensitiveReview.tsx'

type Props = {
  /** Null while there is nothing to show. */
  report: SensitiveReport | null
  /** Leads to a message of the findings; null for what stands outside of messages. */
  onShow: (conversationId: string, messageId: string | null) => void
  onWrite: (sensitive: 'warn' | 'redact') => void
  onClose: () => void
}

export function ArchiveFindings({ report, onShow, onWrite, onClose }: Props) {
  return (
    <Dialog.Root open={report !== null} disablePointerDismissal onOpenChange={(open) => !open && onClose()}>
      <Dialog.Portal>
        <Dialog.Backdrop className="veil" />
        <Dialog.Popup className="dialog archive-findings">
          <Dialog.Title className="dialog-title">Sensitive data in this export</Dialog.Title>
          <div className="sensitive-review">
            {report !== null && <SensitiveReview report={report} onShow={onShow} />}
          </div>
          <footer className="dialog-footer">
            <Dialog.Close className="button">Cancel</Dialog.Close>
            <button type="button" className="button" onClick={() => onWrite('warn')}>
              Export as it is
            </button>
            <button type="button" className="button primary" autoFocus onClick={() => onWrite('redact')}>
              Redact and export
            </button>
          </footer>
        </Dialog.Popup>
      </Dialog.Portal>
    </Dialog.Root>
  )
}
