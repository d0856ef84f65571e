/**
 * Where the hits of the find bar stand in the whole branch, drawn beside the scrollbar; a click goes to the nearest.
 * For the pointer and the eye only: the find bar says and does the same.
 */
import type { MouseEvent } from 'react'
import { goToHit, useFind } from './find-store.ts'
import type { TranscriptScroll } from './use-transcript-scroll.ts'

type Props = {
  scroll: TranscriptScroll
  /** The place of a message on the path that is shown, -1 for one of another branch. */
  placeOfKey: (key: number) => number
}

interface Tick {
  /** The place of the hit among all of them. */
  readonly hit: number
  /** From 0 at the top of what can be scrolled to 1 at its end. */
  readonly at: number
}

/** Hits closer together than one in so many are one mark. */
const lines = 300

/** Draws nothing while nothing is found, or where nothing can be scrolled. */
export function HitRail({ scroll, placeOfKey }: Props) {
  const isOpen = useFind((state) => state.isOpen)
  const hits = useFind((state) => state.hits)
  const current = useFind((state) => state.at)
  const { scroller, section, virtualizer, height } = scroll
  const element = scroller.current
  if (!isOpen || hits === null || element === null || height <= element.clientHeight) return null

  const ticks = new Map<number, Tick>()
  for (const [hit, { messageKey }] of hits.entries()) {
    const place = placeOfKey(messageKey)
    const row = place < section.start ? undefined : virtualizer.measurementsCache[place - section.start]
    if (row === undefined) continue
    const at = row.start / height
    const line = Math.round(at * lines)
    if (hit === current || !ticks.has(line)) ticks.set(line, { hit, at })
  }
  const goToNearest = ({ clientY, currentTarget }: MouseEvent): void => {
    const box = currentTarget.getBoundingClientRect()
    const at = (clientY - box.top) / box.height
    const [nearest] = [...ticks.values()].toSorted(
      (one, other) => Math.abs(one.at - at) - Math.abs(other.at - at),
    )
    if (nearest !== undefined) goToHit(nearest.hit)
  }
  return (
    <div
      className="hit-rail"
      aria-hidden
      style={{ right: element.offsetWidth - element.clientWidth }}
      onClick={goToNearest}
    >
      {Array.from(ticks.values(), ({ hit, at }) => (
        <i key={hit} className={hit === current ? 'is-current' : ''} style={{ top: `${at * 100}%` }} />
      ))}
    </div>
  )
}
