/** Backups: the last one, making, checking and restoring them, and the plan by which they are made. */
import { ArchiveRestore, HardDriveDownload, ShieldCheck, SearchCheck } from 'lucide-react'
import { useEffect, useRef } from 'react'
import { runningJobs } from '../../../jobs/jobs.ts'
import { useJobs } from '../../../jobs/jobs-store.ts'
import { bytesText, counted } from '../../../ui/counts.ts'
import { dateTimeText } from '../../../ui/dates.ts'
import { askForBackups, backUpNow, openBackupSheet, useBackups } from '../backup-store.ts'
import { BackupSheet } from '../BackupSheet.tsx'
import { SettingsRow } from '../SettingsRow.tsx'
import { SettingsSection } from '../SettingsSection.tsx'
import { BackupPlanRows } from './BackupPlanRows.tsx'
import { WaitingReplacement } from './WaitingReplacement.tsx'
import '../backup.css'

export function BackupSection() {
  const state = useBackups((backups) => backups.state)
  const isBusy = useJobs((jobs) =>
    runningJobs(jobs).some(({ kind }) => kind === 'backup' || kind === 'verify' || kind === 'restore'),
  )

  const opener = useRef<HTMLElement | null>(null)
  // Not disabled while a backup is read: the focus comes back to the button that opened the sheet.
  const openSheet = (mode: 'verify' | 'restore', button: HTMLElement): void => {
    if (isBusy) return
    opener.current = button
    void openBackupSheet(mode)
  }

  useEffect(() => {
    void askForBackups()
  }, [])

  const last = state?.last ?? null
  const overdue = state?.overdueDays ?? null
  return (
    <SettingsSection heading="Backup">
      {state?.waiting && <WaitingReplacement waiting={state.waiting} />}
      <SettingsRow
        label="Last backup"
        description={
          state === null
            ? ''
            : `Everything in one file: conversations, attachments, originals, datasets. Before packing about ${bytesText(state.bytes)}.`
        }
      >
        <div className="settings-value">
          {state !== null && last === null && <span>{overdue === null ? 'None yet' : 'None so far'}</span>}
          <button type="button" className="button" disabled={isBusy} onClick={() => void backUpNow()}>
            <HardDriveDownload aria-hidden />
            Back up now…
          </button>
        </div>
        {last !== null && (
          <p className="backup-last">
            <span className="backup-verified">
              <ShieldCheck aria-hidden />
              Verified
            </span>
            {dateTimeText(last.at)} · {counted(last.conversations, 'conversation')} · {bytesText(last.size)} ·{' '}
            <code>{last.path}</code>
          </p>
        )}
        {overdue !== null && (
          <p className="backup-note" role="status">
            {last === null
              ? `Nothing has been backed up in ${counted(overdue, 'day')}.`
              : `The last backup is ${counted(overdue, 'day')} old.`}
          </p>
        )}
      </SettingsRow>
      <SettingsRow
        label="Check a backup"
        description="Reads a backup to its end without restoring it, says what is in it and names what is damaged."
      >
        <button
          type="button"
          className="button"
          aria-disabled={isBusy}
          onClick={(event) => openSheet('verify', event.currentTarget)}
        >
          <SearchCheck aria-hidden />
          Verify…
        </button>
      </SettingsRow>
      <SettingsRow
        label="Restore a backup"
        description="Into a new folder, added to this archive, or in its place. Nothing here is ever deleted for it."
      >
        <button
          type="button"
          className="button"
          aria-disabled={isBusy}
          onClick={(event) => openSheet('restore', event.currentTarget)}
        >
          <ArchiveRestore aria-hidden />
          Restore…
        </button>
      </SettingsRow>
      {state !== null && <BackupPlanRows state={state} />}
      <BackupSheet focusAfter={opener} />
    </SettingsSection>
  )
}
