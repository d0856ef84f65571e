/** Draws the question that is being asked; without an answer nothing is done. */
import { AlertDialog } from '@base-ui/react/alert-dialog'
import { answerQuestion, useQuestion } from './questions.ts'

export function QuestionDialog() {
  const { isOpen, question } = useQuestion()
  const { title, text, confirm, cancel } = question
  return (
    <AlertDialog.Root open={isOpen} onOpenChange={(open) => !open && answerQuestion(false)}>
      <AlertDialog.Portal>
        <AlertDialog.Backdrop className="veil" />
        <AlertDialog.Popup className="dialog question">
          <AlertDialog.Title className="dialog-title">{title}</AlertDialog.Title>
          <AlertDialog.Description className="question-text">{text}</AlertDialog.Description>
          <footer className="dialog-footer">
            <AlertDialog.Close className="button">{cancel}</AlertDialog.Close>
            <button type="button" className="button danger" onClick={() => answerQuestion(true)}>
              {confirm}
            </button>
          </footer>
        </AlertDialog.Popup>
      </AlertDialog.Portal>
    </AlertDialog.Root>
  )
}
