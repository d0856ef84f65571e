/** How the window looks. */
import type { Settings } from '@shared/contract/settings.ts'
import { Monitor, Moon, Sun } from 'lucide-react'
import { Segmented } from '../../../ui/Segmented.tsx'
import { changeSettings, useSettings } from '../settings-store.ts'
import { SettingsRow } from '../SettingsRow.tsx'
import { SettingsSection } from '../SettingsSection.tsx'

const themes: readonly { value: Settings['theme']; label: string; icon: typeof Sun }[] = [
  { value: 'system', label: 'System', icon: Monitor },
  { value: 'light', label: 'Light', icon: Sun },
  { value: 'dark', label: 'Dark', icon: Moon },
]

export function AppearanceSection() {
  const theme = useSettings((state) => state.settings?.theme ?? 'system')
  return (
    <SettingsSection heading="Appearance">
      <SettingsRow label="Theme" description="System follows the computer, also while it changes.">
        <Segmented
          label="Theme"
          value={theme}
          choices={themes}
          onChange={(chosen) => void changeSettings({ theme: chosen })}
        />
      </SettingsRow>
    </SettingsSection>
  )
}
