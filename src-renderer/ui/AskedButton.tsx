/** A button with a bin that removes something for good, after one question. */
import { AlertDialog } from '@base-ui/react/alert-dialog'
import { Trash2 } from 'lucide-react'
import { type ReactNode, type RefObject, useRef } from 'react'

type Props = {
  /** The button's name: "Delete conversations.html". */
  label: string
  question: string
  /** The button that leaves everything as it is, and the one that does it. */
  keepLabel: string
  actLabel: string
  /** What will be gone, and what stays. */
  children: ReactNode
  onAct: () => void
  /** What gets the focus when this button is gone. */
  focusAfter: RefObject<HTMLElement | null>
}

export function AskedButton({ label, question, keepLabel, actLabel, children, onAct, focusAfter }: Props) {
  const trigger = useRef<HTMLButtonElement>(null)
  const isDone = useRef(false)
  return (
    <AlertDialog.Root>
      <AlertDialog.Trigger ref={trigger} className="button small icon danger" aria-label={label}>
        <Trash2 aria-hidden />
      </AlertDialog.Trigger>
      <AlertDialog.Portal>
        <AlertDialog.Backdrop className="veil" />
        <AlertDialog.Popup
          className="dialog question"
          finalFocus={() => (isDone.current ? focusAfter.current : trigger.current)}
        >
          <AlertDialog.Title className="dialog-title">{question}</AlertDialog.Title>
          <AlertDialog.Description className="question-text">{children}</AlertDialog.Description>
          <footer className="dialog-footer">
            <AlertDialog.Close className="button">{keepLabel}</AlertDialog.Close>
            <AlertDialog.Close
              className="button danger"
              onClick={() => {
                isDone.current = true
                onAct()
              }}
            >
              {actLabel}
            </AlertDialog.Close>
          </footer>
        </AlertDialog.Popup>
      </AlertDialog.Portal>
    </AlertDialog.Root>
  )
}
