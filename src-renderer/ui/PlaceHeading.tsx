/** The heading of a group of places that the reader makes, with the buttons that belong to it. */
import { Plus } from 'lucide-react'
import type { ReactNode } from 'react'

type Props = {
  id: string
  heading: string
  /** "New tag" */
  newLabel: string
  onNew: () => void
  /** Other buttons, before the one that makes something. */
  children?: ReactNode
}

export function PlaceHeading({ id, heading, newLabel, onNew, children }: Props) {
  return (
    <div className="place-heading">
      <h2 id={id}>{heading}</h2>
      {children}
      <button
        type="button"
        className="button quiet small icon"
        aria-label={newLabel}
        title={newLabel}
        onClick={onNew}
      >
        <Plus aria-hidden />
      </button>
    </div>
  )
}
