/** What is in a backup and whether it is whole; and, for restoring it, how. */
import { Dialog } from '@base-ui/react/dialog'
import type { CheckedBackup } from '@shared/backup.ts'
import { CircleAlert, ShieldCheck } from 'lucide-react'
import { type RefObject, useId } from 'react'
import { progressText } from '../../jobs/job-progress.ts'
import { useJobs } from '../../jobs/jobs-store.ts'
import { bytesText, counted } from '../../ui/counts.ts'
import { dateTimeText } from '../../ui/dates.ts'
import { lastOfPath } from '../../ui/path-name.ts'
import { ProgressBar } from '../../ui/ProgressBar.tsx'
import { canRestore, isWhole, restoreWays, type BackupSheet as Sheet } from './backup.ts'
import { changeSheet, closeBackupSheet, restoreFromSheet, useBackups } from './backup-store.ts'

/** More names than these help nobody; the command line prints them all. */
const namedDamage = 20

type Props = {
  /** What gets the focus when the sheet is closed. */
  focusAfter: RefObject<HTMLElement | null>
}

export function BackupSheet({ focusAfter }: Props) {
  const sheet = useBackups((backups) => backups.sheet)
  if (sheet === null) return null
  const { mode, path, checked, failure } = sheet
  return (
    <Dialog.Root open onOpenChange={(isOpen) => !isOpen && closeBackupSheet()}>
      <Dialog.Portal>
        <Dialog.Backdrop className="veil" />
        <Dialog.Popup className="dialog backup-sheet" finalFocus={focusAfter}>
          <Dialog.Title className="dialog-title">
            {mode === 'restore' ? 'Restore a backup' : 'Check a backup'}
          </Dialog.Title>
          <Dialog.Description className="backup-path">{lastOfPath(path)}</Dialog.Description>
          <div className="backup-body">
            {checked === null && failure === null && <Checking jobId={sheet.jobId} />}
            {failure !== null && (
              <p className="backup-damage" role="alert">
                <CircleAlert aria-hidden />
                {failure}
              </p>
            )}
            {checked !== null && <Facts checked={checked} />}
            {checked !== null && mode === 'restore' && <Ways sheet={sheet} checked={checked} />}
          </div>
          <footer className="dialog-footer">
            <Dialog.Close className="button">{mode === 'restore' ? 'Cancel' : 'Close'}</Dialog.Close>
            {mode === 'restore' && (
              <button
                type="button"
                className={sheet.way === 'replace' ? 'button danger' : 'button primary'}
                disabled={!canRestore(sheet)}
                onClick={() => void restoreFromSheet()}
              >
                {
                  {
                    folder: 'Choose the folder…',
                    merge: 'Add to this archive',
                    replace: 'Replace this archive',
                  }[sheet.way]
                }
              </button>
            )}
          </footer>
        </Dialog.Popup>
      </Dialog.Portal>
    </Dialog.Root>
  )
}

function Checking({ jobId }: { jobId: string }) {
  const job = useJobs((state) => state.jobs.find(({ id }) => id === jobId))
  const { text, share } = job ? progressText(job.progress) : { text: '', share: null }
  return (
    <div className="backup-checking">
      <ProgressBar label="Reading the backup to its end" share={share} text={text} />
      <span>Reading it to its end… {text}</span>
    </div>
  )
}

function Facts({ checked }: { checked: CheckedBackup }) {
  const { createdAt, stemma, conversations, messages, members, size, damaged, missing } = checked
  return (
    <>
      {isWhole(checked) ? (
        <p className="backup-whole" role="status">
          <ShieldCheck aria-hidden />
          Whole: every file is as it was when the backup was made.
        </p>
      ) : (
        <div className="backup-damage" role="alert">
          <CircleAlert aria-hidden />
          <div>
            Damaged: {counted(damaged.length, 'file')} of {counted(members, 'file')}.
            <ul>
              {damaged.slice(0, namedDamage).map(({ name, reason }) => (
                <li key={name}>
                  <code>{name}</code> {reason}
                </li>
              ))}
              {damaged.length > namedDamage && <li>and {damaged.length - namedDamage} more</li>}
            </ul>
          </div>
        </div>
      )}
      <dl className="backup-facts">
        <dt>Made</dt>
        <dd>
          {dateTimeText(createdAt)} by Stemma {stemma}
        </dd>
        <dt>Holds</dt>
        <dd>
          {counted(conversations, 'conversation')}, {counted(messages, 'message')}, {counted(members, 'file')}
        </dd>
        <dt>Size</dt>
        <dd>{bytesText(size)}</dd>
        {missing.length > 0 && (
          <>
            <dt>Not in it</dt>
            <dd>{counted(missing.length, 'file')} that the archive had lost before</dd>
          </>
        )}
      </dl>
    </>
  )
}

function Ways({ sheet, checked }: { sheet: Sheet; checked: CheckedBackup }) {
  const name = useId()
  const field = useId()
  return (
    <fieldset className="backup-ways">
      <legend>How to restore it</legend>
      {restoreWays.map(({ value, label, description }) => (
        <label key={value}>
          <input
            type="radio"
            name={name}
            value={value}
            checked={sheet.way === value}
            disabled={value !== 'merge' && !isWhole(checked)}
            onChange={() => changeSheet({ way: value })}
          />
          <span>
            {label}
            <small>{description}</small>
          </span>
        </label>
      ))}
      {sheet.way === 'replace' && (
        <label className="backup-confirm" htmlFor={field}>
          Type “replace” to confirm
          <input
            id={field}
            type="text"
            autoComplete="off"
            spellCheck={false}
            value={sheet.typed}
            onChange={({ target }) => changeSheet({ typed: target.value })}
          />
        </label>
      )}
    </fieldset>
  )
}
