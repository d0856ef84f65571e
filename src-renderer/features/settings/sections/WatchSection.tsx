/** Whether a folder is watched for new exports, and which. */
import { FolderSearch } from 'lucide-react'
import { Segmented } from '../../../ui/Segmented.tsx'
import { changeWatch, chooseWatchedFolder, useWatch } from '../../../watch/watch-store.ts'
import { SettingsRow } from '../SettingsRow.tsx'
import { SettingsSection } from '../SettingsSection.tsx'

const choices = [
  { value: 'off', label: 'Off' },
  { value: 'on', label: 'On' },
] as const

export function WatchSection() {
  const watch = useWatch((state) => state.watch)
  const isOn = watch?.isOn === true
  return (
    <SettingsSection heading="Watched folder">
      <SettingsRow
        label="Look for new exports"
        description="Exports that arrive in the folder are offered on the import screen, never imported unasked. While this is off, nothing of the folder is read."
      >
        <Segmented
          label="Look for new exports"
          value={isOn ? 'on' : 'off'}
          choices={choices}
          onChange={(chosen) => void changeWatch({ isOn: chosen === 'on' })}
        />
      </SettingsRow>
      <SettingsRow
        label="Folder"
        description={
          watch?.isFolderThere === false
            ? 'It cannot be read at the moment. Stemma goes on looking for it.'
            : 'Only this folder itself: no folders in it, no links.'
        }
      >
        <div className="settings-value">
          <code>{watch?.folder ?? ''}</code>
          <button type="button" className="button" onClick={() => void chooseWatchedFolder()}>
            <FolderSearch aria-hidden />
            Choose…
          </button>
        </div>
      </SettingsRow>
    </SettingsSection>
  )
}
