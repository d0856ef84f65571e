/** What can be done to several conversations at once: what is done most, in sight, and the rest in a menu. */
import { Ellipsis, X } from 'lucide-react'
import { useRef, useState } from 'react'
import { type Action, ActionMenu, type MenuPlace } from '../../ui/ActionMenu.tsx'
import { countText } from '../../ui/counts.ts'

type Props = {
  count: number
  actions: readonly Action[]
  onClear: () => void
}

export function SelectionBar({ count, actions, onClear }: Props) {
  const [menu, setMenu] = useState<MenuPlace | null>(null)
  const more = useRef<HTMLButtonElement>(null)
  const inSight = actions.filter(({ isFrequent }) => isFrequent)
  return (
    <div className="selection-bar" role="toolbar" aria-label="Selected conversations">
      <strong role="status">{countText(count)} selected</strong>
      {inSight.map(({ label, icon: Icon, isDangerous, run }) => (
        <button
          key={label}
          type="button"
          className={isDangerous ? 'button small danger' : 'button small'}
          onClick={run}
        >
          <Icon aria-hidden />
          {label}
        </button>
      ))}
      <button
        ref={more}
        type="button"
        className="button small icon"
        aria-label="More for the selected conversations"
        aria-haspopup="menu"
        title="More"
        onClick={(event) => {
          const box = event.currentTarget.getBoundingClientRect()
          setMenu({ x: box.left, y: box.top })
        }}
      >
        <Ellipsis aria-hidden />
      </button>
      <button
        type="button"
        className="button quiet small icon"
        aria-label="Clear selection"
        onClick={onClear}
      >
        <X aria-hidden />
      </button>
      <ActionMenu
        label="Actions for the selected conversations"
        place={menu}
        actions={actions}
        onClose={() => setMenu(null)}
        focusAfter={() => more.current}
      />
    </div>
  )
}
