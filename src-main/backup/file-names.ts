/** Names of the files that are backed up to: they sort by time, and tell ours from others. */

export type BackupFileKind = 'backup' | 'json' | 'markdown'

const shape = /^stemma-(?:backup|changes)-\d{4}-\d\d-\d\d-\d{6}(?:-json|-markdown)?\.zip$/

/** `stemma-backup-2026-11-22-013105.zip`, in the zone of this computer. */
export function backupFileName(kind: BackupFileKind, time: number): string {
  return kind === 'backup'
    ? `stemma-backup-${stampOf(time)}.zip`
    : `stemma-changes-${stampOf(time)}-${kind}.zip`
}

/** Whether a name is one that `backupFileName` gives: only such files are ever removed. */
export function isBackupFileName(name: string): boolean {
  return shape.test(name)
}

/** `2026-11-22-013105` */
export function stampOf(time: number): string {
  const at = new Date(time)
  const day = [at.getMonth() + 1, at.getDate()].map(twoDigits).join('-')
  const clock = [at.getHours(), at.getMinutes(), at.getSeconds()].map(twoDigits).join('')
  return `${at.getFullYear()}-${day}-${clock}`
}

function twoDigits(number: number): string {
  return String(number).padStart(2, '0')
}
