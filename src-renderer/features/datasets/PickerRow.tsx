/** One conversation of the list to choose from. */
import type { LibraryRow } from '@shared/contract/library.ts'
import { Check } from 'lucide-react'
import type { MouseEvent } from 'react'
import { BranchCount } from '../../ui/BranchCount.tsx'
import { counted } from '../../ui/counts.ts'
import { dateText } from '../../ui/dates.ts'
import { SourceBadge } from '../../ui/SourceBadge.tsx'

type Props = {
  id: string
  /** Null while it is on its way. */
  row: LibraryRow | null
  sourceName: string
  /** CSS pixels from the top of the list. */
  top: number
  /** The place in the list counted from 1, and how many there are. */
  position: number
  count: number
  isChosen: boolean
  isActive: boolean
  onClick: (event: MouseEvent) => void
}

const statusWords = { active: null, favorite: 'favorite', archived: 'archived', deleted: 'in the trash' }

export function PickerRow({ id, row, sourceName, top, position, count, isChosen, isActive, onClick }: Props) {
  const status = row === null ? null : statusWords[row.status]
  return (
    <div
      id={id}
      role="option"
      className={isActive ? 'picker-row is-active' : 'picker-row'}
      style={{ transform: `translateY(${top}px)` }}
      aria-selected={isChosen}
      aria-posinset={position}
      aria-setsize={count}
      {...(row === null ? { 'aria-busy': true, 'aria-label': 'Loading' } : {})}
      onClick={onClick}
    >
      <span className="picker-box" aria-hidden>
        {isChosen && <Check strokeWidth={3} />}
      </span>
      {row && (
        <>
          <span className="picker-title" dir="auto">
            {row.title}
          </span>
          <time>{dateText(row.createdAt)}</time>
          <span className="picker-facts">
            <SourceBadge name={sourceName} />
            {row.type !== 'chat' && <SourceBadge name={row.type} />}
            {status !== null && <span className="picker-status">{status}</span>}
            {row.model !== null && <span className="picker-model">{row.model}</span>}
            <span>{counted(row.messages, 'message')}</span>
            <BranchCount branches={row.branches} />
          </span>
        </>
      )}
    </div>
  )
}
