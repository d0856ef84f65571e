/** Whether the reader has room for the panel beside the transcript: the panes around it can be dragged. */
import { useLayoutEffect, useState } from 'react'
import type { RefObject } from 'react'

/** CSS pixels, as in viewer.css; a window of 1100 pixels with its other panes as they are first leaves less. */
const enough = 600

export function useIsWide(element: RefObject<HTMLElement | null>): boolean {
  const [isWide, setIsWide] = useState(true)
  useLayoutEffect(() => {
    const measured = element.current
    if (measured === null) return
    const measure = (): void => setIsWide(measured.clientWidth >= enough)
    const observer = new ResizeObserver(measure)
    measure()
    observer.observe(measured)
    return () => observer.disconnect()
  }, [element])
  return isWide
}
