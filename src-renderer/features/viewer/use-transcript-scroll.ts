/**
 * Where the transcript stands: which rows are drawn, which section of a very long path, how it gets to a message.
 * What the keys mean is use-transcript-commands' work.
 */
import { useVirtualizer } from '@tanstack/react-virtual'
import type { Range, Virtualizer } from '@tanstack/react-virtual'
import { useCallback, useEffect, useLayoutEffect, useMemo, useReducer, useRef, useState } from 'react'
import type { RefObject } from 'react'
import { roleOf, type ReadingTree } from './reading-tree.ts'
import { estimateHeight, sectionAt, sectionsOf } from './transcript-layout.ts'
import type { Section } from './transcript-layout.ts'
import { isFolded, useViewer } from './viewer-store.ts'
import type { Destination } from './viewer-store.ts'

/** Pixels above the first and below the last turn; a turn that is gone to stands this far from the top. */
const edge = 24
/** The text column: as wide as the style sheet lets it be. */
const widestColumn = 740
const columnMargin = 66
/** Milliseconds that the width must rest before all heights are taken anew. */
const widthPause = 120

type Align = 'start' | 'end' | 'auto'

export interface TranscriptScroll {
  readonly scroller: RefObject<HTMLDivElement | null>
  readonly virtualizer: Virtualizer<HTMLDivElement, Element>
  readonly section: Section
  /** Height of all rows in CSS pixels, with the room that a shorter branch left. */
  readonly height: number
  /** The first place of the path in view. */
  readonly firstVisible: number
  /** The turn of a message, if it is drawn. */
  readonly turnOf: (messageKey: number) => HTMLElement | null
  readonly isInView: (place: number) => boolean
  /** Brings a place of the path into view, in whatever section it is. */
  readonly goToPlace: (place: number, align: Align) => void
  /** Keeps the page where it is although the rows below are about to change. */
  readonly holdPosition: () => void
  /** To be called whenever the reader has scrolled. */
  readonly handleScroll: () => void
}

interface Input {
  readonly reading: ReadingTree
  readonly path: Int32Array
  /** The place that keeps being drawn while it is out of view, so that it keeps the focus; -1 for none. */
  readonly focusPlace: number
  /** Where the transcript begins when it is drawn for the first time. */
  readonly startPlace: number
}

export function useTranscriptScroll({ reading, path, focusPlace, startPlace }: Input): TranscriptScroll {
  const scroller = useRef<HTMLDivElement>(null)
  const [columnWidth, setColumnWidth] = useState(widestColumn)
  const [roomUntil, setRoomUntil] = useState(0)
  const [, redraw] = useReducer((count: number) => count + 1, 0)
  const wish = useRef<{ readonly place: number; readonly align: Align } | null>(null)
  const showsHidden = useViewer((state) => state.showsHidden)
  const toggledHidden = useViewer((state) => state.toggledHidden)

  const heightAt = useCallback(
    (place: number, width: number): number => {
      const index = path[place] ?? -1
      const { lengths, hidden, keys } = reading.spine
      return estimateHeight(
        {
          role: roleOf(reading, index),
          length: lengths[index] ?? 0,
          isFolded: hidden[index] === 1 && isFolded({ showsHidden, toggledHidden }, keys[index] ?? -1),
        },
        width,
      )
    },
    [path, reading, showsHidden, toggledHidden],
  )

  const sections = useMemo(
    () => sectionsOf(path.length, (place) => heightAt(place, widestColumn)),
    [path, heightAt],
  )
  const [sectionNumber, setSectionNumber] = useState(() => sectionAt(sections, startPlace))
  const section = sections[Math.min(sectionNumber, sections.length - 1)] ?? { start: 0, end: path.length }

  const getItemKey = useCallback(
    (row: number): number => {
      const index = path[section.start + row] ?? -1
      const key = reading.spine.keys[index] ?? -1
      // A folded message has a height of its own; keys are positive, so its mirror image is free.
      return reading.spine.hidden[index] === 1 && isFolded({ showsHidden, toggledHidden }, key)
        ? -1 - key
        : key
    },
    [path, section.start, reading, showsHidden, toggledHidden],
  )

  const virtualizer = useVirtualizer<HTMLDivElement, Element>({
    count: section.end - section.start,
    getScrollElement: () => scroller.current,
    estimateSize: (row) => heightAt(section.start + row, columnWidth),
    getItemKey,
    overscan: 5,
    paddingStart: edge,
    paddingEnd: edge,
    scrollPaddingStart: edge,
    scrollPaddingEnd: edge,
    initialOffset: () => {
      let offset = 0
      for (let place = section.start; place < startPlace; place++) offset += heightAt(place, columnWidth)
      return offset
    },
    rangeExtractor: (range) => rowsOf(range, focusPlace - section.start),
  })

  useRemeasureOnWidth(scroller, virtualizer, setColumnWidth)

  // After every drawing: only then has the section of the wish its rows.
  useLayoutEffect(() => {
    if (wish.current === null) return
    const { place, align } = wish.current
    if (place < section.start || place >= section.end) return
    wish.current = null
    virtualizer.scrollToIndex(place - section.start, { align })
  })

  const goToPlace = useCallback(
    (place: number, align: Align): void => {
      wish.current = { place, align }
      setSectionNumber(sectionAt(sections, place))
      redraw()
    },
    [sections],
  )

  const holdPosition = useCallback((): void => {
    const element = scroller.current
    if (element !== null) setRoomUntil(element.scrollTop + element.clientHeight)
  }, [])

  const turnOf = useCallback(
    (messageKey: number): HTMLElement | null =>
      scroller.current?.querySelector<HTMLElement>(`[data-message-key="${messageKey}"]`) ?? null,
    [],
  )

  const handleScroll = useCallback((): void => {
    const element = scroller.current
    if (element === null) return
    const seen = element.scrollTop + element.clientHeight
    setRoomUntil((until) => (seen < until ? seen : until))
  }, [])

  const offset = virtualizer.scrollOffset ?? 0
  const visible = virtualizer
    .getVirtualItems()
    .filter((item) => item.end > offset + edge && item.start < offset + (virtualizer.scrollRect?.height ?? 0))

  return {
    scroller,
    virtualizer,
    section,
    height: Math.max(virtualizer.getTotalSize(), roomUntil),
    firstVisible: section.start + (visible[0]?.index ?? 0),
    turnOf,
    isInView: (place) => visible.some((item) => item.index + section.start === place),
    goToPlace,
    holdPosition,
    handleScroll,
  }
}

