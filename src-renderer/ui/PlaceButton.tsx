/** One place of the left pane. */
import { Ellipsis } from 'lucide-react'
import type { KeyboardEvent, MouseEvent, ReactNode } from 'react'
import type { MenuPlace } from './ActionMenu.tsx'

type Props = {
  id?: string
  label: string
  /** The count as shown; empty while it is not known. */
  count: string
  isCurrent: boolean
  /** What stands before its name: a coloured dot. */
  mark?: ReactNode
  /** Says more of it when it is pointed at. */
  title?: string
  onChoose: () => void
  /** For a place that the reader has made: F2, Delete, and a menu with more. */
  onRename?: () => void
  onDelete?: () => void
  onMenu?: (place: MenuPlace) => void
}

export function PlaceButton({ id, label, count, isCurrent, mark, title, onChoose, ...own }: Props) {
  const onKeyDown = (event: KeyboardEvent): void => {
    const box = event.currentTarget.getBoundingClientRect()
    if (event.key === 'F2' && own.onRename) own.onRename()
    else if (event.key === 'Delete' && own.onDelete) own.onDelete()
    else if (own.onMenu && (event.key === 'ContextMenu' || (event.key === 'F10' && event.shiftKey)))
      own.onMenu({ x: box.left + 20, y: box.bottom })
    else return
    event.preventDefault()
  }
  const onContextMenu = (event: MouseEvent): void => {
    if (own.onMenu === undefined) return
    event.preventDefault()
    own.onMenu({ x: event.clientX, y: event.clientY })
  }
  return (
    <li className={own.onMenu === undefined ? undefined : 'place-line'}>
      <button
        type="button"
        id={id}
        className="place"
        aria-current={isCurrent ? 'page' : undefined}
        title={title}
        onClick={onChoose}
        onKeyDown={onKeyDown}
        onContextMenu={onContextMenu}
      >
        {mark}
        <span className="place-label">{label}</span> <span className="place-count">{count}</span>
      </button>
      {own.onMenu !== undefined && (
        <button
          type="button"
          className="place-more"
          aria-label={`Actions for ${label}`}
          aria-haspopup="menu"
          onClick={(event) => {
            const box = event.currentTarget.getBoundingClientRect()
            own.onMenu?.({ x: box.left, y: box.bottom })
          }}
        >
          <Ellipsis aria-hidden />
        </button>
      )}
    </li>
  )
}
