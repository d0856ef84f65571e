/** The smart lists of the left pane, each with how many conversations it finds. */
import type { SavedSearch } from '@shared/contract/organise.ts'
import { Pencil, Search, Trash2 } from 'lucide-react'
import { useRef, useState } from 'react'
import { flushSync } from 'react-dom'
import { ActionMenu, type MenuPlace } from '../../ui/ActionMenu.tsx'
import { countText } from '../../ui/counts.ts'
import { PlaceButton } from '../../ui/PlaceButton.tsx'
import { type Place, placeKey } from './places.ts'
import { RenameField } from '../../ui/RenameField.tsx'
import { removeSearch, renameSearch, useSmartLists } from './smart-lists-store.ts'

type Props = {
  place: Place
  onChoose: (place: Place) => void
  /** Searches the messages for what a smart list asks for. */
  onSearch: (query: string) => void
}

type OpenMenu = { readonly search: SavedSearch; readonly place: MenuPlace }

/** Draws nothing while there are none. */
export function SmartLists({ place, onChoose, onSearch }: Props) {
  const lists = useSmartLists((state) => state.lists)
  const counts = useSmartLists((state) => state.counts)
  const [menu, setMenu] = useState<OpenMenu | null>(null)
  const [renaming, setRenaming] = useState<number | null>(null)
  const opener = useRef<HTMLElement | null>(null)
  if (lists.length === 0) return null
  const search = menu?.search
  const openMenu = (of: SavedSearch, at: MenuPlace): void => {
    opener.current = document.activeElement instanceof HTMLElement ? document.activeElement : null
    setMenu({ search: of, place: at })
  }
  const endRenaming = (id: number, byKey: boolean): void => {
    flushSync(() => setRenaming(null))
    if (byKey) document.getElementById(`smart-list-${id}`)?.focus()
  }
  return (
    <>
      <h2 id="places-smart-lists">Smart lists</h2>
      <ul aria-labelledby="places-smart-lists">
        {lists.map((list) =>
          list.id === renaming ? (
            <li key={list.id}>
              <RenameField
                label="Name"
                title={list.name}
                top={null}
                onRename={(name) => renameSearch(list.id, name)}
                onEnd={(byKey) => endRenaming(list.id, byKey)}
              />
            </li>
          ) : (
            <PlaceButton
              key={list.id}
              id={`smart-list-${list.id}`}
              label={list.name}
              title={list.query}
              count={countOf(counts.get(list.id))}
              isCurrent={placeKey(place) === placeKey({ kind: 'smart-list', search: list })}
              onChoose={() => onChoose({ kind: 'smart-list', search: list })}
              onRename={() => setRenaming(list.id)}
              onDelete={() => void removeSearch(list)}
              onMenu={(at) => openMenu(list, at)}
            />
          ),
        )}
      </ul>
      <ActionMenu
        label="Actions"
        place={menu?.place ?? null}
        onClose={() => setMenu(null)}
        focusAfter={() => opener.current}
        actions={
          search === undefined
            ? []
            : [
                { label: 'Search its messages', icon: Search, run: () => onSearch(search.query) },
                { label: 'Rename', icon: Pencil, shortcut: 'F2', run: () => setRenaming(search.id) },
                {
                  label: 'Delete',
                  icon: Trash2,
                  shortcut: 'Del',
                  isDangerous: true,
                  run: () => void removeSearch(search),
                },
              ]
        }
      />
    </>
  )
}

function countOf(count: number | undefined): string {
  return count === undefined ? '' : countText(count)
}
