/** How wide an element is, also after the window or a pane has changed. */
import { type RefObject, useLayoutEffect, useState } from 'react'

/** CSS pixels; null before the element is there. */
export function useWidth(element: RefObject<HTMLElement | null>): number | null {
  const [width, setWidth] = useState<number | null>(null)
  useLayoutEffect(() => {
    const measured = element.current
    if (measured === null) return
    const measure = (): void => setWidth(measured.clientWidth)
    const observer = new ResizeObserver(measure)
    measure()
    observer.observe(measured)
    return () => observer.disconnect()
  }, [element])
  return width
}
