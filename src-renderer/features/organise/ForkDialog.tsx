/** Makes a conversation of a part of another: which part, from where, under which title. */
import { Dialog } from '@base-ui/react/dialog'
import type { FormEvent } from 'react'
import { counted, countText } from '../../ui/counts.ts'
import { forkWords } from './fork-words.ts'
import { changeFork, closeFork, makeFork, useFork } from './fork-store.ts'
import './organise.css'

type Props = {
  /** Opens the fork once it is made. */
  onMade: (conversationId: string) => void
}

export function ForkDialog({ onMade }: Props) {
  const isOpen = useFork((state) => state.from !== null)
  return (
    <Dialog.Root open={isOpen} onOpenChange={(open) => !open && closeFork()}>
      <Dialog.Portal>
        <Dialog.Backdrop className="veil" />
        <Dialog.Popup className="dialog fork-dialog">
          <ForkForm onMade={onMade} />
        </Dialog.Popup>
      </Dialog.Portal>
    </Dialog.Root>
  )
}

function ForkForm({ onMade }: Props) {
  const { from, option, startHere, title, sizes, failure } = useFork()
  const size = sizes?.[option] ?? null
  const onSubmit = async (event: FormEvent): Promise<void> => {
    event.preventDefault()
    const row = await makeFork()
    if (row !== null) onMade(row.id)
  }
  return (
    <form onSubmit={(event) => void onSubmit(event)}>
      <Dialog.Title className="dialog-title">Fork from this message</Dialog.Title>
      <div className="fork-body">
        <Dialog.Description className="fork-from" dir="auto">
          “{from?.beginning ?? ''}”
        </Dialog.Description>
        <fieldset className="fork-options">
          <legend className="visually-hidden">What the fork takes</legend>
          {forkWords(startHere).map(({ option: choice, name, meaning }) => (
            <label key={choice} className="fork-option">
              <input
                type="radio"
                name="fork-option"
                checked={choice === option}
                onChange={() => changeFork({ option: choice })}
              />
              <span>
                <strong>{name}</strong>
                <small>{meaning}</small>
              </span>
              <span className="fork-size">{sizes === null ? '' : countText(sizes[choice])}</span>
            </label>
          ))}
        </fieldset>
        <label className="fork-start">
          <input
            type="checkbox"
            checked={startHere}
            onChange={(event) => changeFork({ startHere: event.target.checked })}
          />
          <span>
            Start fork here
            <small>Leaves out everything above this message: the fork begins with it.</small>
          </span>
        </label>
        <label className="fork-title">
          Title
          <input
            className="input"
            maxLength={1024}
            value={title}
            onChange={(event) => changeFork({ title: event.target.value })}
          />
        </label>
        {failure !== null && (
          <p className="fork-failure" role="alert">
            {failure}
          </p>
        )}
      </div>
      <footer className="dialog-footer">
        <span className="fork-sum" role="status">
          {size === null ? '' : `${counted(size, 'message')} in the fork`}
        </span>
        <Dialog.Close className="button">Cancel</Dialog.Close>
        <button type="submit" className="button primary" disabled={size === null || size === 0}>
          Make fork
        </button>
      </footer>
    </form>
  )
}
