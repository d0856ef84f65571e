/** The collections in the left pane, in the reader's order. */
import { ArrowDown, ArrowUp, Folder, Pencil, Trash2 } from 'lucide-react'
import type { Action } from '../../ui/ActionMenu.tsx'
import { OwnPlaces } from '../../ui/OwnPlaces.tsx'
import { PlaceHeading } from '../../ui/PlaceHeading.tsx'
import {
  moveCollection,
  nameCollection,
  removeCollection,
  renameCollection,
  useCollections,
} from './collections-store.ts'

type Props = {
  /** The collection whose conversations are listed. */
  current: number | null
  onChoose: (collectionId: number) => void
  /** Called when a collection is gone. */
  onGone: (collectionId: number) => void
}

export function CollectionList({ current, onChoose, onGone }: Props) {
  const collections = useCollections((state) => state.collections)
  const remove = (id: number): void => {
    const collection = collections.find((one) => one.id === id)
    if (collection !== undefined) void removeCollection(collection).then((isGone) => isGone && onGone(id))
  }
  const actions = (id: number, startRenaming: () => void): Action[] => {
    const place = collections.findIndex((one) => one.id === id)
    const up: Action = { label: 'Move up', icon: ArrowUp, run: () => void moveCollection(id, -1) }
    const down: Action = { label: 'Move down', icon: ArrowDown, run: () => void moveCollection(id, 1) }
    return [
      { label: 'Rename', icon: Pencil, shortcut: 'F2', run: startRenaming },
      ...(place > 0 ? [up] : []),
      ...(place < collections.length - 1 ? [down] : []),
      {
        label: 'Remove',
        icon: Trash2,
        shortcut: 'Del',
        isDangerous: true,
        beginsGroup: true,
        run: () => remove(id),
      },
    ]
  }
  return (
    <>
      <PlaceHeading
        id="places-collections"
        heading="Collections"
        newLabel="New collection…"
        onNew={() => nameCollection(true)}
      />
      <OwnPlaces
        kind="collection"
        labelledBy="places-collections"
        places={collections.map(({ id, name, description, conversations }) => ({
          id,
          name,
          count: conversations,
          mark: <Folder className="place-icon" aria-hidden />,
          ...(description === null ? {} : { title: description }),
        }))}
        current={current}
        onChoose={onChoose}
        onRename={renameCollection}
        onDelete={remove}
        actions={actions}
      />
    </>
  )
}
