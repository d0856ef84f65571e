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

/** Draws nothing while nothing is found, or where nothing can be scrolled. */
export function HitRail({ scroll, placeOfKey }: Props) {
  const isOpen = useFind((state) => state.isOpen)
  const hits = useFind((state) => state.hits)
  const current = useFind((state) => state.at)
  const { scroller, section, virtualizer, height } = scroll
  const element = scroller.current
  if (!isOpen || hits === null || element === null || height <= element.clientHeight) return null

  const ticks = hits.flatMap(({ messageKey }, hit): Tick[] => {
    const place = placeOfKey(messageKey)
    const row = place < section.start ? undefined : virtualizer.measurementsCache[place - section.start]
    return row === undefined ? [] : [{ hit, at: row.start / height }]
  })
  const goToNearest = ({ clientY, currentTarget }: MouseEvent): void => {
    const box = currentTarget.getBoundingClientRect()
    const at = (clientY - box.top) / box.height
    const [nearest] = ticks.toSorted((one, other) => Math.abs(one.at - at) - Math.abs(other.at - at))
    if (nearest !== undefined) goToHit(nearest.hit)
  }
  return (
    <div
      className="hit-rail"
      aria-hidden
      style={{ right: element.offsetWidth - element.clientWidth }}
      onClick={goToNearest}
    >
      {ticks.map(({ hit, at }) => (
        <i key={hit} className={hit === current ? 'is-current' : ''} style={{ top: `${at * 100}%` }} />
      ))}
    </div>
  )
}
