/** Draws the question that is being asked; without an answer nothing is done. */
import { AlertDialog } from '@base-ui/react/alert-dialog'
import { useRef } from 'react'
import { answerQuestion, type Question, useQuestion } from './questions.ts'

export function QuestionDialog() {
  const asked = useQuestion((state) => state.asked)
  // While it fades out it still says what it was about.
  const shown = useRef<Question | null>(null)
  if (asked !== null) shown.current = asked
  const { title, text, confirm, cancel } = shown.current ?? { title: '', text: '', confirm: '', cancel: '' }
  return (
    <AlertDialog.Root open={asked !== null} onOpenChange={(open) => !open && answerQuestion(false)}>
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
