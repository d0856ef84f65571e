/** The body of a message: its page put into the document, with the folds as the reader left them and the hits marked. */
import type { ShownMessage } from '@shared/contract/conversation.ts'
import { useLayoutEffect, useRef } from 'react'
import { markWords, unfoldAround } from './mark-words.ts'
import type { MessagePages } from './message-pages.ts'
import type { SoughtWord } from '../../ui/find-words.ts'

type Props = {
  message: ShownMessage
  /** Words to mark; the same empty list where there are none. */
  words: readonly SoughtWord[]
  /** Whether folds open around the marks: the reader was led here. */
  isGoal: boolean
  pages: MessagePages
}

export function TurnBody({ message, words, isGoal, pages }: Props) {
  const body = useRef<HTMLDivElement>(null)

  useLayoutEffect(() => {
    const element = body.current
    if (element === null) return
    element.replaceChildren(pages.pageOf(message))
    pages.restoreFolds(message, element)
    const marks = markWords(element, words)
    if (isGoal) unfoldAround(marks, element)
    const remember = (): void => pages.rememberFolds(message, element)
    // `toggle` does not bubble, so it is caught on its way down.
    element.addEventListener('toggle', remember, true)
    return () => element.removeEventListener('toggle', remember, true)
  }, [message, words, isGoal, pages])

  return <div ref={body} className="body" dir="auto" />
}
