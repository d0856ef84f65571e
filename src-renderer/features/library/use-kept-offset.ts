/** Keeps how far a list was scrolled while something else stands in its place, a search or another screen. */
import type { Virtualizer } from '@tanstack/react-virtual'
import { useEffect } from 'react'

let leftAt: { readonly list: string; readonly offset: number } | null = null

/** Where a list was left, in CSS pixels; its beginning when it is another one than the last. */
export function keptOffset(list: string): number {
  return leftAt?.list === list ? leftAt.offset : 0
}

/** Remembers where a list is left. */
export function useKeptOffset(list: string, virtualizer: Virtualizer<HTMLDivElement, Element>): void {
  useEffect(
    () => () => {
      leftAt = { list, offset: virtualizer.scrollOffset ?? 0 }
    },
    [list, virtualizer],
  )
}