/**
 * Brings a destination into view and points it out once its messages are here: the turn at the top, or the first mark
 * in it when that would stay below the edge.
 */
export function useDestination(
  destination: Destination | null,
  place: number,
  scroll: Pick<TranscriptScroll, 'goToPlace' | 'turnOf' | 'scroller'>,
  load: (place: number) => Promise<void>,
): number | null {
  const [pointedOut, setPointedOut] = useState<number | null>(null)
  const gone = useRef<Destination | null>(null)
  const { goToPlace, turnOf, scroller } = scroll
  useEffect(() => {
    if (destination === null || place < 0 || gone.current === destination) return
    let isWanted = true
    let stopSettling = (): void => {}
    const go = async (): Promise<void> => {
      await load(place)
      if (!isWanted) return
      gone.current = destination
      goToPlace(place, 'start')
      setPointedOut(destination.messageKey)
      stopSettling = revealFirstMark(scroller, () => turnOf(destination.messageKey))
    }
    void go()
    return () => {
      isWanted = false
      stopSettling()
    }
  }, [destination, place, load, goToPlace, turnOf, scroller])

  useEffect(() => {
    const element = scroller.current
    if (element === null || pointedOut === null) return
    const end = (event: AnimationEvent): void => {
      if (event.animationName === 'point-out') setPointedOut(null)
    }
    element.addEventListener('animationend', end)
    return () => element.removeEventListener('animationend', end)
  }, [pointedOut, scroller])

  return pointedOut
}

/** Waits until the turn has come to rest, then scrolls on if its first mark is out of sight. */
function revealFirstMark(
  scroller: RefObject<HTMLDivElement | null>,
  turn: () => HTMLElement | null,
): () => void {
  const restFrames = 4
  let frame = 0
  let calm = 0
  let lastTop = Number.NaN
  const look = (): void => {
    const view = scroller.current?.getBoundingClientRect()
    const element = turn()
    const top = element?.getBoundingClientRect().top ?? Number.NaN
    calm = Math.abs(top - lastTop) < 1 ? calm + 1 : 0
    lastTop = top
    if (calm < restFrames) {
      frame = requestAnimationFrame(look)
      return
    }
    const mark = element?.querySelector('.body mark')?.getBoundingClientRect()
    if (view === undefined || mark === undefined) return
    if (mark.bottom > view.bottom || mark.top < view.top) {
      scroller.current?.scrollBy({ top: mark.top - view.top - view.height / 3 })
    }
  }
  frame = requestAnimationFrame(look)
  const stop = (): void => cancelAnimationFrame(frame)
  // The reader's own hand has precedence.
  scroller.current?.addEventListener('wheel', stop, { once: true, passive: true })
  return stop
}

/** The rows in range and, beside them, the one that has the focus. */
function rowsOf({ startIndex, endIndex, overscan, count }: Range, focusRow: number): number[] {
  const start = Math.max(0, startIndex - overscan)
  const end = Math.min(count - 1, endIndex + overscan)
  const rows = Array.from({ length: end - start + 1 }, (_, offset) => start + offset)
  if (focusRow < 0 || focusRow >= count || (focusRow >= start && focusRow <= end)) return rows
  return focusRow < start ? [focusRow, ...rows] : [...rows, focusRow]
}

/** Takes all heights anew when the column has got another width, and keeps the message at the top where it is. */
function useRemeasureOnWidth(
  scroller: RefObject<HTMLDivElement | null>,
  virtualizer: Virtualizer<HTMLDivElement, Element>,
  onWidth: (width: number) => void,
): void {
  useEffect(() => {
    const element = scroller.current
    if (element === null) return
    let timer: number | null = null
    let width = columnWidthOf(element)
    const remeasure = (): void => {
      timer = null
      const next = columnWidthOf(element)
      if (next === width) return
      width = next
      const offset = virtualizer.scrollOffset ?? 0
      const top = virtualizer.getVirtualItemForOffset(offset + edge)
      onWidth(next)
      virtualizer.measure()
      // The guesses have to stand before the rows are measured: a height like the one before would count as known.
      virtualizer.getTotalSize()
      for (const row of virtualizer.elementsCache.values()) {
        if (row instanceof HTMLElement)
          virtualizer.resizeItem(virtualizer.indexFromElement(row), row.offsetHeight)
      }
      if (top !== undefined && offset > edge) virtualizer.scrollToIndex(top.index, { align: 'start' })
    }
    const observer = new ResizeObserver(() => {
      if (timer !== null) window.clearTimeout(timer)
      timer = window.setTimeout(remeasure, widthPause)
    })
    onWidth(width)
    observer.observe(element)
    return () => {
      observer.disconnect()
      if (timer !== null) window.clearTimeout(timer)
    }
  }, [scroller, virtualizer, onWidth])
}

function columnWidthOf(element: HTMLElement): number {
  return Math.min(widestColumn, element.clientWidth - columnMargin)
}
