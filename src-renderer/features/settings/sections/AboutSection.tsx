/** What this program is and what it runs on. */
import type { Environment } from '@shared/contract/desktop.ts'
import { SettingsRow } from '../SettingsRow.tsx'
import { SettingsSection } from '../SettingsSection.tsx'

type Props = {
  environment: Environment | null
}

export function AboutSection({ environment }: Props) {
  return (
    <SettingsSection heading="About">
      <SettingsRow
        label="Stemma"
        description="An offline archive for AI conversations, with every branch kept."
      >
        <span className="settings-value">{environment === null ? '' : `Version ${environment.version}`}</span>
      </SettingsRow>
      <SettingsRow label="Runtime" description="What it was started with.">
        <span className="settings-value">{environment?.runtime ?? ''}</span>
      </SettingsRow>
    </SettingsSection>
  )
}
