/** One conversation of the list: title and date, then source, model, messages and branches. */
import type { ConversationStatus } from '@shared/conversation.ts'
import type { LibraryRow } from '@shared/contract/library.ts'
import type { MouseEvent } from 'react'
import { Archive, Star } from 'lucide-react'
import { TagDots } from '../../tags/TagDots.tsx'
import { BranchCount } from '../../ui/BranchCount.tsx'
import { counted } from '../../ui/counts.ts'
import { dateTimeText, rowDateText } from '../../ui/dates.ts'
import type { RowDrag } from './use-arranging.ts'
import { SourceBadge } from '../../ui/SourceBadge.tsx'

type Props = {
  id: string
  /** Null while it is on its way. */
  row: LibraryRow | null
  sourceName: string
  /** The time the list is sorted and grouped by. */
  time: number | null
  now: number
  /** Whether a date group stands above it. */
  isGrouped: boolean
  top: number
  /** The place in the list counted from 1, and how many there are. */
  position: number
  count: number
  isSelected: boolean
  isActive: boolean
  /** Whether it is what the reader shows. */
  isOpen: boolean
  onClick: (event: MouseEvent) => void
  onContextMenu: (event: MouseEvent) => void
  onPointerEnter: () => void
  /** How it is moved by dragging, in a list that can be arranged. */
  drag: RowDrag | null
}

export function ConversationRow({
  row,
  sourceName,
  time,
  now,
  isGrouped,
  top,
  position,
  count,
  ...props
}: Props) {
  const { isSelected, isActive, isOpen, drag, ...handlers } = props
  const { dropAt = null, ...dragging } = drag ?? {}
  return (
    <div
      role="option"
      className={['row', isActive && 'is-active', isOpen && 'is-open', dropAt !== null && `is-drop-${dropAt}`]
        .filter(Boolean)
        .join(' ')}
      style={{ transform: `translateY(${top}px)` }}
      aria-selected={isSelected}
      aria-posinset={position}
      aria-setsize={count}
      {...(row === null ? { 'aria-busy': true, 'aria-label': 'Loading' } : {})}
      {...handlers}
      {...dragging}
    >
      {row && (
        <>
          <span className="row-title" dir="auto">
            <StatusMark status={row.status} />
            {row.title}
          </span>
          <time title={dateTimeText(time)}>{rowDateText(time, now, isGrouped)}</time>
          <span className="row-facts">
            <SourceBadge name={sourceName} />
            {row.model !== null && <span className="row-model">{row.model}</span>}
            <span className="row-messages">{counted(row.messages, 'message')}</span>
            <BranchCount branches={row.branches} />
            <TagDots names={row.tags} />
          </span>
        </>
      )}
    </div>
  )
}

function StatusMark({ status }: { status: ConversationStatus }) {
  if (status !== 'favorite' && status !== 'archived') return null
  const Icon = status === 'favorite' ? Star : Archive
  return (
    <span className={`row-mark ${status}`}>
      <Icon aria-hidden />
      <span className="visually-hidden">{status === 'favorite' ? 'Favorite: ' : 'Archived: '}</span>
    </span>
  )
}
