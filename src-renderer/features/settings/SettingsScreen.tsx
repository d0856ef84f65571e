/** The settings: how it looks, where the archive is, how data comes in, what this program is. */
import type { Environment } from '@shared/contract/desktop.ts'
import type { Settings } from '@shared/contract/settings.ts'
import { Copy, FileInput, Monitor, Moon, Sun } from 'lucide-react'
import { copyText } from '../../ui/copy-text.ts'
import { Segmented } from '../../ui/Segmented.tsx'
import { changeSettings, useSettings } from './settings-store.ts'
import { SettingsRow } from './SettingsRow.tsx'
import './settings.css'

const themes: readonly { value: Settings['theme']; label: string; icon: typeof Sun }[] = [
  { value: 'system', label: 'System', icon: Monitor },
  { value: 'light', label: 'Light', icon: Sun },
  { value: 'dark', label: 'Dark', icon: Moon },
]

type Props = {
  environment: Environment | null
  /** What can be imported, in a few words. */
  importable: string
  onImport: () => void
}

export function SettingsScreen({ environment, importable, onImport }: Props) {
  const theme = useSettings((state) => state.settings?.theme ?? 'system')
  return (
    <main className="screen" aria-label="Settings" data-pane tabIndex={-1}>
      <h1>Settings</h1>
      <section className="settings-group" aria-labelledby="settings-appearance">
        <h2 id="settings-appearance">Appearance</h2>
        <SettingsRow label="Theme" description="System follows the computer, also while it changes.">
          <Segmented
            label="Theme"
            value={theme}
            choices={themes}
            onChange={(chosen) => void changeSettings({ theme: chosen })}
          />
        </SettingsRow>
      </section>
      <section className="settings-group" aria-labelledby="settings-data">
        <h2 id="settings-data">Data</h2>
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
      </section>
      <section className="settings-group" aria-labelledby="settings-about">
        <h2 id="settings-about">About</h2>
        <SettingsRow
          label="Stemma"
          description="An offline archive for AI conversations, with every branch kept."
        >
          <span className="settings-value">
            {environment === null ? '' : `Version ${environment.version}`}
          </span>
        </SettingsRow>
        <SettingsRow label="Runtime" description="What it was started with.">
          <span className="settings-value">{environment?.runtime ?? ''}</span>
        </SettingsRow>
      </section>
    </main>
  )
}
