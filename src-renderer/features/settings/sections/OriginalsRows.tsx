/** Whether imported files are kept, what they take, and the way to be rid of them. */
import { AlertDialog } from '@base-ui/react/alert-dialog'
import { useEffect } from 'react'
import { bytesText, counted } from '../../../ui/counts.ts'
import { Segmented } from '../../../ui/Segmented.tsx'
import { askForOriginals, deleteOriginals, useOriginals } from '../originals-store.ts'
import { changeSettings, useSettings } from '../settings-store.ts'
import { SettingsRow } from '../SettingsRow.tsx'

const choices = [
  { value: 'off', label: 'Off' },
  { value: 'on', label: 'On' },
] as const

export function OriginalsRows() {
  const isOn = useSettings((state) => state.settings?.keepOriginals ?? true)
  const kept = useOriginals((state) => state.kept)

  useEffect(() => {
    void askForOriginals()
  }, [])

  return (
    <>
      <SettingsRow
        label="Keep originals"
        description="Imported files are kept in the archive, packed, so that a newer Stemma can read them again and find more."
      >
        <Segmented
          label="Keep originals"
          value={isOn ? 'on' : 'off'}
          choices={choices}
          onChange={(chosen) => void changeSettings({ keepOriginals: chosen === 'on' })}
        />
      </SettingsRow>
      <SettingsRow
        label="Kept originals"
        description="Undoing an import removes its file here too. Those on your disk are never touched."
      >
        <div className="settings-value">
          {kept === null
            ? ''
            : kept.files === 0
              ? 'None'
              : `${counted(kept.files, 'file')}, ${bytesText(kept.bytes)}`}
          <AlertDialog.Root>
            <AlertDialog.Trigger className="button danger" disabled={kept === null || kept.files === 0}>
              Delete kept originals…
            </AlertDialog.Trigger>
            <AlertDialog.Portal>
              <AlertDialog.Backdrop className="veil" />
              <AlertDialog.Popup className="dialog question">
                <AlertDialog.Title className="dialog-title">Delete the kept originals?</AlertDialog.Title>
                <AlertDialog.Description className="question-text">
                  {kept !== null &&
                    `${counted(kept.files, 'file')} with ${bytesText(kept.bytes)} will be gone from the archive. `}
                  All conversations stay. Their imports can then not be read again with a newer reader, unless
                  you import the files once more.
                </AlertDialog.Description>
                <footer className="dialog-footer">
                  <AlertDialog.Close className="button">Keep them</AlertDialog.Close>
                  <AlertDialog.Close className="button danger" onClick={() => void deleteOriginals()}>
                    Delete originals
                  </AlertDialog.Close>
                </footer>
              </AlertDialog.Popup>
            </AlertDialog.Portal>
          </AlertDialog.Root>
        </div>
      </SettingsRow>
    </>
  )
}
