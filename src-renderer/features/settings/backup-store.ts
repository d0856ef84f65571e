/** The settings' store of backups: asks the app for them, and tells how they came out. */
import type { BackupPlan, BackupState } from '@shared/contract/backup.ts'
import { replaceWord } from '@shared/contract/backup.ts'
import type { Job } from '@shared/job.ts'
import { create } from 'zustand'
import { call } from '../../bridge.ts'
import { cancelJob } from '../../jobs/jobs-store.ts'
import { bytesText, counted } from '../../ui/counts.ts'
import { lastOfPath } from '../../ui/path-name.ts'
import { showFailure, showToast } from '../../ui/toasts.ts'
import { canRestore, missedText, type BackupSheet } from './backup.ts'

type Backups = {
  /** Null until the app has answered. */
  readonly state: BackupState | null
  readonly sheet: BackupSheet | null
}

export const useBackups = create<Backups>()(() => ({ state: null, sheet: null }))

export async function askForBackups(): Promise<BackupState | null> {
  try {
    const state = await call('backup.state', {})
    useBackups.setState({ state })
    return state
  } catch (error) {
    showFailure('What is known of backups could not be read', error)
    return null
  }
}

/** Asks where to, and starts writing there. */
export async function backUpNow(): Promise<void> {
  try {
    const day = new Date().toLocaleDateString('sv-SE')
    const path = await call('desktop.chooseSavePath', { name: `stemma-backup-${day}`, extension: 'zip' })
    // The dialog has asked about a file that was there before.
    if (path !== null) await call('backup.create', { path, replace: true })
  } catch (error) {
    showFailure('The backup could not be started', error)
  }
}

/** Asks for a backup and begins to read it. */
export async function openBackupSheet(mode: BackupSheet['mode']): Promise<void> {
  try {
    const path = await call('desktop.chooseBackup', {})
    if (path === null) return
    const { id: jobId } = await call('backup.verify', { path })
    const sheet: BackupSheet = { mode, path, jobId, checked: null, failure: null, way: 'folder', typed: '' }
    useBackups.setState({ sheet })
  } catch (error) {
    showFailure('The backup could not be read', error)
  }
}

export function changeSheet(change: Partial<Pick<BackupSheet, 'way' | 'typed'>>): void {
  useBackups.setState(({ sheet }) => ({ sheet: sheet && { ...sheet, ...change } }))
}

export function closeBackupSheet(): void {
  const { sheet } = useBackups.getState()
  if (sheet !== null && sheet.checked === null && sheet.failure === null) void cancelJob(sheet.jobId)
  useBackups.setState({ sheet: null })
}

/** Starts what is chosen on the sheet. */
export async function restoreFromSheet(): Promise<void> {
  const { sheet } = useBackups.getState()
  if (sheet === null || !canRestore(sheet)) return
  const { path, way } = sheet
  try {
    if (way === 'folder') {
      const folder = await call('desktop.chooseFolder', { purpose: 'restore' })
      if (folder === null) return
      await call('backup.restore', { path, target: { kind: way, folder } })
    } else if (way === 'merge') await call('backup.restore', { path, target: { kind: way } })
    else await call('backup.restore', { path, target: { kind: way, confirmation: replaceWord } })
    useBackups.setState({ sheet: null })
  } catch (error) {
    showFailure('The backup could not be restored', error)
  }
}

export async function changePlan(change: Partial<BackupPlan>): Promise<void> {
  try {
    useBackups.setState({ state: await call('backup.changePlan', change) })
  } catch (error) {
    showFailure('The setting could not be kept', error)
    await askForBackups()
  }
}

export async function choosePlanFolder(): Promise<void> {
  try {
    const folder = await call('desktop.chooseFolder', { purpose: 'backup' })
    if (folder !== null) await changePlan({ folder })
  } catch (error) {
    showFailure('The folder could not be chosen', error)
  }
}

export async function giveUpReplacing(): Promise<void> {
  try {
    useBackups.setState({ state: await call('backup.giveUpReplacing', {}) })
  } catch (error) {
    showFailure('The archive could not be kept', error)
  }
}

/** @param archiveFolder of a restored archive to open; null for this one. */
export async function restart(archiveFolder: string | null): Promise<void> {
  try {
    await call('desktop.restart', { archiveFolder })
  } catch (error) {
    showFailure('Stemma could not be restarted', error)
  }
}

/** Takes in how a job with a backup has ended, and tells it. */
export function hearBackup(job: Job): void {
  if (job.kind === 'verify') return hearVerified(job)
  void askForBackups()
  if (job.state === 'cancelled') {
    showToast({ tone: 'neutral', title: 'Cancelled', description: 'Nothing of it was left.' })
  } else if (job.error !== null) {
    const title = job.kind === 'backup' ? 'The backup was not made' : 'The backup was not restored'
    showToast({ tone: 'failure', title, description: job.error.message })
  } else if (job.result?.kind === 'backup') tellMade(job.result)
  else if (job.result?.kind === 'restore') tellRestored(job.result)
}

function hearVerified({ id, result, error, state }: Job): void {
  const { sheet } = useBackups.getState()
  if (sheet?.jobId !== id) return
  if (state === 'cancelled') return useBackups.setState({ sheet: null })
  const checked = result?.kind === 'verify' ? result : null
  const way = checked !== null && checked.damaged.length > 0 ? 'merge' : sheet.way
  useBackups.setState({ sheet: { ...sheet, checked, way, failure: error?.message ?? null } })
}

type ResultOf<Kind> = Extract<Job['result'], { readonly kind: Kind }>

function tellMade({ backup, changes, removed }: ResultOf<'backup'>): void {
  const file = backup?.path ?? changes?.files[0]
  const sentences = [
    backup === null ? '' : `${lastOfPath(backup.path)}, ${bytesText(backup.size)}.`,
    changes === null ? '' : `${counted(changes.conversations, 'conversation')} changed since the last one.`,
    removed.length === 0 ? '' : `Older ones removed: ${removed.length}.`,
  ]
  showToast({
    tone: 'success',
    title: backup === null ? 'Changes written' : 'Backup made and checked',
    description: sentences.filter((sentence) => sentence !== '').join(' '),
    actions: file === undefined ? [] : [{ label: 'Show in folder', run: () => void showInFolder(file) }],
  })
  void tellMissed()
}

async function tellMissed(): Promise<void> {
  const state = await askForBackups()
  const missed = state?.lastRun?.missed ?? 0
  const isNew = state?.lastRun !== null && state?.lastRun?.at === state?.last?.at
  if (missed > 0 && isNew)
    showToast({ tone: 'neutral', title: 'Backups were missed', description: missedText(missed) })
}

function tellRestored({ folder, movedTo, conversations }: ResultOf<'restore'>): void {
  const isReplacing = movedTo !== null
  showToast({
    tone: 'success',
    title: isReplacing ? 'The backup is ready' : 'Backup restored',
    description: isReplacing
      ? 'It takes the place of this archive when Stemma starts next.'
      : `${counted(conversations, 'conversation')} in ${folder}.`,
    actions: isReplacing
      ? [{ label: 'Restart now', run: () => void restart(null) }]
      : [{ label: 'Open that archive', run: () => void restart(folder) }],
  })
}

async function showInFolder(path: string): Promise<void> {
  try {
    await call('desktop.showInFolder', { path })
  } catch (error) {
    showFailure('The folder could not be shown', error)
  }
}
