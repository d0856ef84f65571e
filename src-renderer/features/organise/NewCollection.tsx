/** Asks for the name of a new collection. */
import { Dialog } from '@base-ui/react/dialog'
import { toErrorValue } from '@shared/contract/app-error.ts'
import { type FormEvent, useState } from 'react'
import { createCollection, nameCollection, useCollections } from './collections-store.ts'

export function NewCollection() {
  const isNaming = useCollections((state) => state.isNaming)
  return (
    <Dialog.Root open={isNaming} onOpenChange={nameCollection}>
      <Dialog.Portal>
        <Dialog.Backdrop className="veil" />
        <Dialog.Popup className="dialog pick-dialog">{isNaming && <NameForm />}</Dialog.Popup>
      </Dialog.Portal>
    </Dialog.Root>
  )
}

function NameForm() {
  const [name, setName] = useState('')
  const [failure, setFailure] = useState<string | null>(null)
  const make = async (event: FormEvent): Promise<void> => {
    event.preventDefault()
    try {
      await createCollection(name)
      nameCollection(false)
    } catch (error) {
      setFailure(toErrorValue(error).message)
    }
  }
  return (
    <form onSubmit={(event) => void make(event)}>
      <Dialog.Title className="dialog-title">New collection</Dialog.Title>
      <div className="pick-body tag-form">
        <label>
          <span>Name</span>
          <input
            className="input"
            maxLength={200}
            value={name}
            aria-invalid={failure !== null}
            onChange={(event) => setName(event.target.value)}
          />
        </label>
        {failure !== null && (
          <p className="tag-failure" role="alert">
            {failure}
          </p>
        )}
      </div>
      <footer className="dialog-footer">
        <Dialog.Close className="button">Cancel</Dialog.Close>
        <button type="submit" className="button primary" disabled={name.trim() === ''}>
          Make collection
        </button>
      </footer>
    </form>
  )
}
