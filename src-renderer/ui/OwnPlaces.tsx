/**
 * Places that the reader has made, as lines of the left pane: each can be renamed in its line (F2), deleted (Delete) and
 * has a menu. Long lists show their first lines until they are asked for the others.
 */
import { type ReactNode, useRef, useState } from 'react'
import { flushSync } from 'react-dom'
import { type Action, ActionMenu, type MenuPlace } from './ActionMenu.tsx'
import { countText } from './counts.ts'
import { PlaceButton } from './PlaceButton.tsx'
import { RenameField } from './RenameField.tsx'

export interface OwnPlace {
  readonly id: number
  readonly name: string
  readonly count: number
  readonly title?: string
  readonly mark?: ReactNode
}

type Props = {
  /** Names the lines in the document: "tag". */
  kind: string
  labelledBy: string
  places: readonly OwnPlace[]
  /** The id of the one whose list is shown. */
  current: number | null
  onChoose: (id: number) => void
  /** Keeps a new name; rejects with the sentence that says why it cannot be. */
  onRename: (id: number, name: string) => Promise<void>
  onDelete: (id: number) => void
  /** What the menu of one offers; `rename` begins the editing in its line. */
  actions: (id: number, rename: () => void) => readonly Action[]
}

const shownAtFirst = 12

export function OwnPlaces({ kind, labelledBy, places, current, actions, ...on }: Props) {
  const [menu, setMenu] = useState<{ readonly id: number; readonly place: MenuPlace } | null>(null)
  const [renaming, setRenaming] = useState<number | null>(null)
  const [isWhole, setWhole] = useState(false)
  const opener = useRef<HTMLElement | null>(null)
  const shown = isWhole ? places : places.slice(0, shownAtFirst)
  const openMenu = (id: number, place: MenuPlace): void => {
    opener.current = document.activeElement instanceof HTMLElement ? document.activeElement : null
    setMenu({ id, place })
  }
  const endRenaming = (id: number, byKey: boolean): void => {
    flushSync(() => setRenaming(null))
    if (byKey) document.getElementById(`${kind}-${id}`)?.focus()
  }
  return (
    <>
      <ul aria-labelledby={labelledBy}>
        {shown.map(({ id, name, count, title, mark }) =>
          id === renaming ? (
            <li key={id}>
              <RenameField
                label="Name"
                title={name}
                top={null}
                onRename={(typed) => on.onRename(id, typed)}
                onEnd={(byKey) => endRenaming(id, byKey)}
              />
            </li>
          ) : (
            <PlaceButton
              key={id}
              id={`${kind}-${id}`}
              label={name}
              count={countText(count)}
              isCurrent={id === current}
              mark={mark}
              {...(title === undefined ? {} : { title })}
              onChoose={() => on.onChoose(id)}
              onRename={() => setRenaming(id)}
              onDelete={() => on.onDelete(id)}
              onMenu={(place) => openMenu(id, place)}
            />
          ),
        )}
        {shown.length < places.length && (
          <li>
            <button type="button" className="place place-rest" onClick={() => setWhole(true)}>
              Show all {countText(places.length)}
            </button>
          </li>
        )}
      </ul>
      <ActionMenu
        label="Actions"
        place={menu?.place ?? null}
        onClose={() => setMenu(null)}
        focusAfter={() => opener.current}
        actions={menu === null ? [] : actions(menu.id, () => setRenaming(menu.id))}
      />
    </>
  )
}
