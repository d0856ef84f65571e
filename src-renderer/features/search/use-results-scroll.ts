/** The virtual scroller of the results: finds its place again when the results come back, and begins at the top for a new question. */
import { useVirtualizer, type VirtualItem, type Virtualizer } from '@tanstack/react-virtual'
import { type RefObject, useCallback, useEffect, useRef } from 'react'
import type { Question } from './question.ts'
import type { ResultLine } from './results.ts'

/** CSS pixels, close to what search.css makes of them; each line is measured once it is there. */
const expectedHeights: Readonly<Record<ResultLine['kind'], number>> = { conversation: 38, hit: 70, more: 32 }

interface LeftAt {
  readonly list: string
  readonly offset: number
  readonly measurements: VirtualItem[]
}

let leftAt: LeftAt | null = null

/** The list that a question shows; a complete answer stands in the place of the quick one. */
function listOf({ query, order, context }: Question): string {
  return `${order} ${context} ${query}`
}

export function useResultsScroll(
  lines: readonly ResultLine[],
  question: Question | null,
  scroller: RefObject<HTMLDivElement | null>,
): Virtualizer<HTMLDivElement, Element> {
  const list = question === null ? '' : listOf(question)
  const before = leftAt?.list === list ? leftAt : null
  const virtualizer = useVirtualizer<HTMLDivElement, Element>({
    count: lines.length,
    getScrollElement: () => scroller.current,
    estimateSize: (index) => expectedHeights[lines[index]?.kind ?? 'hit'],
    getItemKey: useCallback((index: number) => lines[index]?.id ?? index, [lines]),
    overscan: 8,
    initialOffset: before?.offset ?? 0,
    ...(before === null ? {} : { initialMeasurementsCache: before.measurements }),
  })

  const shownList = useRef(list)
  useEffect(() => {
    if (shownList.current === list) return
    shownList.current = list
    virtualizer.scrollToOffset(0)
  }, [list, virtualizer])

  useEffect(
    () => () => {
      leftAt = {
        list: shownList.current,
        offset: virtualizer.scrollOffset ?? 0,
        measurements: virtualizer.measurementsCache,
      }
    },
    [virtualizer],
  )
  return virtualizer
}
