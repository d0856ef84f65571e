/** Keeps what is searched for as a smart list: a button and, on demand, a field for its name. */
import { Popover } from '@base-ui/react/popover'
import { toErrorValue } from '@shared/contract/app-error.ts'
import { BookmarkPlus } from 'lucide-react'
import { type FormEvent, useId, useState } from 'react'
import { saveSearch } from './smart-lists-store.ts'

type Props = {
  query: string
}

const longestName = 60

export function SaveSearch({ query }: Props) {
  const [isOpen, setIsOpen] = useState(false)
  const [name, setName] = useState('')
  const [failure, setFailure] = useState<string | null>(null)
  const field = useId()

  const open = (opens: boolean): void => {
    setIsOpen(opens)
    setFailure(null)
    if (opens) setName(query.trim().slice(0, longestName))
  }
  const save = async (event: FormEvent): Promise<void> => {
    event.preventDefault()
    try {
      await saveSearch(name, query.trim())
      setIsOpen(false)
    } catch (error) {
      setFailure(toErrorValue(error).message)
    }
  }

  return (
    <Popover.Root open={isOpen} onOpenChange={open}>
      <Popover.Trigger className="button quiet small" title="Save as smart list">
        <BookmarkPlus aria-hidden />
        <span className="button-label">Save…</span>
      </Popover.Trigger>
      <Popover.Portal>
        <Popover.Positioner className="menu-positioner" align="end" sideOffset={6} collisionPadding={8}>
          <Popover.Popup className="menu save-search">
            <Popover.Title className="save-search-title">Save as smart list</Popover.Title>
            <form onSubmit={(event) => void save(event)}>
              <label htmlFor={field}>Name</label>
              <input
                id={field}
                className="input"
                maxLength={200}
                value={name}
                aria-invalid={failure !== null}
                onFocus={(event) => event.target.select()}
                onChange={(event) => setName(event.target.value)}
              />
              {failure !== null && (
                <p className="save-search-failure" role="alert">
                  {failure}
                </p>
              )}
              <p className="save-search-note">
                It stands in the left pane and always holds what matches now.
              </p>
              <div className="save-search-buttons">
                <button type="button" className="button small" onClick={() => setIsOpen(false)}>
                  Cancel
                </button>
                <button type="submit" className="button small primary" disabled={name.trim() === ''}>
                  Save
                </button>
              </div>
            </form>
          </Popover.Popup>
        </Popover.Positioner>
      </Popover.Portal>
    </Popover.Root>
  )
}
