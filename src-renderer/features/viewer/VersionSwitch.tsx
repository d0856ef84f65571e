/** Steps between the versions of one message: `‹ 2/3 ›`. Draws nothing if there is only one. */
import { ChevronLeft, ChevronRight } from 'lucide-react'

type Props = {
  /** Which version is shown, counted from 1. */
  version: number
  /** How many there are. */
  count: number
  /** Called with -1 or 1. */
  onStep: (step: -1 | 1) => void
}

export function VersionSwitch({ version, count, onStep }: Props) {
  if (count < 2) return null
  return (
    <div className="version-switch" role="group" aria-label={`Version ${version} of ${count}`}>
      <button
        type="button"
        data-version-step="-1"
        aria-label="Previous version"
        // Not `disabled`: a button that is stepped to its end would lose the focus.
        aria-disabled={version === 1}
        onClick={() => version > 1 && onStep(-1)}
      >
        <ChevronLeft aria-hidden />
      </button>
      <span aria-hidden>
        {version}/{count}
      </span>
      <button
        type="button"
        data-version-step="1"
        aria-label="Next version"
        aria-disabled={version === count}
        onClick={() => version < count && onStep(1)}
      >
        <ChevronRight aria-hidden />
      </button>
    </div>
  )
}
