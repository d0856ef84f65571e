/** Says that a restored backup waits to take the archive's place, and lets it happen now or not at all. */
import type { BackupState } from '@shared/contract/backup.ts'
import { lastOfPath } from '../../../ui/path-name.ts'
import { dateTimeText } from '../../../ui/dates.ts'
import { giveUpReplacing, restart } from '../backup-store.ts'
import { SettingsRow } from '../SettingsRow.tsx'

type Props = {
  waiting: NonNullable<BackupState['waiting']>
}

export function WaitingReplacement({ waiting: { path, createdAt, movedTo } }: Props) {
  return (
    <SettingsRow
      label="A backup waits to take this archive’s place"
      description={`${lastOfPath(path)} of ${dateTimeText(createdAt)} is unpacked and checked. When Stemma starts next, this archive is moved to ${movedTo} and the backup takes its place.`}
    >
      <div className="settings-value">
        <button type="button" className="button" onClick={() => void giveUpReplacing()}>
          Keep this archive
        </button>
        <button type="button" className="button primary" onClick={() => void restart(null)}>
          Restart now
        </button>
      </div>
    </SettingsRow>
  )
}
