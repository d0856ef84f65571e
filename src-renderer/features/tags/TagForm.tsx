/** Makes a tag or changes one: its name and its colour. A name that another tag has can take it over. */
import { Dialog } from '@base-ui/react/dialog'
import { AppError, toErrorValue } from '@shared/contract/app-error.ts'
import type { Tag, TagColor } from '@shared/contract/tags.ts'
import { type FormEvent, useState } from 'react'
import { TagDot } from '../../tags/TagDot.tsx'
import { colorNames, useTags } from '../../tags/tags-store.ts'
import { changeTag, createTag, editTag, useTagDialogs } from './tag-actions.ts'

export function TagFormDialog() {
  const edited = useTagDialogs((state) => state.edited)
  return (
    <Dialog.Root open={edited !== null} onOpenChange={(open) => !open && editTag(null)}>
      <Dialog.Portal>
        <Dialog.Backdrop className="veil" />
        <Dialog.Popup className="dialog pick-dialog">
          {edited !== null && <TagForm tag={edited === 'new' ? null : edited} />}
        </Dialog.Popup>
      </Dialog.Portal>
    </Dialog.Root>
  )
}

function TagForm({ tag }: { tag: Tag | null }) {
  const [name, setName] = useState(tag?.name ?? '')
  const [color, setColor] = useState<TagColor | null>(tag?.color ?? null)
  const [failure, setFailure] = useState<string | null>(null)
  const isTaken = useTags((state) =>
    state.tags.some((other) => other.name === name.trim() && other.id !== tag?.id),
  )

  const save = async (merge: boolean): Promise<void> => {
    try {
      if (tag === null) await createTag({ name, color })
      else await changeTag(tag, { name: name.trim(), color }, merge)
      editTag(null)
    } catch (error) {
      if (!(error instanceof AppError)) throw error
      setFailure(toErrorValue(error).message)
    }
  }
  const onSubmit = (event: FormEvent): void => {
    event.preventDefault()
    void save(false)
  }
  return (
    <form onSubmit={onSubmit}>
      <Dialog.Title className="dialog-title">{tag === null ? 'New tag' : 'Change tag'}</Dialog.Title>
      <div className="pick-body tag-form">
        <label>
          <span>Name</span>
          <input
            className="input"
            maxLength={200}
            value={name}
            aria-invalid={failure !== null}
            onChange={(event) => {
              setName(event.target.value)
              setFailure(null)
            }}
          />
        </label>
        <fieldset>
          <legend>Colour</legend>
          <div className="tag-colors">
            {[{ color: null, label: 'None' }, ...colorNames].map(({ color: choice, label }) => (
              <label key={label} className="tag-color">
                <input
                  type="radio"
                  name="color"
                  checked={choice === color}
                  onChange={() => setColor(choice)}
                />
                <TagDot color={choice} />
                {label}
              </label>
            ))}
          </div>
        </fieldset>
        {failure !== null && (
          <p className="tag-failure" role="alert">
            {failure}
          </p>
        )}
        {isTaken && tag === null && (
          <p className="tag-note" role="status">
            There is a tag of this name already.
          </p>
        )}
      </div>
      <footer className="dialog-footer">
        <Dialog.Close className="button">Cancel</Dialog.Close>
        {isTaken && tag !== null ? (
          <button type="button" className="button danger" onClick={() => void save(true)}>
            Merge the two
          </button>
        ) : (
          <button type="submit" className="button primary" disabled={name.trim() === '' || isTaken}>
            {tag === null ? 'Make tag' : 'Save'}
          </button>
        )}
      </footer>
    </form>
  )
}
