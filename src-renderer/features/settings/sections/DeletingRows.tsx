/** When the trash empties itself, the log of what was done, and the way to delete everything. */
import { AlertDialog } from '@base-ui/react/alert-dialog'
import { deleteAllPhrase } from '@shared/contract/organise.ts'
import { type FormEvent, useState } from 'react'
import { call } from '../../../bridge.ts'
import { tellChange } from '../../../changes/undo.ts'
import { counted } from '../../../ui/counts.ts'
import { SelectField } from '../../../ui/SelectField.tsx'
import { showFailure } from '../../../ui/toasts.ts'
import { backUpNow } from '../backup-store.ts'
import { changeSettings, useSettings } from '../settings-store.ts'
import { SettingsRow } from '../SettingsRow.tsx'

type Props = {
  onShowActivity: () => void
}

const usualDays = [7, 30, 90, 365]

export function DeletingRows({ onShowActivity }: Props) {
  const days = useSettings((state) => state.settings?.emptyTrashAfterDays ?? null)
  const choices = [...new Set([...usualDays, ...(days === null ? [] : [days])])]
    .toSorted((one, other) => one - other)
    .map((count) => ({ value: String(count), label: `After ${counted(count, 'day')}` }))
  return (
    <>
      <SettingsRow
        label="Empty the trash"
        description="What has been in the trash for that long is deleted for good when Stemma starts."
      >
        <SelectField
          label="Empty the trash"
          value={days === null ? 'never' : String(days)}
          choices={[{ value: 'never', label: 'Only when I say so' }, ...choices]}
          onChange={(value) =>
            void changeSettings({ emptyTrashAfterDays: value === 'never' ? null : Number(value) })
          }
        />
      </SettingsRow>
      <SettingsRow
        label="Activity log"
        description="What was imported, exported, changed and deleted, and when. Nothing can be taken out of it."
      >
        <button type="button" className="button" onClick={onShowActivity}>
          Show the log
        </button>
      </SettingsRow>
      <SettingsRow
        label="Delete all conversations"
        description="Moves every conversation to the trash, where it waits until the trash is emptied."
      >
        <DeleteAll />
      </SettingsRow>
    </>
  )
}

function DeleteAll() {
  const [isOpen, setOpen] = useState(false)
  return (
    <AlertDialog.Root open={isOpen} onOpenChange={setOpen}>
      <AlertDialog.Trigger className="button danger">Delete all conversations…</AlertDialog.Trigger>
      <AlertDialog.Portal>
        <AlertDialog.Backdrop className="veil" />
        <AlertDialog.Popup className="dialog question">
          {isOpen && <DeleteAllForm onDone={() => setOpen(false)} />}
        </AlertDialog.Popup>
      </AlertDialog.Portal>
    </AlertDialog.Root>
  )
}

function DeleteAllForm({ onDone }: { onDone: () => void }) {
  const [typed, setTyped] = useState('')
  const isMeant = typed.trim().toLowerCase() === deleteAllPhrase
  const remove = async (event: FormEvent): Promise<void> => {
    event.preventDefault()
    if (!isMeant) return
    // The status bar shows how far it is and can stop it; the dialog would lie over it.
    onDone()
    try {
      const { moved, messages, left } = await call('library.deleteAll', { confirmation: typed })
      const stopped = left === 0 ? '' : ` Stopped; ${counted(left, 'conversation')} stayed where they are.`
      tellChange(
        `${counted(moved, 'conversation')} moved to the trash`,
        `${counted(messages, 'message')}. They wait there until the trash is emptied.${stopped}`,
      )
    } catch (error) {
      showFailure('Not everything could be moved to the trash', error)
    }
  }
  return (
    <form onSubmit={(event) => void remove(event)}>
      <AlertDialog.Title className="dialog-title">Delete all conversations?</AlertDialog.Title>
      <AlertDialog.Description className="question-text">
        Every conversation goes to the trash, archived ones and favorites too. Make a backup first: it brings
        everything back, also after the trash was emptied.
      </AlertDialog.Description>
      <div className="delete-all">
        <button type="button" className="button" onClick={() => void backUpNow()}>
          Back up first…
        </button>
        <label>
          <span>
            To go on, type <strong>{deleteAllPhrase}</strong>
          </span>
          <input
            className="input"
            autoComplete="off"
            spellCheck={false}
            value={typed}
            onChange={(event) => setTyped(event.target.value)}
          />
        </label>
      </div>
      <footer className="dialog-footer">
        <AlertDialog.Close className="button">Keep them</AlertDialog.Close>
        <button type="submit" className="button danger" disabled={!isMeant}>
          Delete all
        </button>
      </footer>
    </form>
  )
}
