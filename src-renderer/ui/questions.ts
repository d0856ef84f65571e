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

type Asked = Question & { readonly answer: (isConfirmed: boolean) => void }

export const useQuestion = create<{ readonly asked: Asked | null }>()(() => ({ asked: null }))

/** Asks a person; answers whether it is to be done. */
export async function askQuestion(question: Question): Promise<boolean> {
  return await new Promise((resolve) => {
    answerQuestion(false)
    useQuestion.setState({ asked: { ...question, answer: resolve } })
  })
}

export function answerQuestion(isConfirmed: boolean): void {
  const { asked } = useQuestion.getState()
  useQuestion.setState({ asked: null })
  asked?.answer(isConfirmed)
}
