/** Takes an import back, after one question that says how much will be gone. */
import { AlertDialog } from '@base-ui/react/alert-dialog'
import type { ImportedRow } from '@shared/contract/jobs.ts'
import { undoSentence } from './imports.ts'

type Props = {
  /** What the import has brought; null while it is on its way, and nothing can be asked. */
  rows: readonly ImportedRow[] | null
  onUndo: () => void
}

export function UndoButton({ rows, onUndo }: Props) {
  return (
    <AlertDialog.Root>
      <AlertDialog.Trigger className="button danger" disabled={rows === null}>
        Undo this import
      </AlertDialog.Trigger>
      <AlertDialog.Portal>
        <AlertDialog.Backdrop className="veil" />
        <AlertDialog.Popup className="dialog question">
          <AlertDialog.Title className="dialog-title">Undo this import?</AlertDialog.Title>
          <AlertDialog.Description className="question-text">
            {undoSentence(rows ?? [])} Titles and tags that you gave them go too. The imported file itself
            stays where it is.
          </AlertDialog.Description>
          <footer className="dialog-footer">
            <AlertDialog.Close className="button">Keep it</AlertDialog.Close>
            <AlertDialog.Close className="button danger" onClick={onUndo}>
              Undo import
            </AlertDialog.Close>
          </footer>
        </AlertDialog.Popup>
      </AlertDialog.Portal>
    </AlertDialog.Root>
  )
}
