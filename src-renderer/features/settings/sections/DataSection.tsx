/** How data comes in, where the archive is, and how it is deleted. */
import type { Environment } from '@shared/contract/desktop.ts'
import { Copy, FileInput } from 'lucide-react'
import { copyText } from '../../../ui/copy-text.ts'
import { SelectField } from '../../../ui/SelectField.tsx'
import { limitChoices, limitOf, limitValue } from '../largest-file.ts'
import { changeSettings, useSettings } from '../settings-store.ts'
import { SettingsRow } from '../SettingsRow.tsx'
import { SettingsSection } from '../SettingsSection.tsx'
import { DeletingRows } from './DeletingRows.tsx'
import { OriginalsRows } from './OriginalsRows.tsx'

type Props = {
  environment: Environment | null
  /** What can be imported, in a few words. */
  importable: string
  onImport: () => void
  onShowActivity: () => void
}

export function DataSection({ environment, importable, onImport, onShowActivity }: Props) {
  const limit = useSettings((state) => state.settings?.largestFile ?? null)
  return (
    <SettingsSection heading="Data">
      <SettingsRow
        label="Import conversations"
        description={`Exports of ${importable}. Dropping them anywhere on the window does the same.`}
      >
        <button type="button" className="button" onClick={onImport}>
          <FileInput aria-hidden />
          Import…
        </button>
      </SettingsRow>
      <SettingsRow
        label="Largest file to import"
        description="Larger files are refused before anything of them is read. A folder counts as a whole."
      >
        <SelectField
          label="Largest file to import"
          value={limitValue(limit)}
          choices={limitChoices(limit)}
          onChange={(value) => void changeSettings({ largestFile: limitOf(value) })}
        />
      </SettingsRow>
      <OriginalsRows />
      <SettingsRow
        label="Archive folder"
        description="Everything is in here: conversations, attachments and reports. Nothing leaves this computer."
      >
        <div className="settings-value">
          <code>{environment?.archiveFolder ?? ''}</code>
          <button
            type="button"
            className="button icon"
            aria-label="Copy the path of the archive folder"
            disabled={environment === null}
            onClick={() => environment !== null && void copyText(environment.archiveFolder, 'Path')}
          >
            <Copy aria-hidden />
          </button>
        </div>
      </SettingsRow>
      <DeletingRows onShowActivity={onShowActivity} />
    </SettingsSection>
  )
}
