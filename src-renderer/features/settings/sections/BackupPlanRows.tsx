/** How often, where to and what is backed up by itself, and when to remind of it. */
import type { BackupState } from '@shared/contract/backup.ts'
import { FolderOpen } from 'lucide-react'
import { Segmented } from '../../../ui/Segmented.tsx'
import { SelectField } from '../../../ui/SelectField.tsx'
import {
  keepChoices,
  keepOf,
  keepValue,
  planText,
  reminderChoices,
  reminderOf,
  reminderValue,
  rhythms,
} from '../backup.ts'
import { changePlan, choosePlanFolder } from '../backup-store.ts'
import { SettingsRow } from '../SettingsRow.tsx'

type Props = {
  state: BackupState
}

export function BackupPlanRows({ state }: Props) {
  const { plan } = state
  const isOff = plan.every === 'never'
  return (
    <>
      <SettingsRow label="Back up by itself" description={planText(state)}>
        <Segmented
          label="Back up by itself"
          value={plan.every}
          choices={rhythms}
          onChange={(every) => void changePlan({ every })}
        />
      </SettingsRow>
      {!isOff && (
        <>
          <SettingsRow
            label="Folder for backups"
            description="On another disk, a backup survives the loss of this one."
          >
            <div className="settings-value">
              <code>{plan.folder ?? ''}</code>
              <button type="button" className="button" onClick={() => void choosePlanFolder()}>
                <FolderOpen aria-hidden />
                Choose…
              </button>
            </div>
          </SettingsRow>
          <SettingsRow
            label="What is written"
            description="Only files that were written by this plan are ever removed."
          >
            <div className="backup-plan">
              <label className="check">
                <input
                  type="checkbox"
                  checked={plan.hasArchive}
                  disabled={!plan.hasChanges}
                  onChange={({ target }) => void changePlan({ hasArchive: target.checked })}
                />
                The whole archive
              </label>
              <label className="check">
                <input
                  type="checkbox"
                  checked={plan.hasChanges}
                  disabled={!plan.hasArchive}
                  onChange={({ target }) => void changePlan({ hasChanges: target.checked })}
                />
                What changed since the last one, as JSON and Markdown
              </label>
              <span className="backup-keep">
                Keep
                <SelectField
                  label="How many backups are kept"
                  value={keepValue(plan.keep)}
                  choices={keepChoices}
                  onChange={(value) => void changePlan({ keep: keepOf(value) })}
                />
              </span>
            </div>
          </SettingsRow>
        </>
      )}
      <SettingsRow
        label="Remind me"
        description="Says when Stemma starts that there has been no backup for long."
      >
        <SelectField
          label="Remind me of a backup"
          value={reminderValue(plan.remindAfterDays)}
          choices={reminderChoices}
          onChange={(value) => void changePlan({ remindAfterDays: reminderOf(value) })}
        />
      </SettingsRow>
    </>
  )
}
