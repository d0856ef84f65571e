/** The body of a message: its page put into the document, with the folds as the reader left them and the hits marked. */
import type { ShownMessage } from '@shared/contract/conversation.ts'
import { useLayoutEffect, useRef } from 'react'
import { markWords } from './mark-words.ts'
import type { MessagePages } from './message-pages.ts'

type Props = {
  message: ShownMessage
  /** Words to mark; the same empty list where there are none. */
  words: readonly string[]
  pages: MessagePages
}

export function TurnBody({ message, words, pages }: Props) {
  const body = useRef<HTMLDivElement>(null)

  useLayoutEffect(() => {
    const element = body.current
    if (element === null) return
    element.replaceChildren(pages.pageOf(message))
    pages.restoreFolds(message, element)
    markWords(element, words)
    const remember = (): void => pages.rememberFolds(message, element)
    // `toggle` does not bubble, so it is caught on its way down.
    element.addEventListener('toggle', remember, true)
    return () => element.removeEventListener('toggle', remember, true)
  }, [message, words, pages])

  return <div ref={body} className="body" dir="auto" />
}
