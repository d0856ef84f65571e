/** A menu of actions at any place of the window: under a button, or where the right mouse button was pressed. */
import { Menu } from '@base-ui/react/menu'
import type { LucideIcon } from 'lucide-react'
import { Fragment, useRef } from 'react'

export type Action = {
  label: string
  icon: LucideIcon
  /** The key that does the same, as shown at the right. */
  shortcut?: string
  isDangerous?: boolean
  /** Done so often that it may stand beside the menu as a button. */
  isFrequent?: boolean
  /** A line stands above it. */
  beginsGroup?: boolean
  run: () => void
}

/** Where the menu opens, in CSS pixels of the window. */
export type MenuPlace = { readonly x: number; readonly y: number }

type Props = {
  label: string
  /** Null while the menu is closed. */
  place: MenuPlace | null
  actions: readonly Action[]
  onClose: () => void
  /** What gets the focus back when the menu closes. */
  focusAfter: () => HTMLElement | null
}

export function ActionMenu({ label, place, actions, onClose, focusAfter }: Props) {
  const chosen = useRef<(() => void) | null>(null)
  // The focus goes back before the action runs: a dialog that it opens then returns it to the right place.
  const onClosed = (): void => {
    focusAfter()?.focus()
    chosen.current?.()
    chosen.current = null
  }
  const anchor = place && { getBoundingClientRect: () => new DOMRect(place.x, place.y, 0, 0) }
  return (
    <Menu.Root
      open={place !== null}
      onOpenChange={(open) => !open && onClose()}
      onOpenChangeComplete={(open) => !open && onClosed()}
    >
      <Menu.Portal>
        <Menu.Positioner className="menu-positioner" anchor={anchor} align="start" sideOffset={2}>
          <Menu.Popup className="menu" aria-label={label} finalFocus={false}>
            {actions.map(({ label: text, icon: Icon, shortcut, isDangerous, beginsGroup, run }, index) => (
              <Fragment key={text}>
                {beginsGroup && index > 0 && <Menu.Separator className="menu-line" />}
                <Menu.Item
                  className={isDangerous ? 'menu-item danger' : 'menu-item'}
                  onClick={() => {
                    chosen.current = run
                  }}
                >
                  <Icon aria-hidden />
                  {text}
                  {shortcut && (
                    <span className="shortcut" aria-hidden>
                      {shortcut}
                    </span>
                  )}
                </Menu.Item>
              </Fragment>
            ))}
          </Menu.Popup>
        </Menu.Positioner>
      </Menu.Portal>
    </Menu.Root>
  )
}
