/** Lets the reader follow the keys: what is passed quickly is not opened, what is stopped at is. */
import { useCallback, useEffect, useRef } from 'react'
import { openRow } from './library-actions.ts'

/** In ms: longer than a held arrow key takes from row to row, shorter than what feels like waiting. */
const pause = 120

/** Answers a function that opens a row once the keys have rested on it. */
export function useFollow(): (key: number) => void {
  const timer = useRef(0)
  useEffect(() => () => window.clearTimeout(timer.current), [])
  return useCallback((key: number) => {
    window.clearTimeout(timer.current)
    timer.current = window.setTimeout(() => void openRow(key), pause)
  }, [])
}
