/** The export dialog: the choices with a preview of the true output, then what is sensitive in it. Escape leaves. */
import { Dialog } from '@base-ui/react/dialog'
import { type RefObject, useRef } from 'react'
import { SensitiveReview } from '../../sensitive/SensitiveReview.tsx'
import { counted } from '../../ui/counts.ts'
import { type ExportState, isOpen, type Subject } from './export-choices.ts'
import { backToChoices, closeExport, exportReviewed, useExport } from './export-store.ts'
import { ExportForm } from './ExportForm.tsx'
import './export.css'

type Props = {
  /** Leaves the dialog for a conversation of its findings; the message is null for what stands outside of messages. */
  onShow: (conversationId: string, messageId: string | null) => void
}

export function ExportDialog({ onShow }: Props) {
  const isShown = useExport(isOpen)
  const field = useRef<HTMLInputElement>(null)
  return (
    <Dialog.Root open={isShown} disablePointerDismissal onOpenChange={(open) => !open && closeExport()}>
      <Dialog.Portal>
        <Dialog.Backdrop className="veil" />
        <Dialog.Popup
          className="dialog export-dialog"
          initialFocus={() => {
            field.current?.select()
            return field.current ?? true
          }}
        >
          {isShown && <DialogContent field={field} onShow={onShow} />}
        </Dialog.Popup>
      </Dialog.Portal>
    </Dialog.Root>
  )
}

function DialogContent({ field, onShow }: Props & { field: RefObject<HTMLInputElement | null> }) {
  const state = useExport()
  const { subject, stage } = state
  if (subject === null) return null
  return (
    <>
      <Dialog.Title className="dialog-title">
        {stage.kind === 'reviewing' ? 'Sensitive data in ' : 'Export '}
        {titleOf(subject)}
      </Dialog.Title>
      {stage.kind === 'reviewing' ? (
        <>
          <div className="sensitive-review">
            <SensitiveReview report={stage.report} onShow={onShow} />
          </div>
          <ReviewFooter hasFindings={stage.report.found.length > 0} sensitive={state.sensitive} />
        </>
      ) : (
        <ExportForm state={state} subject={subject} fieldRef={field} />
      )}
    </>
  )
}

function titleOf({ ids, title, name }: Subject): string {
  if (ids.length === 1) return `“${title}”`
  const count = counted(ids.length, 'conversation')
  return name === null ? count : `${count} · ${name}`
}

type FooterProps = Pick<ExportState, 'sensitive'> & { hasFindings: boolean }

function ReviewFooter({ hasFindings, sensitive }: FooterProps) {
  const isRedacting = sensitive === 'redact'
  return (
    <footer className="dialog-footer">
      <button type="button" className="button quiet export-back" onClick={backToChoices}>
        Back
      </button>
      <Dialog.Close className="button">Cancel</Dialog.Close>
      {hasFindings && !isRedacting && (
        <button type="button" className="button" onClick={() => void exportReviewed('warn')}>
          Export as it is
        </button>
      )}
      <button
        type="button"
        className="button primary"
        autoFocus
        onClick={() => void exportReviewed(hasFindings ? 'redact' : sensitive)}
      >
        {hasFindings ? 'Redact and export' : 'Export'}
      </button>
    </footer>
  )
}
