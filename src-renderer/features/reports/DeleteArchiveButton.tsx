/** Deletes one HTML archive, after one question. */
import { AlertDialog } from '@base-ui/react/alert-dialog'
import type { HtmlArchive } from '@shared/contract/html-archives.ts'
import { Trash2 } from 'lucide-react'
import { type RefObject, useRef } from 'react'

type Props = {
  archive: HtmlArchive
  onDelete: () => void
  /** What gets the focus when this button is gone. */
  focusAfter: RefObject<HTMLElement | null>
}

export function DeleteArchiveButton({ archive, onDelete, focusAfter }: Props) {
  const trigger = useRef<HTMLButtonElement>(null)
  const isDeleted = useRef(false)
  return (
    <AlertDialog.Root>
      <AlertDialog.Trigger
        ref={trigger}
        className="button small icon danger"
        aria-label={`Delete ${archive.fileName}`}
      >
        <Trash2 aria-hidden />
      </AlertDialog.Trigger>
      <AlertDialog.Portal>
        <AlertDialog.Backdrop className="veil" />
        <AlertDialog.Popup
          className="dialog question"
          finalFocus={() => (isDeleted.current ? focusAfter.current : trigger.current)}
        >
          <AlertDialog.Title className="dialog-title">Delete this export?</AlertDialog.Title>
          <AlertDialog.Description className="question-text">
            {archive.fileName} is overwritten and removed. This cannot be undone. The conversations themselves
            stay in your library, and copies that you saved stay where they are.
          </AlertDialog.Description>
          <footer className="dialog-footer">
            <AlertDialog.Close className="button">Keep it</AlertDialog.Close>
            <AlertDialog.Close
              className="button danger"
              onClick={() => {
                isDeleted.current = true
                onDelete()
              }}
            >
              Delete export
            </AlertDialog.Close>
          </footer>
        </AlertDialog.Popup>
      </AlertDialog.Portal>
    </AlertDialog.Root>
  )
}
