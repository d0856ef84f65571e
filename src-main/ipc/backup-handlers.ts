/** Answers for backups: making, checking and restoring them, and the plan by which they are made. */
import type { backupCommands } from '@shared/contract/backup.ts'
import type { Handlers } from '@shared/contract/contract.ts'
import { backupState, changePlan } from '../backup/backup-state.ts'
import { giveUpReplacement } from '../backup/replacement.ts'
import type { BackupSchedule } from '../backup/schedule.ts'
import type { HandlerParts } from './handler-parts.ts'

export function backupHandlers({
  archive,
  jobs,
  schedule,
}: Pick<HandlerParts, 'archive' | 'jobs'> & { readonly schedule: BackupSchedule }): Handlers<
  keyof typeof backupCommands
> {
  return {
    'backup.state': () => backupState(archive, Date.now()),
    'backup.create': ({ path, replace }) =>
      jobs.start({ kind: 'backup', file: { path, replace }, planned: null, now: Date.now() }),
    'backup.verify': ({ path }) => jobs.start({ kind: 'verify', path }),
    'backup.restore': ({ path, target }) => {
      switch (target.kind) {
        case 'merge':
          // However large it is: the reader's limit is for exports that they did not make themselves.
          return jobs.start({
            kind: 'import',
            paths: [path],
            formats: { [path]: 'stemma-backup' },
            maxBytes: Number.MAX_SAFE_INTEGER,
            mergesRest: true,
          })
        case 'folder':
          return jobs.start({ kind: 'restore', path, folder: target.folder, now: Date.now() })
        case 'replace':
          return jobs.start({ kind: 'restore', path, folder: null, now: Date.now() })
      }
    },
    'backup.giveUpReplacing': () => {
      giveUpReplacement(archive.folder)
      return backupState(archive, Date.now())
    },
    'backup.changePlan': (change) => {
      changePlan(
        archive,
        Object.fromEntries(Object.entries(change).filter(([, value]) => value !== undefined)),
        Date.now(),
      )
      schedule.planChanged()
      return backupState(archive, Date.now())
    },
  }
}
