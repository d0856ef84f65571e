/** One place of the left pane. */
import { SourceDot } from '../../ui/SourceDot.tsx'

type Props = {
  label: string
  /** The count as shown; empty while it is not known. */
  count: string
  isCurrent: boolean
  /** A source gets its coloured dot. */
  source?: string
  onChoose: () => void
}

export function PlaceButton({ label, count, isCurrent, source, onChoose }: Props) {
  return (
    <li>
      <button
        type="button"
        className="place"
        aria-current={isCurrent ? 'page' : undefined}
        onClick={onChoose}
      >
        {source !== undefined && <SourceDot source={source} />}
        <span className="place-label">{label}</span> <span className="place-count">{count}</span>
      </button>
    </li>
  )
}
