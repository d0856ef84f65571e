/** Asking before something is done that cannot be undone. Any feature may ask; QuestionDialog.tsx draws the question. */
import { create } from 'zustand'

export interface Question {
  readonly title: string
  readonly text: string
  /** What the button says that does it: "Delete for good". */
  readonly confirm: string
  /** What the button says that leaves all as it is: "Keep it". */
  readonly cancel: string
}

interface Asking {
  readonly isOpen: boolean
  /** The last one that was asked: while its dialog fades out it still says what it was about. */
  readonly question: Question
}

const noQuestion: Question = { title: '', text: '', confirm: '', cancel: '' }

export const useQuestion = create<Asking>()(() => ({ isOpen: false, question: noQuestion }))

let answer: ((isConfirmed: boolean) => void) | null = null

/** Asks a person; answers whether it is to be done. */
export async function askQuestion(question: Question): Promise<boolean> {
  return await new Promise((resolve) => {
    answerQuestion(false)
    answer = resolve
    useQuestion.setState({ isOpen: true, question })
  })
}

export function answerQuestion(isConfirmed: boolean): void {
  useQuestion.setState({ isOpen: false })
  answer?.(isConfirmed)
  answer = null
}
