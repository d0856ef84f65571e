/** How exports begin: the names of their files, and what is done about sensitive data. */
import type { FocusEvent, KeyboardEvent } from 'react'
import { Segmented } from '../../../ui/Segmented.tsx'
import { sensitiveChoices } from '../../../ui/sensitive-choices.ts'
import { changeSettings, useSettings } from '../settings-store.ts'
import { SettingsRow } from '../SettingsRow.tsx'
import { SettingsSection } from '../SettingsSection.tsx'

export function ExportSection() {
  const settings = useSettings((state) => state.settings)
  if (settings === null) return null
  const { exportNameTemplate, exportSensitive } = settings

  const keep = ({ target }: FocusEvent<HTMLInputElement>): void => {
    const template = target.value.trim()
    if (template === '') target.value = exportNameTemplate
    else if (template !== exportNameTemplate) void changeSettings({ exportNameTemplate: template })
  }
  return (
    <SettingsSection heading="Export">
      <SettingsRow
        label="File names"
        description="May hold {title}, {date} of the conversation, {today}, {source} and {model}. Each export can have its own."
      >
        <input
          key={exportNameTemplate}
          className="input settings-template"
          aria-label="File names"
          defaultValue={exportNameTemplate}
          maxLength={200}
          spellCheck={false}
          onBlur={keep}
          onKeyDown={keepByEnter}
        />
      </SettingsRow>
      <SettingsRow
        label="Sensitive data"
        description="E-mail addresses, phone, card and account numbers, keys and tokens: look for them before an export is written, or take them out of it."
      >
        <Segmented
          label="Sensitive data"
          value={exportSensitive}
          choices={sensitiveChoices}
          onChange={(chosen) => void changeSettings({ exportSensitive: chosen })}
        />
      </SettingsRow>
    </SettingsSection>
  )
}

function keepByEnter(event: KeyboardEvent<HTMLInputElement>): void {
  if (event.key === 'Enter') event.currentTarget.blur()
}
