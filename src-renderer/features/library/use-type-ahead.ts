/** Letters typed in quick succession, as one beginning of a title. */
import { useCallback, useEffect, useRef } from 'react'
import { rowsOf } from './library-store.ts'
import { findByTitle } from './type-ahead.ts'

/** In ms, as in the lists of most desktops. */
const forgetAfter = 900

type TypeAhead = {
  /** Takes a letter and calls back with the key of the row it leads to, if any. */
  type: (letter: string, order: readonly number[], from: number, found: (key: number) => void) => void
  /** Whether typing is going on, so that a space belongs to it. */
  isTyping: () => boolean
}

export function useTypeAhead(): TypeAhead {
  const typed = useRef({ text: '', at: 0 })
  const search = useRef<AbortController | null>(null)
  useEffect(() => () => search.current?.abort(), [])

  const isTyping = useCallback(() => performance.now() - typed.current.at < forgetAfter, [])
  const type = useCallback<TypeAhead['type']>(
    (letter, order, from, found) => {
      const text = isTyping() ? typed.current.text + letter : letter
      typed.current = { text, at: performance.now() }
      search.current?.abort()
      const controller = new AbortController()
      search.current = controller
      // The first letter looks beyond the active row, so that typing it again goes on to the next title.
      const start = text.length === 1 ? from + 1 : Math.max(from, 0)
      void findByTitle(order, start, text, rowsOf, controller.signal).then((key) => {
        if (key !== null) found(key)
      })
    },
    [isTyping],
  )
  return { type, isTyping }
}
