/** Chooses the collection that conversations are put into; a name that is not there makes a new one. */
import { Dialog } from '@base-ui/react/dialog'
import { Folder } from 'lucide-react'
import { counted } from '../../ui/counts.ts'
import { PickList } from '../../ui/PickList.tsx'
import { showFailure } from '../../ui/toasts.ts'
import { addToCollection, createCollection, pickCollection, useCollections } from './collections-store.ts'

export function CollectionPicker() {
  const { collections, adding } = useCollections()
  const ids = adding ?? []
  const add = async (name: string, id: number | null): Promise<void> => {
    pickCollection(null)
    try {
      await addToCollection(id === null ? await createCollection(name) : { id, name }, ids)
    } catch (error) {
      showFailure('The collection could not be made', error)
    }
  }
  return (
    <Dialog.Root open={adding !== null} onOpenChange={(open) => !open && pickCollection(null)}>
      <Dialog.Portal>
        <Dialog.Backdrop className="veil" />
        <Dialog.Popup className="dialog pick-dialog">
          <Dialog.Title className="dialog-title">
            Add {counted(ids.length, 'conversation')} to a collection
          </Dialog.Title>
          <div className="pick-body">
            <PickList
              label="Collections"
              placeholder="Type to find or make a collection"
              noun="collection"
              items={collections.map(({ id, name, conversations }) => ({
                id,
                name,
                count: conversations,
                state: null,
                mark: <Folder className="place-icon" aria-hidden />,
              }))}
              onPick={({ id, name }) => void add(name, id)}
              onCreate={(name) => void add(name, null)}
            />
          </div>
          <footer className="dialog-footer">
            <Dialog.Close className="button">Cancel</Dialog.Close>
          </footer>
        </Dialog.Popup>
      </Dialog.Portal>
    </Dialog.Root>
  )
}
